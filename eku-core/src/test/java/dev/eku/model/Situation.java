package dev.eku.model;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.TARGET;
import static dev.eku.FrontEnd.mortal;
import static dev.eku.FrontEnd.unlocked;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.action.Action.SetValue;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.RunKilled;
import dev.eku.error.EkuException;
import dev.eku.fleet.rollout.UntellingHost;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostClock;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One host, a process that reads its registry as .NET does, and what eku, people and clocks do to both. Not
 * thread-safe.
 */
final class Situation {
    private static final RegistryValue ZERO = RegistryValue.dword(0);
    private static final String OTHER = "C:\\Other.exe";
    private static final List<RegistryValue> VALUES = List.of(
            ZERO,
            ZERO,
            ZERO,
            RegistryValue.dword(1),
            RegistryValue.string("0"),
            RegistryValue.of(4, new byte[2]),
            RegistryValue.of(4, new byte[5]));

    private final Random random;
    private final List<String> story = new ArrayList<>();
    private final ServiceName service;
    private final Exemption exemption;
    /**
     * Whether the host tells when a process started and which file it runs, as one does that is not reached over SMB.
     */
    private final boolean telling;

    private final boolean answering;
    /** Whether the process it tells is the one that serves the connection, as Samba does. */
    private final boolean samba;
    /** What is behind a service of people's own; what is behind the product's never changes. */
    private Optional<Deployment> deployed = Optional.empty();

    private MemoryHost host;
    /** By a clock that nobody can set. */
    private Duration now = Duration.ZERO;

    private Optional<DotNetProcess> process = Optional.empty();
    /**
     * Whether the clock was set and people wrote the value: then no time of theirs proves anything, and eku has no
     * other.
     */
    private boolean clockWasSet;

    private final Set<Long> ids = new HashSet<>();
    /** Whether a process got the id of one that has ended, and the host does not tell when it started. */
    private boolean idIsTakenAgain;

    /**
     * Whether eku's last write was not followed by a restart of its own, or may not have been as its run was killed,
     * and the host does not tell when a process started.
     */
    private boolean startIsUntold;

    private boolean handsInKey;

    /** @param answering whether it tells when a process started if it is asked for that alone, as over SMB */
    Situation(Random random, boolean answering) {
        this.random = random;
        this.answering = answering;
        var fresh = FrontEnd.frontEnd().at(Instant.parse("2017-06-10T03:00:00Z"));
        if (random.nextBoolean()) {
            fresh = fresh.value(KEY, '"' + PATH + '"', ZERO);
        }
        if (random.nextInt(4) == 0) {
            fresh = fresh.writtenAt(Instant.parse("2017-06-01T00:00:00Z")).value(KEY, PATH, ZERO);
        } else if (random.nextInt(4) == 0) {
            fresh = fresh.value(KEY, PATH, RegistryValue.string("0"));
        }
        telling = random.nextBoolean();
        samba = !telling && random.nextBoolean();
        fresh = fresh.processes(telling);
        if (random.nextBoolean()) {
            service = ServiceName.of(MCU);
            exemption = EXEMPTION;
        } else {
            service = Deployment.SERVICE;
            Deployment first = Deployment.any(random);
            fresh = first.on(fresh.service(FrontEnd.service(service.toString(), first.imagePath())));
            deployed = Optional.of(first);
            story.add("a service of one's own: " + first);
            exemption = EXEMPTION.of(application());
        }
        host = fresh.build();
        look();
    }

    /** One's own application, as people may describe it: rightly, too exactly, or wrongly. */
    private Application application() {
        return switch (random.nextInt(6)) {
            case 0 -> Application.at("relay", Deployment.OLD).runBy(service);
            case 1 -> Application.at("relay", Deployment.NEW).runBy(service);
            case 2 -> Application.ofService("relay", service, Clr.V4, Bitness.BITS_64);
            default -> Application.ofService("relay", service);
        };
    }

    /** What was done, for whoever has to understand a failure. */
    List<String> story() {
        return story;
    }

    void happen() {
        sleep(Duration.ofMillis(1 + random.nextInt(random.nextBoolean() ? 3_000 : 7_200_000)));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> apply(host.reconnect(), options());
            case 3 ->
                apply(
                        host.reconnect(),
                        PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP).restart(Restart.NEVER));
            case 4 -> rollBack(host.reconnect());
            case 5 -> killed(() -> apply(killing(), options()));
            case 6 -> killed(() -> rollBack(killing()));
            case 7 -> setByHand(target(), VALUES.get(random.nextInt(VALUES.size())));
            case 8 -> deleteByHand(target());
            case 9 -> setByHand(beside(target()), ZERO);
            case 10 -> deleteByHand(beside(target()));
            case 11 -> restartByHand();
            case 12 -> setClock();
            case 13 -> deploy();
            case 14 -> everywhereByHand();
            default -> undoneWithoutATrace();
        }
        look();
        check();
    }

    /** Most often where a process of the service would read. */
    private RegistryTarget target() {
        List<RegistryTarget> all = Deployment.all();
        Optional<RegistryTarget> read = reads();
        return read.isPresent() && random.nextInt(4) != 0 ? read.get() : all.get(random.nextInt(all.size()));
    }

    private static RegistryTarget beside(RegistryTarget target) {
        return new RegistryTarget(target.view(), target.key(), OTHER);
    }

    /** Where a process that starts now reads. */
    private Optional<RegistryTarget> reads() {
        return deployed.isEmpty() ? Optional.of(TARGET) : deployed.get().reads();
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
            startIsUntold = !telling;
        }
    }

    private void apply(MemoryHost on, PlanOptions options) {
        story.add("apply " + options.restart() + (options.tidy() ? " tidy" : ""));
        Optional<DotNetProcess> before = process;
        boolean owed = before.filter(this::isToEnd).isPresent();
        boolean doubt = isInDoubt();
        boolean clean = Eku.on(host).history().open().isEmpty();
        HostSnapshot was = host.snapshot();
        Eku eku = mortal(watched(on));
        try {
            unlocked(eku, () -> eku.recover(event -> {}));
            Plan plan = eku.plan(exemption, options);
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
                    was.differences(host.snapshot(), touched()).isEmpty(),
                    "something else was changed: " + was.differences(host.snapshot(), touched()));
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
                        PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP).overwrite(random.nextBoolean()));
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
        Plan plan = eku.plan(exemption, options());
        if (plan.isEmpty() || !plan.blocking().isEmpty()) {
            return;
        }
        unlocked(eku, () -> eku.apply(plan, event -> {}));
        List<JournalRecord> records = eku.history().records();
        String last = records.get(records.size() - 1).id();
        eku.apply(eku.planRollbackOf(last, PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP)), event -> {});
        List<Message> differences = before.differences(host.snapshot(), Journal.EKU_KEY);
        require(differences.isEmpty(), "a rollback left: " + differences);
    }

    private void setByHand(RegistryTarget target, RegistryValue value) {
        byHand("set to " + value, target, () -> {
            host.registry().createKey(target.view(), target.key());
            look();
            host.registry().setValue(target.view(), target.key(), target.valueName(), value);
        });
    }

    private void deleteByHand(RegistryTarget target) {
        if (host.registry().read(target.view(), target.key()).isPresent()) {
            byHand(
                    "deleted",
                    target,
                    () -> host.registry().deleteValue(target.view(), target.key(), target.valueName()));
        }
    }

    private void everywhereByHand() {
        RegistryTarget own = target();
        RegistryTarget everywhere =
                new RegistryTarget(own.view(), own.key().parent().orElseThrow(), "RequireCertificateEKUs");
        if (random.nextInt(3) == 0) {
            setByHand(everywhere, VALUES.get(random.nextInt(VALUES.size())));
        } else {
            deleteByHand(everywhere);
        }
    }

    private void byHand(String what, RegistryTarget target, Runnable change) {
        story.add("by hand: " + target + " " + what);
        change.run();
        handsInKey = true;
    }

    /** Another version, another wrapper, another place: while the service is down, or for its next start. */
    private void deploy() {
        if (deployed.isEmpty()) {
            return;
        }
        Optional<Deployment> beside = deployed.get().beside();
        if (beside.isPresent() && random.nextBoolean()) {
            story.add("set up for the next start: " + beside.get());
            setUp(beside.get());
            return;
        }
        Deployment next = Deployment.any(random);
        end();
        story.add("deployed: " + next);
        host = next.on(host.toBuilder()).build();
        setUp(next);
        begin();
    }

    private void setUp(Deployment next) {
        host.service(service.toString()).reconfigure(RegistryValue.expandString(next.imagePath()));
        deployed = Optional.of(next);
    }

    private void restartByHand() {
        story.add("restarted by hand");
        end();
        begin();
    }

    private void end() {
        if (host.service(service.toString()).state() == ServiceState.RUNNING) {
            if (random.nextBoolean()) {
                host.services().command(service, ServiceCommand.STOP);
            } else {
                host.service(service.toString()).crash(1067);
            }
            sleep(Duration.ofSeconds(5));
        }
    }

    private void begin() {
        if (host.service(service.toString()).state() == ServiceState.STOPPED) {
            host.services().start(service);
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

    /** Lets the process live to this moment. */
    private void look() {
        ServiceStatus status = host.services().status(service);
        if (status.processId().isEmpty()) {
            process = Optional.empty();
            return;
        }
        if (process.filter(known -> known.isThatOf(status)).isEmpty()) {
            Duration until = Duration.ofSeconds(random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(60));
            idIsTakenAgain = !telling && !ids.add(status.processId().getAsLong());
            process = Optional.of(new DotNetProcess(status, reads(), now.plus(until)));
        }
        process.orElseThrow().lives(now, host.registry());
    }

    /**
     * What eku cannot know, and takes the likely for: by which clock people wrote; that a process of a known id is the
     * one that was known; and, where no start is told, whether a process has started since eku wrote.
     */
    private boolean isInDoubt() {
        return startIsUntold || idIsTakenAgain || (handsInKey && clockWasSet);
    }

    private void check() {
        Verdict verdict = Eku.on(watched(host.reconnect())).verify(exemption);
        if (process.isEmpty()) {
            return;
        }
        DotNetProcess running = process.get();
        if (verdict instanceof Verdict.Compliant && !(handsInKey && clockWasSet)) {
            require(running.isExempt(host.registry()), verdict.evidence() + " but the process checks EKUs");
        }
        if (verdict instanceof Verdict.PendingRestart && !isInDoubt()) {
            require(isToEnd(running), verdict.evidence() + " but the value stood throughout its life");
            require(
                    running.ranChecking() || !running.isOffEverywhere(host.registry()) || !running.readsAt(reads()),
                    verdict.evidence() + " but it was exempt throughout its life");
        }
    }

    /**
     * Whether a restart changes anything for it: the value was another during its life, or its service has another
     * program since.
     */
    private boolean isToEnd(DotNetProcess running) {
        return running.ranWithout() || !running.readsAt(reads());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** What it reports about its processes to one connection. */
    private Host told(Host on) {
        long connection = samba ? random.nextInt(1 << 20) : 0;
        if (telling) {
            return on;
        }
        return answering ? UntellingHost.answering(on, connection) : new UntellingHost(on, connection);
    }

    /** The host as a run of eku sees it, with the process living on between any two of its calls. */
    private Host watched(MemoryHost on) {
        Registry registry = watched(Registry.class, on.registry());
        ServiceControl services = watched(ServiceControl.class, told(on).services());
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
                            ekuHasChanged(method.getName(), given);
                            look();
                        }
                        return result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    private void ekuHasChanged(String method, Object[] given) {
        if (method.equals("start")) {
            startIsUntold = false;
        } else if (List.of("setValue", "deleteValue").contains(method)
                && !((KeyPath) given[1]).lineage().contains(Journal.EKU_KEY)) {
            startIsUntold = !telling;
        }
    }

    /** Where eku and people may have changed something. */
    private static KeyPath[] touched() {
        return Stream.concat(
                        Stream.of(Journal.EKU_KEY),
                        Deployment.all().stream().map(target -> target.view().stored(target.key())))
                .toArray(KeyPath[]::new);
    }
}
