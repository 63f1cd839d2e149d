package dev.eku.model;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.mortal;
import static dev.eku.FrontEnd.unlocked;
import static dev.eku.registry.RegistryView.VIEW_64;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.action.Action.SetValue;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.RunKilled;
import dev.eku.error.EkuException;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostClock;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.verify.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One host, a process that reads its registry as .NET does, and what eku, people and clocks do to both. Not thread-safe. */
final class Situation {
    private static final ServiceName SERVICE = ServiceName.of(MCU);
    private static final RegistryValue ZERO = RegistryValue.dword(0);
    private static final String OTHER = "C:\\Other.exe";
    private static final List<RegistryValue> VALUES =
            List.of(ZERO, ZERO, RegistryValue.dword(1), RegistryValue.string("0"));

    private final Random random;
    private final List<String> story = new ArrayList<>();
    private MemoryHost host;
    /** By a clock that nobody can set. */
    private Duration now = Duration.ZERO;

    private Optional<DotNetProcess> process = Optional.empty();
    /** Whether the clock was set and people wrote the value: then no time of theirs proves anything, and eku has no other. */
    private boolean clockWasSet;

    private boolean handsInKey;
    /** Whether people wrote into the key, but another value or the same, while the value stood. */
    private boolean handsInKeyBesideTheValue;

    Situation(Random random) {
        this.random = random;
        var fresh = FrontEnd.frontEnd().at(Instant.parse("2017-06-10T03:00:00Z"));
        if (random.nextBoolean()) {
            fresh.value(KEY, '"' + PATH + '"', ZERO);
        }
        if (random.nextInt(4) == 0) {
            fresh.writtenAt(Instant.parse("2017-06-01T00:00:00Z")).value(KEY, PATH, ZERO);
        } else if (random.nextInt(4) == 0) {
            fresh.value(KEY, PATH, RegistryValue.string("0"));
        }
        host = fresh.build();
        look();
    }

    /** What was done, for whoever has to understand a failure. */
    List<String> story() {
        return story;
    }

    void happen() {
        sleep(Duration.ofMillis(1 + random.nextInt(random.nextBoolean() ? 3_000 : 7_200_000)));
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> apply(host.reconnect(), options());
            case 3 ->
                apply(
                        host.reconnect(),
                        PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP).restart(Restart.NEVER));
            case 4 -> rollBack(host.reconnect());
            case 5 -> killed(() -> apply(killing(), options()));
            case 6 -> killed(() -> rollBack(killing()));
            case 7 ->
                byHand(
                        "set",
                        () -> host.registry().setValue(VIEW_64, KEY, PATH, VALUES.get(random.nextInt(VALUES.size()))));
            case 8 -> byHand("delete", () -> host.registry().deleteValue(VIEW_64, KEY, PATH));
            case 9 -> byHand("set another", () -> host.registry().setValue(VIEW_64, KEY, OTHER, ZERO));
            case 10 -> byHand("delete another", () -> host.registry().deleteValue(VIEW_64, KEY, OTHER));
            case 11 -> restartByHand();
            case 12 -> setClock();
            default -> undoneWithoutATrace();
        }
        look();
        check();
    }

    private PlanOptions options() {
        return PlanOptions.DEFAULT
                .stop(PlanOptions.Stop.STOP)
                .restart(random.nextInt(4) == 0 ? Restart.NEVER : Restart.IF_NEEDED)
                .tidy(random.nextBoolean());
    }

    private MemoryHost killing() {
        return host.reconnect(Faults.killAt(1 + random.nextInt(150)));
    }

    private void killed(Runnable run) {
        try {
            run.run();
        } catch (RunKilled killed) {
            story.add("killed");
        }
    }

    private void apply(MemoryHost on, PlanOptions options) {
        story.add("apply " + options.restart() + (options.tidy() ? " tidy" : ""));
        Optional<DotNetProcess> before = process;
        boolean owed = before.filter(DotNetProcess::ranWithout).isPresent();
        boolean doubt = isInDoubt();
        boolean clean = Eku.on(host).history().open().isEmpty();
        HostSnapshot was = host.snapshot();
        Eku eku = mortal(watched(on));
        try {
            unlocked(eku, () -> eku.recover(event -> {}));
            Plan plan = eku.plan(EXEMPTION, options);
            boolean sets = plan.actions().stream().anyMatch(SetValue.class::isInstance);
            unlocked(eku, () -> eku.apply(plan, event -> {}));
            look();
            boolean another = before.isPresent() && !before.equals(process);
            require(
                    !clean || !another || sets || owed || doubt,
                    "a process was restarted throughout whose life the value stood");
        } catch (EkuException refused) {
            story.add("refused: " + refused.code());
        }
        if (clean) {
            require(
                    was.differences(host.snapshot(), KEY, Journal.EKU_KEY).isEmpty(),
                    "something else was changed: " + was.differences(host.snapshot(), KEY, Journal.EKU_KEY));
        }
    }

    private void rollBack(MemoryHost on) {
        story.add("rollback");
        Eku eku = mortal(watched(on));
        try {
            if (eku.history().open().flatMap(JournalRecord::rollsBack).isPresent()) {
                unlocked(eku, () -> eku.recover(event -> {}));
            }
            if (eku.history().lastToRollBack().isPresent()) {
                Plan plan = eku.planRollback(
                        Optional.empty(), PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP), random.nextBoolean());
                unlocked(eku, () -> eku.apply(plan, event -> {}));
            }
        } catch (EkuException refused) {
            story.add("refused: " + refused.code());
        }
    }

    /** An apply and its rollback restore each byte. */
    private void undoneWithoutATrace() {
        story.add("apply and roll back");
        HostSnapshot before = host.snapshot();
        Eku eku = mortal(watched(host.reconnect()));
        Plan plan = eku.plan(EXEMPTION, options());
        if (plan.isEmpty() || !plan.blocking().isEmpty()) {
            return;
        }
        unlocked(eku, () -> eku.apply(plan, event -> {}));
        List<JournalRecord> records = eku.history().records();
        Optional<String> last = Optional.of(records.get(records.size() - 1).id());
        eku.apply(eku.planRollback(last, PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP), false), event -> {});
        List<String> differences = before.differences(host.snapshot(), Journal.EKU_KEY);
        require(differences.isEmpty(), "a rollback left: " + differences);
    }

    private void byHand(String what, Runnable change) {
        story.add("by hand: " + what);
        host.registry().createKey(VIEW_64, KEY);
        look();
        boolean stood = zero();
        change.run();
        handsInKey = true;
        handsInKeyBesideTheValue |= stood && zero();
    }

    private void restartByHand() {
        story.add("restarted by hand");
        if (host.service(MCU).state() == ServiceState.RUNNING) {
            if (random.nextBoolean()) {
                host.services().command(SERVICE, ServiceCommand.STOP);
            } else {
                host.service(MCU).crash(1067);
            }
            sleep(Duration.ofSeconds(5));
        }
        if (host.service(MCU).state() == ServiceState.STOPPED) {
            host.services().start(SERVICE);
            look();
            sleep(Duration.ofSeconds(5));
        }
    }

    /** Forward, back, or by the hour as whoever takes daylight saving for a change of time. */
    private void setClock() {
        List<Integer> minutes = List.of(60, -60, 180, -180, 5, -5);
        int by = minutes.get(random.nextInt(minutes.size()));
        story.add("clock set by " + by + " min");
        sleep(Duration.ofSeconds(30));
        Instant then = host.clock().now().plus(Duration.ofMinutes(by));
        host = host.toBuilder().at(then).build();
        clockWasSet = true;
    }

    private void sleep(Duration time) {
        look();
        host.clock().sleep(time);
        now = now.plus(time);
        look();
    }

    private boolean zero() {
        return host.registry().value(VIEW_64, KEY, PATH).equals(Optional.of(ZERO));
    }

    /** Lets the process live to this moment. */
    private void look() {
        ServiceStatus status = host.services().status(SERVICE);
        if (status.processId().isEmpty()) {
            process = Optional.empty();
            return;
        }
        if (process.filter(known -> known.isThatOf(status)).isEmpty()) {
            Duration until = Duration.ofSeconds(random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(60));
            process = Optional.of(new DotNetProcess(status, now.plus(until)));
        }
        process.orElseThrow().lives(now, zero());
    }

    /**
     * What eku cannot know, and takes the likely for: that the last write of a key that holds the value alone was a write of the
     * value; and by which clock people wrote.
     */
    private boolean isInDoubt() {
        boolean alone = host.registry().read(VIEW_64, KEY).stream()
                .anyMatch(key -> key.values().size() == 1);
        return handsInKey && (clockWasSet || (alone && handsInKeyBesideTheValue));
    }

    private void check() {
        Verdict verdict = Eku.on(host.reconnect()).verify(EXEMPTION);
        if (process.isEmpty()) {
            return;
        }
        DotNetProcess running = process.get();
        if (verdict instanceof Verdict.Compliant && !(handsInKey && clockWasSet)) {
            require(running.isExempt(zero()), verdict.evidence() + " but the process checks EKUs");
        }
        if (verdict instanceof Verdict.PendingRestart && !isInDoubt()) {
            require(running.ranWithout(), verdict.evidence() + " but the value stood throughout its life");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** The host as a run of eku sees it, with the process living on between any two of its calls. */
    private Host watched(MemoryHost on) {
        Registry registry = watched(Registry.class, on.registry());
        ServiceControl services = watched(ServiceControl.class, on.services());
        HostClock clock = new HostClock() {
            @Override
            public Instant now() {
                return on.clock().now();
            }

            @Override
            public void sleep(Duration time) {
                on.clock().sleep(time);
                now = now.plus(time);
                look();
            }
        };
        return new ForwardingHost() {
            @Override
            public Host host() {
                return on;
            }

            @Override
            public Registry registry() {
                return registry;
            }

            @Override
            public ServiceControl services() {
                return services;
            }

            @Override
            public HostClock clock() {
                return clock;
            }
        };
    }

    private <T> T watched(Class<T> port, T behind) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    boolean changes = method.getReturnType() == void.class
                            || method.getName().startsWith("delete")
                            || method.getName().equals("command");
                    try {
                        Object result = method.invoke(behind, given);
                        if (changes) {
                            look();
                        }
                        return result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
