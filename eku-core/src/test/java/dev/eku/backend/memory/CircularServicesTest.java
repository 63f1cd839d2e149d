package dev.eku.backend.memory;

import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.problems;
import static dev.eku.FrontEnd.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.apply.Outcome;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import dev.eku.inspect.Capture;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.Problem;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Services that need each other in a circle. Windows lets nobody set them up so ({@code ERROR_CIRCULAR_DEPENDENCY
 * (1059)}; Microsoft Learn, "ChangeServiceConfigW"), but a hand can write it into the registry or a snapshot.
 */
final class CircularServicesTest {
    private static final int MANY = 5_000;
    private static final long SMALL_STACK = 256 * 1024L;
    private static final ServiceName NAME = ServiceName.of(MCU);

    /** A front end whose service needs the services listed; each of these is NAME>NEEDED. */
    private static MemoryHostBuilder host(String mcuNeeds, String... others) {
        MemoryHostBuilder host = frontEnd();
        ServiceConfig mcu = host.build().services().config(NAME).orElseThrow();
        host = host.service(new ServiceConfig(
                mcu.name(),
                mcu.displayName(),
                mcu.imagePath(),
                mcu.startType(),
                mcu.type(),
                mcu.account(),
                mcuNeeds.isEmpty() ? List.of() : List.of(mcuNeeds)));
        for (String other : others) {
            String[] names = other.split(">", -1);
            host = host.service(service(names[0], "C:\\App\\" + names[0] + ".exe", names[1]));
        }
        return reopened(host);
    }

    /** As a snapshot file gives it. */
    private static MemoryHostBuilder reopened(MemoryHostBuilder host) {
        String text = HostSnapshotFile.print(host.build().snapshot());
        return MemoryHost.from(HostSnapshotFile.parse(text, "circle")).toBuilder();
    }

    @Test
    void dependentsOfACircleAreEachOtherServiceOfItOnce() {
        MemoryHost host = host("C", "A>RTCDATAMCU", "B>A", "C>B").build();
        assertThat(host.services().dependents(NAME))
                .extracting(Object::toString)
                .containsExactly("C", "B", "A");
        assertThat(host("RTCDATAMCU").build().services().dependents(NAME)).isEmpty();
        assertThat(host("", "A>RTCDATAMCU", "B>A", "D>B").build().services().dependents(NAME))
                .extracting(Object::toString)
                .containsExactly("D", "B", "A");
    }

    @ParameterizedTest
    @CsvSource({"RTCDATAMCU, D>X", "A, A>RTCDATAMCU", "A, A>B;B>RTCDATAMCU", "A, A>B;B>A", "A, A>A"})
    void startOfAServiceThatNeedsACircleIsRefusedAndStartsNothing(String needs, String others) {
        MemoryHostBuilder stopped = host(needs, others.split(";", -1)).state(MCU, ServiceState.STOPPED);
        for (String other : others.split(";", -1)) {
            stopped = stopped.state(other.substring(0, 1), ServiceState.STOPPED);
        }
        MemoryHost host = stopped.build();
        assertThatThrownBy(() -> host.services().start(NAME))
                .isInstanceOfSatisfying(
                        Win32Exception.class,
                        refused -> assertThat(refused.error()).isEqualTo(new Win32Error(1059)));
        assertThat(host.snapshot().services().stream()
                        .filter(service -> "RTCDATAMCU A B"
                                .contains(service.config().name().toString())))
                .allMatch(service -> service.status().state() == ServiceState.STOPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "RTCDATAMCU, D>X, RTCDATAMCU",
        "A, A>RTCDATAMCU, 'A, RTCDATAMCU'",
        "A, A>B;B>RTCDATAMCU, 'A, B, RTCDATAMCU'",
        "'', A>RTCDATAMCU;B>A;A2>B, none",
        "'', A>RTCDATAMCU;B>B;E>RTCDATAMCU, none"
    })
    void planThatWouldStopServicesOfACircleIsBlockedAndNamesThem(String needs, String others, String circle) {
        Plan plan = FrontEnd.plan(host(needs, others.split(";", -1)), STOP);
        if (circle.equals("none")) {
            assertThat(problems(plan)).isEmpty();
        } else {
            assertThat(problems(plan))
                    .containsExactly("blocks: SERVICE_CIRCLE: services need each other in a circle, so that Windows"
                            + " neither stops nor starts any of them: " + circle);
        }
    }

    @Test
    void planBlocksWhereThoseThatNeedTheServiceGoRoundInACircle() {
        MemoryHostBuilder host = host("", "A>RTCDATAMCU", "B>A");
        host = host.service(new ServiceConfig(
                ServiceName.of("A"),
                "A",
                "C:\\App\\A.exe",
                ServiceConfig.StartType.AUTOMATIC,
                0x10,
                "LocalSystem",
                List.of(MCU, "+group", "B")));
        assertThat(FrontEnd.plan(host, STOP).problems())
                .extracting(Problem::code)
                .containsExactly(Problem.Code.SERVICE_CIRCLE);
    }

    @Test
    void circleIsNoProblemOfAPlanThatStopsNothing() {
        MemoryHostBuilder host = host("A", "A>RTCDATAMCU");
        assertThat(FrontEnd.plan(host, STOP.restart(Restart.NEVER)).problems())
                .extracting(Problem::code)
                .doesNotContain(Problem.Code.SERVICE_CIRCLE);
        MemoryHost stopped = host.state(MCU, ServiceState.STOPPED)
                .state("A", ServiceState.STOPPED)
                .build();
        assertThat(Eku.on(stopped)
                        .apply(FrontEnd.plan(stopped, STOP), event -> {})
                        .status())
                .isEqualTo(Outcome.Status.DONE);
    }

    @Test
    void captureOfACircleTellsEachServiceOnce() {
        HostSnapshot captured =
                new Capture(host("C", "A>RTCDATAMCU", "B>A", "C>B").build()).snapshot(List.of());
        assertThat(captured.services())
                .extracting(service -> service.config().name().toString())
                .contains("A", "B", "C", MCU)
                .doesNotHaveDuplicates();
    }

    @Test
    void chainOfManyServicesNeedsNoDeepStack() throws Exception {
        FutureTask<Object> task = new FutureTask<>(CircularServicesTest::stopAndStartAlongAChain, "done");
        Thread small = new Thread(null, task, "small stack", SMALL_STACK);
        small.start();
        assertThat(task.get()).isEqualTo("done");
    }

    private static void stopAndStartAlongAChain() {
        String text = HostSnapshotFile.print(frontEnd().build().snapshot());
        StringBuilder services = new StringBuilder("\"services\" : [ ");
        for (int i = 0; i < MANY; i++) {
            services.append("{\"name\":\"S")
                    .append(i)
                    .append(
                            "\",\"displayName\":\"\",\"imagePath\":\"\",\"startType\":\"MANUAL\",\"type\":16,\"account\":\"\",")
                    .append("\"dependencies\":[\"")
                    .append(i == 0 ? MCU : "S" + (i - 1))
                    .append("\"],\"state\":\"STOPPED\"}, ");
        }
        MemoryHost host = MemoryHost.from(
                HostSnapshotFile.parse(text.replaceFirst("\"services\" : \\[", services.toString()), "chain"));
        assertThat(host.services().dependents(NAME)).hasSize(MANY).first().hasToString("S" + (MANY - 1));
        host.services().command(NAME, ServiceCommand.STOP);
        host.clock().sleep(Duration.ofMinutes(1));
        host.services().start(ServiceName.of("S" + (MANY - 1)));
        assertThat(host.service("S" + (MANY - 1)).state()).isEqualTo(ServiceState.START_PENDING);
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.START_PENDING);
    }
}
