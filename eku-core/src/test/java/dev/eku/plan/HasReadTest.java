package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.action.Action.StopService;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict.Compliant;
import dev.eku.verify.Verdict.PendingRestart;
import dev.eku.verify.Verdict.Unverifiable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether the process that runs has read the value, on hosts whose clocks and keys tell half the truth. */
class HasReadTest {
    private static final String RELAY = "C:\\Relay\\Relay.exe";
    private static final ServiceName SERVICE = ServiceName.of(MCU);

    /** The clock ran fast when the service started at 02:00, and was put right before eku wrote at 01:00. */
    private static MemoryHost fastWhenItStarted() {
        MemoryHost host = frontEnd().at(Instant.parse("2017-06-10T01:00:00Z")).build();
        Eku.on(host).apply(plan(host, STOP.restart(Restart.NEVER)), event -> {});
        return host;
    }

    @Test
    void processThatRanBeforeTheWriteIsNotBelievedToHaveReadItSinceTheClockWasPutRight() {
        MemoryHost host = fastWhenItStarted();
        assertThat(Eku.on(host).verify()).as("its start is still to come").isInstanceOf(PendingRestart.class);
        host.clock().sleep(Duration.ofHours(3));
        assertThat(Eku.on(host).verify()).isInstanceOf(PendingRestart.class);
        assertThat(plan(host, STOP).actions()).as("the restart is owed").anyMatch(StopService.class::isInstance);
        Eku.on(host).apply(plan(host, STOP), event -> {});
        assertThat(Eku.on(host).verify()).isInstanceOf(Compliant.class);
        assertThat(plan(host, STOP).actions()).isEmpty();
    }

    @Test
    void processThatWasRestartedByHandSinceIsKnownToBeAnother() {
        MemoryHost host = fastWhenItStarted();
        host.service(MCU).crash(1);
        host.services().start(SERVICE);
        host.clock().sleep(Duration.ofMinutes(1));
        assertThat(Eku.on(host).verify()).isInstanceOf(Compliant.class);
    }

    @Test
    void tidyingAnotherValueOfTheKeyMakesNoRestartPending() {
        MemoryHost host = exempted().value(KEY, '"' + PATH + '"', ZERO).build();
        assertThat(Eku.on(host).verify()).isInstanceOf(Compliant.class);
        Plan tidy = plan(host, STOP.tidy(true));
        assertThat(tidy.actions()).noneMatch(StopService.class::isInstance);
        Eku.on(host).apply(tidy, event -> {});
        assertThat(Eku.on(host).verify()).isInstanceOf(Compliant.class);
        assertThat(plan(host, STOP).isEmpty()).isTrue();
    }

    @Test
    void otherValueOfTheKeyWrittenBySomebodyElseLeavesItOpenWhetherTheProcessHasReadOurs() {
        MemoryHost host = exempted().build();
        host.registry().setValue(RegistryView.VIEW_64, KEY, "C:\\Other.exe", ZERO);
        assertThat(Eku.on(host).verify()).isInstanceOf(Unverifiable.class);
        assertThat(plan(host, STOP).actions())
                .as("nothing is restarted on a guess")
                .isEmpty();
        assertThat(plan(host, STOP).problems()).extracting(Problem::code).containsExactly(Problem.Code.RESTART_UNKNOWN);
    }

    @Test
    void valuePutBackBySomebodyAfterEkuTookItAwayLeavesItOpenWhetherItWasBackBeforeTheRestart() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host);
        eku.apply(plan(host, STOP), event -> {});
        eku.apply(eku.planRollback(), event -> {});
        host.clock().sleep(Duration.ofMinutes(1));
        host.registry().createKey(RegistryView.VIEW_64, KEY);
        host.registry().setValue(RegistryView.VIEW_64, KEY, PATH, ZERO);
        assertThat(eku.verify(EXEMPTION)).isInstanceOf(Unverifiable.class);
    }

    /** That a key has one value by now does not tell that it had no other when it was written last. */
    @Test
    void otherValueOfTheKeyDeletedBySomebodyElseMakesNoRestartPending() {
        MemoryHost host = exempted().value(KEY, "C:\\Other.exe", ZERO).build();
        assertThat(Eku.on(host).verify(EXEMPTION)).isInstanceOf(Compliant.class);
        host.registry().deleteValue(RegistryView.VIEW_64, KEY, "C:\\Other.exe");
        assertThat(host.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                .isTrue();
        assertThat(Eku.on(host).verify(EXEMPTION)).isInstanceOf(Unverifiable.class);
        assertThat(plan(host, STOP).actions())
                .as("nothing is restarted on a guess")
                .isEmpty();
    }

    private static ServiceConfig sharing(String name) {
        ServiceConfig own = FrontEnd.service(name, RELAY);
        return new ServiceConfig(own.name(), own.displayName(), RELAY, own.startType(), 0x20, own.account(), List.of());
    }

    @Test
    void serviceThatWasStoppedAtTheWriteMayComeBackInTheProcessOfAnotherThatRanBefore() {
        MemoryHost host = frontEnd()
                .file(RELAY)
                .service(sharing("Relay"))
                .state("Relay", ServiceState.STOPPED)
                .service(sharing("Second"))
                .build();
        Exemption exemption = EXEMPTION.of(Application.ofService("relay", ServiceName.of("Relay")));
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(exemption, STOP), event -> {});
        host.services().start(ServiceName.of("Relay"));
        assertThat(host.service("Relay").sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                .isFalse();
        assertThat(eku.verify(exemption)).isInstanceOf(Unverifiable.class);
    }

    @Test
    void processOfASecondServiceIsJudgedByItsTimesWhereEkuWroteTheValueForTheFirst() {
        ServiceName second = ServiceName.of("Second");
        MemoryHostBuilder both = frontEnd()
                .service(FrontEnd.service("Relay", RELAY))
                .service(FrontEnd.service("Second", RELAY))
                .file(RELAY);
        Exemption first = EXEMPTION.of(Application.ofService("relay", ServiceName.of("Relay")));
        Exemption other = EXEMPTION.of(Application.ofService("second", second));
        for (boolean later : new boolean[] {true, false}) {
            MemoryHost host = (later ? both.state("Second", ServiceState.STOPPED) : both).build();
            Eku eku = Eku.on(host);
            eku.apply(eku.plan(first, STOP), event -> {});
            host.clock().sleep(Duration.ofMinutes(1));
            if (later) {
                host.services().start(second);
                host.clock().sleep(Duration.ofMinutes(1));
            }
            assertThat(eku.verify(other)).isInstanceOf(later ? Compliant.class : PendingRestart.class);
            assertThat(eku.plan(other, STOP).actions().isEmpty())
                    .as("is it restarted? No, if it has always had the value")
                    .isEqualTo(later);
        }
    }
}
