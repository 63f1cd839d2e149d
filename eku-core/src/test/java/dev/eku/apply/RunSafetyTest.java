package dev.eku.apply;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.Said.said;
import static dev.eku.text.Message.asIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.Eku;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.apply.Outcome.Status;
import dev.eku.apply.Progress.Done;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostClock;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.plan.Plan;
import dev.eku.registry.Registry;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.StopMode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What must not leave a service stopped: a program around us that fails, is told to end, or looks away too early. */
class RunSafetyTest {
    @Test
    void watcherThatFailsBreaksNothingOff() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        Outcome outcome = Eku.on(host).apply(plan, event -> {
            if (event instanceof Done done && done.action() instanceof StopService) {
                throw new IllegalStateException("the window was closed");
            }
        });
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(Eku.on(host).lockHolder()).isEmpty();
    }

    @Test
    void serviceThatEndsItselfRightAfterItCameUpIsNotPassedOverInSilence() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        List<String> warnings = new ArrayList<>();
        ApplyException failure = catchThrowableOfType(
                ApplyException.class,
                () -> Eku.on(host).apply(plan, event -> {
                    if (event instanceof Done done && done.action() instanceof StartService) {
                        host.service(MCU).crash(7);
                        host.service(MCU).behave(ServiceBehaviour.ordinary().givesUpAtStart(7));
                    } else if (event instanceof Progress.Warning warning) {
                        warnings.add(said(warning.line()));
                    }
                }));
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(failure)
                .hasMessageStartingWith("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOPPED\n");
        assertThat(warnings).as("it was tried once more").hasSize(1);

        host.service(MCU).behave(ServiceBehaviour.ordinary());
        assertThat(Eku.on(host).recover(event -> {}).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    /** No run leaves such a record, but others can write there. */
    @Test
    void serviceThatIsStoppedIsStartedThoughItsRecordSaysThatThisIsDone() {
        MemoryHost host = frontEnd().build();
        Instant now = host.clock().now();
        StopService stop = new StopService(
                ServiceName.of(MCU),
                StopMode.STOP,
                DrainDeadline.STOP,
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                asIs("why"));
        StartService start = new StartService(ServiceName.of(MCU), StopMode.STOP, Duration.ofSeconds(9), asIs("why"));
        new Journal(host)
                .begin(new JournalRecord(
                        "000001",
                        Optional.empty(),
                        elsewhere("mallory"),
                        EXEMPTION,
                        "0".repeat(64),
                        now,
                        Optional.empty(),
                        List.of(Step.of(stop), Step.of(start).done(Result.DONE, now)),
                        Optional.empty(),
                        List.of()));
        assertThat(Eku.on(host).recover(event -> {}).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service(MCU).starts()).isEqualTo(1);
    }

    @Test
    void runThatIsInterruptedWhileAServiceStopsBringsItUpAgain() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        boolean[] first = {true};
        Host interruptible = new Interruptible(host);
        ApplyException failure;
        try {
            failure = catchThrowableOfType(
                    ApplyException.class,
                    () -> Eku.on(interruptible).apply(plan, event -> {
                        if (event instanceof Progress.Waiting && first[0]) {
                            first[0] = false;
                            Thread.currentThread().interrupt();
                        }
                    }));
        } finally {
            assertThat(Thread.interrupted()).as("the thread still knows").isTrue();
        }
        assertThat(failure.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(Eku.on(host).history().open()).isPresent();
        assertThat(Eku.on(host).lockHolder()).isEmpty();
    }

    @Test
    void clockThatIsSetBackMakesNoWaitLonger() {
        MemoryHost host = frontEnd()
                .behaviour(MCU, ServiceBehaviour.ordinary().neverStops())
                .build();
        Plan plan = plan(host, STOP);
        Instant started = host.clock().now();
        int[] sleeps = new int[1];
        Host setBack = new Clocked(host, () -> host.clock().now().minusSeconds(sleeps[0] < 10 ? 0 : 3600), duration -> {
            sleeps[0]++;
            host.clock().sleep(duration);
        });
        ApplyException failure =
                catchThrowableOfType(ApplyException.class, () -> Eku.on(setBack).apply(plan, event -> {}));
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(Duration.between(started, host.clock().now()))
                .isLessThanOrEqualTo(
                        STOP.stopTimeout().plus(STOP.startTimeout()).plusSeconds(1));
    }

    /** As over a network: a call of an interrupted thread fails, and leaves the thread interrupted. */
    private record Interruptible(MemoryHost host) implements ForwardingHost {
        @Override
        public Registry registry() {
            Registry registry = host.registry();
            return (Registry) Proxy.newProxyInstance(
                    Registry.class.getClassLoader(), new Class<?>[] {Registry.class}, (proxy, method, arguments) -> {
                        requireUninterrupted();
                        try {
                            return method.invoke(registry, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }

        @Override
        public HostClock clock() {
            return new Clocked(host, host.clock()::now, duration -> {
                        requireUninterrupted();
                        host.clock().sleep(duration);
                    })
                    .clock();
        }

        private static void requireUninterrupted() {
            if (Thread.currentThread().isInterrupted()) {
                throw new EkuException(ErrorCode.INTERRUPTED);
            }
        }
    }

    /** A host with another clock. */
    private record Clocked(MemoryHost host, Supplier<Instant> now, Consumer<Duration> sleep) implements ForwardingHost {

        @Override
        public HostClock clock() {
            return new HostClock() {
                @Override
                public Instant now() {
                    return now.get();
                }

                @Override
                public void sleep(Duration duration) {
                    sleep.accept(duration);
                }
            };
        }
    }
}
