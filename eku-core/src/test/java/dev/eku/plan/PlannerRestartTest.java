package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.actions;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.problems;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.action.Action;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which services a plan restarts, in which way, and what forbids it. */
class PlannerRestartTest {
    private static final String STOPS = "service RTCDATAMCU: running -> stopped";
    private static final String STARTS = "service RTCDATAMCU: stopped -> running";
    private static final String SET = "64-bit " + KEY + ", value " + PATH + ": absent -> REG_DWORD 0";

    /** The value is there, but the process is older. */
    private static MemoryHostBuilder pending() {
        return FrontEnd.pending(Instant.parse("2017-06-10T02:59:59Z"));
    }

    private static List<String> services(Plan plan) {
        return actions(plan).stream()
                .filter(line -> line.startsWith("service "))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"IF_NEEDED, false", "ALWAYS, true", "NEVER, false"})
    void planRestartsAServiceThatHasReadTheValueOnlyWhenAskedTo(Restart restart, boolean restarts) {
        Plan plan = plan(exempted(), STOP.restart(restart));
        assertThat(actions(plan)).isEqualTo(restarts ? List.of(STOPS, STARTS) : List.of());
        assertThat(plan.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Restart.class,
            names = {"IF_NEEDED", "ALWAYS"})
    void planRestartsAServiceThatIsOlderThanItsValue(Restart restart) {
        Plan plan = plan(pending(), STOP.restart(restart));
        assertThat(actions(plan)).containsExactly(STOPS, STARTS);
        assertThat(said(plan.actions().get(0).why()))
                .isEqualTo(
                        restart == Restart.ALWAYS
                                ? "a restart was asked for"
                                : "a restart is pending: service RTCDATAMCU started at 2017-06-10T02:00:00Z, before the"
                                        + " value was written at 2017-06-10T02:59:59Z");
    }

    @Test
    void planWithoutRestartsSaysWhatItLeavesPending() {
        String pending =
                "advice: RESTART_PENDING: service RTCDATAMCU is not restarted and goes on as before until it is";
        PlanOptions never = STOP.restart(Restart.NEVER);
        assertThat(services(plan(frontEnd(), never))).isEmpty();
        assertThat(problems(plan(frontEnd(), never))).containsExactly(pending);
        assertThat(problems(plan(pending(), never))).containsExactly(pending);
        assertThat(problems(plan(frontEnd().state(MCU, ServiceState.STOPPED), never)))
                .isEmpty();
        assertThat(problems(plan(frontEnd().withoutService(MCU), never))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: cmdlets {1}, pause {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "AUTO, true, true, GRACEFUL",
                "AUTO, true, false, GRACEFUL",
                "AUTO, false, true, DRAIN",
                "AUTO, false, false, -",
                "GRACEFUL, true, false, GRACEFUL",
                "GRACEFUL, false, true, -",
                "DRAIN, true, true, DRAIN",
                "DRAIN, false, true, DRAIN",
                "DRAIN, true, false, -",
                "STOP, true, true, STOP",
                "STOP, false, false, STOP"
            })
    void planStopsTheServiceInTheWayAskedForOrIsBlocked(
            Stop asked, boolean cmdlets, boolean pause, @Nullable StopMode mode) {
        MemoryHostBuilder host = frontEnd().cmdlets(cmdlets);
        host = pause ? host : host.behaviour(MCU, ServiceBehaviour.ordinary().refusesPause());
        Plan plan = plan(host, PlanOptions.DEFAULT.stop(asked));
        if (mode == null) {
            assertThat(problems(plan))
                    .containsExactly(
                            "blocks: STOP_MODE: service RTCDATAMCU cannot be stopped by mode " + asked
                                    + ": the host lacks the product's cmdlets, or the service does not accept the command to pause");
        } else {
            assertThat(plan.problems()).isEmpty();
            assertThat(plan.actions().stream().filter(StopService.class::isInstance))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            StopService.class, stop -> assertThat(stop.mode()).isEqualTo(mode));
            assertThat(plan.actions().get(plan.actions().size() - 1))
                    .isInstanceOfSatisfying(
                            StartService.class,
                            start -> assertThat(start.mode()).isEqualTo(mode));
        }
    }

    @Test
    void planSaysHowTheServiceIsStopped() {
        PlanOptions options =
                PlanOptions.DEFAULT.timeouts(Duration.ofSeconds(60), Duration.ofSeconds(70), Duration.ofSeconds(80));
        assertThat(services(plan(frontEnd(), options)))
                .containsExactly(
                        "service RTCDATAMCU: running -> stopped gracefully by Stop-CsWindowsService; if it has not drained after 60 s, it"
                                + " resumes and the restart stays pending",
                        STARTS);
        assertThat(services(plan(frontEnd(), options.stop(Stop.DRAIN).atDrainDeadline(DrainDeadline.STOP))))
                .containsExactly(
                        "service RTCDATAMCU: running -> paused until it has stopped by itself; if it has not drained after 60 s, it"
                                + " is stopped all the same",
                        STARTS);
        assertThat(plan(frontEnd(), options).actions().stream().filter(Action.StopService.class::isInstance))
                .singleElement()
                .isInstanceOfSatisfying(StopService.class, stop -> {
                    assertThat(stop.drainTimeout()).hasSeconds(60);
                    assertThat(stop.stopTimeout()).hasSeconds(70);
                    assertThat(stop.atDrainDeadline()).isEqualTo(DrainDeadline.RESUME);
                });
        assertThat(plan(frontEnd(), options).actions().stream().filter(StartService.class::isInstance))
                .singleElement()
                .isInstanceOfSatisfying(
                        StartService.class,
                        start -> assertThat(start.startTimeout()).hasSeconds(80));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void optionsRefuseATimeoutThatIsNotPositive(int which) {
        Duration[] timeouts = {Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)};
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            timeouts[which] = wrong;
            assertThatThrownBy(() -> PlanOptions.DEFAULT.timeouts(timeouts[0], timeouts[1], timeouts[2]))
                    .isInstanceOf(EkuException.class)
                    .hasMessageStartingWith("INVALID_PARAMETER: timeout: '" + wrong + "' cannot be used");
        }
    }

    @Test
    void cmdletsAreNotUsedForAServiceThatIsNotTheProducts() {
        MemoryHostBuilder host =
                frontEnd().service(service("MyApp", "C:\\App\\my.exe")).file("C:\\App\\my.exe");
        Exemption mine = EXEMPTION.of(Application.ofService("mine", ServiceName.of("MyApp"), Clr.V4, Bitness.BITS_64));
        assertThat(services(Eku.on(host.build()).plan(mine)))
                .startsWith(
                        "service MyApp: running -> paused until it has stopped by itself; if it has not drained after 900 s, it"
                                + " resumes and the restart stays pending");
        assertThat(problems(Eku.on(host.build()).plan(mine, PlanOptions.DEFAULT.stop(Stop.GRACEFUL))))
                .singleElement()
                .asString()
                .startsWith("blocks: STOP_MODE: service MyApp cannot be stopped by mode GRACEFUL");
    }

    @Test
    void planLeavesAStoppedServiceStopped() {
        Plan plan = plan(frontEnd().state(MCU, ServiceState.STOPPED), STOP.restart(Restart.ALWAYS));
        assertThat(services(plan)).isEmpty();
        assertThat(actions(plan)).contains(SET);
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void planIsBlockedWhereTheServiceIsMissing() {
        assertThat(problems(plan(frontEnd().withoutService(MCU))))
                .containsExactly("blocks: SERVICE_MISSING: there is no service RTCDATAMCU");
    }

    @Test
    void planIsBlockedWhereTheServiceCouldNotBeStartedAgain() {
        MemoryHostBuilder disabled = frontEnd().startType(MCU, StartType.DISABLED);
        assertThat(problems(plan(disabled)))
                .containsExactly(
                        "blocks: SERVICE_DISABLED: service RTCDATAMCU is disabled: once stopped it cannot be started");
        assertThat(problems(plan(disabled.state(MCU, ServiceState.STOPPED))))
                .containsExactly(
                        "advice: SERVICE_DISABLED: service RTCDATAMCU is disabled: once stopped it cannot be started");
        assertThat(plan(exempted().startType(MCU, StartType.DISABLED)).problems())
                .as("nothing is to be restarted")
                .isEmpty();
        assertThat(plan(exempted().startType(MCU, StartType.DISABLED).state(MCU, ServiceState.STOPPED))
                        .problems())
                .as("nothing changes")
                .isEmpty();
    }

    @Test
    void planIsBlockedWhereTheServiceSharesItsProcess() {
        ServiceConfig own = service(MCU, PATH);
        MemoryHostBuilder shared = frontEnd()
                .service(new ServiceConfig(
                        own.name(), "", own.imagePath(), own.startType(), 0x20, own.account(), List.of()));
        assertThat(problems(plan(shared)))
                .containsExactly("blocks: SERVICE_SHARED_PROCESS: service RTCDATAMCU shares its process with others, so"
                        + " stopping it does not end the process");
    }

    @ParameterizedTest
    @EnumSource(Stop.class)
    void planIsBlockedWhereTheServiceDoesNotAcceptToBeStopped(Stop stop) {
        for (Set<ServiceCommand> accepted :
                List.of(Set.<ServiceCommand>of(), Set.of(ServiceCommand.PAUSE, ServiceCommand.CONTINUE))) {
            ServiceBehaviour refusing = ServiceBehaviour.ordinary().accepts(accepted);
            String blocks =
                    "blocks: SERVICE_REFUSES_STOP: service RTCDATAMCU runs and does not accept the command to stop";
            assertThat(problems(
                            plan(frontEnd().cmdlets(stop == Stop.GRACEFUL).behaviour(MCU, refusing), STOP.stop(stop))))
                    .contains(blocks)
                    .doesNotHaveDuplicates()
                    .allMatch(
                            problem -> problem.equals(blocks) || !problem.contains("STOP_MODE") || !accepted.isEmpty());
            assertThat(problems(plan(exempted().behaviour(MCU, refusing), STOP.stop(stop))))
                    .as("nothing is to be restarted")
                    .isEmpty();
            assertThat(plan(frontEnd().behaviour(MCU, refusing), STOP.restart(Restart.NEVER))
                            .problems())
                    .noneMatch(Problem::blocking);
            assertThat(problems(plan(frontEnd().behaviour(MCU, refusing).state(MCU, ServiceState.STOPPED), STOP)))
                    .as("what is stopped accepts nothing")
                    .isEmpty();
        }
    }

    @Test
    void planIsBlockedWhereADependentDoesNotAcceptToBeStoppedAndNoneIsStoppedForNothing() {
        MemoryHostBuilder host = frontEnd()
                .service(service("First", "C:\\a.exe", MCU))
                .service(service("Second", "C:\\b.exe", MCU))
                .behaviour("Second", ServiceBehaviour.ordinary().accepts(Set.of()));
        assertThat(problems(plan(host, STOP)))
                .containsExactly(
                        "blocks: SERVICE_REFUSES_STOP: service Second runs and does not accept the command to stop");
        assertThat(problems(plan(host.state("Second", ServiceState.STOPPED), STOP)))
                .isEmpty();
        assertThat(problems(plan(host.state("Second", ServiceState.STOP_PENDING), STOP)))
                .as("what is on its way accepts nothing")
                .containsExactly("blocks: SERVICE_PENDING: service Second is STOP_PENDING");
    }

    @Test
    void planIsBlockedWhereWeMayNotStopTheService() {
        assertThat(problems(plan(frontEnd().uncontrollable(MCU))))
                .containsExactly("blocks: ACCESS_DENIED: this account may not change RTCDATAMCU");
        assertThat(problems(plan(exempted().uncontrollable(MCU)))).isEmpty();
    }

    @Test
    void planIsBlockedWhereTheServiceIsPausedAndNeedsARestart() {
        assertThat(problems(plan(frontEnd().state(MCU, ServiceState.PAUSED))))
                .containsExactly("blocks: SERVICE_PAUSED: service RTCDATAMCU is paused; somebody may be draining it");
        assertThat(problems(plan(exempted().state(MCU, ServiceState.PAUSED)))).isEmpty();
        assertThat(problems(plan(exempted().state(MCU, ServiceState.PAUSED), STOP.restart(Restart.ALWAYS))))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceState.class,
            names = {"START_PENDING", "STOP_PENDING", "CONTINUE_PENDING", "PAUSE_PENDING"})
    void planIsBlockedWhereTheServiceHasNotSettledAndNeedsARestart(ServiceState state) {
        Plan plan = plan(frontEnd().state(MCU, state));
        assertThat(problems(plan)).containsExactly("blocks: SERVICE_PENDING: service RTCDATAMCU is " + state);
        assertThat(services(plan)).isEmpty();
        assertThat(problems(plan(exempted().state(MCU, state))))
                .as("nothing is to be done")
                .isEmpty();
    }

    @Test
    void planStopsRunningDependentsFirstAndStartsThemLast() {
        MemoryHostBuilder host = frontEnd()
                .service(service("First", "C:\\a.exe", MCU))
                .service(service("Second", "C:\\b.exe", "First"))
                .service(service("Idle", "C:\\c.exe", MCU))
                .service(service("Stranger", "C:\\d.exe"))
                .state("Idle", ServiceState.STOPPED);
        Plan plan = plan(host, STOP);
        assertThat(services(plan))
                .containsExactly(
                        "service Second: running -> stopped",
                        "service First: running -> stopped",
                        STOPS,
                        STARTS,
                        "service First: stopped -> running",
                        "service Second: stopped -> running");
        assertThat(said(plan.actions().get(2).why())).isEqualTo("RTCDATAMCU cannot stop while this runs");
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void planIsBlockedWhereADependentCouldNotBeStartedAgain() {
        MemoryHostBuilder host = frontEnd().service(service("First", "C:\\a.exe", MCU));
        assertThat(problems(plan(host.startType("First", StartType.DISABLED), STOP)))
                .containsExactly(
                        "blocks: SERVICE_DISABLED: service First is disabled: once stopped it cannot be started");
        assertThat(problems(plan(host.uncontrollable("First"), STOP)))
                .containsExactly("blocks: ACCESS_DENIED: this account may not change First");
        assertThat(problems(plan(
                        host.startType("First", StartType.DISABLED)
                                .uncontrollable("First")
                                .state("First", ServiceState.STOPPED),
                        STOP)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PAUSED, 'SERVICE_PAUSED: service First is paused; somebody may be draining it'",
        "START_PENDING, SERVICE_PENDING: service First is START_PENDING"
    })
    void planIsBlockedWhereADependentWouldNotComeBackAsItWas(ServiceState state, String problem) {
        MemoryHostBuilder host =
                frontEnd().service(service("First", "C:\\a.exe", MCU)).state("First", state);
        assertThat(problems(plan(host, STOP))).containsExactly("blocks: " + problem);
    }

    @Test
    void planRestartsAServiceOnceForTwoApplications() {
        Exemption two =
                EXEMPTION.of("sfb-2015").of(Application.at("other", PATH).runBy(ServiceName.of(MCU)));
        assertThat(services(Eku.on(frontEnd().build()).plan(two, STOP))).containsExactly(STOPS, STARTS);
        String other = "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\Other.exe";
        Exemption wrong = EXEMPTION.of(Application.at("other", other).runBy(ServiceName.of(MCU)));
        Plan plan = Eku.on(frontEnd().file(other).build()).plan(wrong, STOP);
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.problems()).extracting(Problem::code).containsExactly(Problem.Code.OTHER_EXECUTABLE);
    }

    @Test
    void planAdvisesToRestartAnApplicationWithoutAServiceByHandOnlyWhenItsValueChanges() {
        Exemption web = EXEMPTION.of(
                Application.at("web", "C:\\Windows\\System32\\inetsrv\\w3wp.exe", Clr.V4, Bitness.BITS_64));
        MemoryHostBuilder host = frontEnd().file("C:\\Windows\\System32\\inetsrv\\w3wp.exe");
        assertThat(problems(Eku.on(host.build()).plan(web)))
                .contains("advice: SERVICE_UNKNOWN: web has no service known to eku, so eku cannot restart it");
        MemoryHost done = host.value(KEY, "C:\\Windows\\System32\\inetsrv\\w3wp.exe", ZERO)
                .build();
        assertThat(Eku.on(done).plan(web).problems())
                .extracting(Problem::code)
                .containsExactly(Problem.Code.SHARED_HOST);
    }
}
