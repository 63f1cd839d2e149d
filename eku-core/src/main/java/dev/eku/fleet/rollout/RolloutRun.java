package dev.eku.fleet.rollout;

import dev.eku.apply.Progress;
import dev.eku.fleet.Canary;
import dev.eku.fleet.EventCheck;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.FleetPlan.Entry;
import dev.eku.fleet.HostResult;
import dev.eku.fleet.RolloutEvent;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.Outage;
import dev.eku.fleet.Stage;
import dev.eku.fleet.rollout.HostExecutor.Finished;
import dev.eku.fleet.rollout.Schedule.Limits;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.host.StopSignal;
import dev.eku.journal.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One run of a rollout: stage after stage, each with a schedule, until everything is done or no further host may start.
 */
final class RolloutRun {
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final FleetOperation change;
    private final RolloutOptions options;
    private final StopSignal signal;
    private final HostExecutor executor;
    private final Consumer<RolloutEvent> watcher;
    private final HostStages work;
    private final Instant begun;
    private final Map<FleetHost, HostProgress> progress = new LinkedHashMap<>();
    private final Map<FleetHost, Instant> since = new HashMap<>();
    /** Hosts that are without their service and will stay without it. */
    private final Set<FleetHost> down = new HashSet<>();

    private final Map<FleetHost, OutageLog> outages = new HashMap<>();

    private Instant told;
    private Instant stageBegun;
    private int failed;
    private Optional<End> end = Optional.empty();

    RolloutRun(
            FleetOperation change,
            RolloutOptions options,
            Function<HostRef, Host> opener,
            Operator operator,
            StopSignal signal,
            HostExecutor executor,
            Consumer<RolloutEvent> watcher) {
        this.change = change;
        this.options = options;
        this.signal = signal;
        this.executor = executor;
        this.watcher = watcher;
        this.work = new HostStages(opener, change, new HealthGate(options.soak()), operator, signal, this::working);
        this.begun = executor.now();
        this.told = begun;
        this.stageBegun = begun;
    }

    /** Reads all hosts. If one fails, the others are read all the same. */
    FleetPlan plan(List<FleetHost> members) {
        members.forEach(member -> progress.put(member, new HostProgress(member, change)));
        Map<FleetHost, Entry> entries = new HashMap<>();
        Schedule schedule = new Schedule(
                members,
                Set.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                new Limits(options.concurrency(), Limits.ANY, Limits.ANY));
        carryOut(Stage.INSPECT, members.size(), schedule, work::inspect, entries);
        return new FleetPlan(
                members.stream()
                        // A host that was not started was not inspected either.
                        .map(member -> entries.computeIfAbsent(
                                member, missing -> new Entry(missing, HostResult.interrupted(), Duration.ZERO)))
                        .toList(),
                options);
    }

    /** Does what is planned. */
    RolloutResult carryOut(FleetPlan plan) {
        for (Entry entry : plan.entries()) {
            HostProgress host = new HostProgress(entry.member(), change);
            host.ended(Stage.INSPECT, entry.result(), entry.took());
            progress.put(entry.member(), host);
        }
        down.addAll(plan.down());
        if (signal.isGiven()) {
            end = Optional.of(End.INTERRUPTED);
        }
        stage(Stage.RECOVER, options.maxUnavailable(), false, host -> work.recover(host.member()));
        stage(
                Stage.WRITE,
                Limits.ANY,
                false,
                host -> work.write(host.member(), host.assessment().orElseThrow()));
        stage(
                Stage.RESTART,
                options.maxUnavailable(),
                true,
                host -> work.restart(host.member(), host.assessment().orElseThrow(), host.hasOutstandingRestart()));
        return new RolloutResult(
                progress.values().stream()
                        .map(host -> host.row(outages(host.member())))
                        .toList(),
                end.orElse(failed > 0 ? End.WITH_FAILURES : End.COMPLETE),
                RolloutResult.Events.of(progress.values().stream()
                        .flatMap(host -> host.events().stream())
                        .map(EventCheck::events)
                        .toList()),
                progress.values().stream()
                        .flatMap(host -> host.events().stream())
                        .flatMap(check -> check.problem().stream())
                        .findFirst(),
                begun,
                Duration.between(begun, executor.now()));
    }

    private void stage(Stage stage, int perPool, boolean canaries, Function<HostProgress, HostResult> todo) {
        List<FleetHost> members = progress.values().stream()
                .filter(host -> host.needs(stage))
                .map(HostProgress::member)
                .toList();
        if (end.isPresent() || members.isEmpty()) {
            return;
        }
        if (canaries && hasLostACanary()) {
            end = Optional.of(End.STOPPED);
            return;
        }
        Set<FleetHost> others = new HashSet<>(down);
        others.removeAll(members);
        Schedule schedule = new Schedule(
                members,
                canaries ? canaries(members) : Set.of(),
                perPool == Limits.ANY ? Set.of() : broken(members, false),
                perPool == Limits.ANY ? Set.of() : broken(members, true),
                FleetHost.byPool(others),
                new Limits(options.concurrency(), perPool, options.maxFailures() - failed));
        carryOut(stage, members.size(), schedule, member -> todo.apply(progressOf(member)), new HashMap<>());
        failed += schedule.failed();
        if (signal.isGiven()) {
            end = Optional.of(End.INTERRUPTED);
        } else if (schedule.isEnding()) {
            end = Optional.of(End.STOPPED);
        } else if (schedule.waiting() > 0) {
            end = Optional.of(End.POOL_DOWN);
        }
    }

    private HostProgress progressOf(FleetHost member) {
        return Optional.ofNullable(progress.get(member)).orElseThrow();
    }

    /**
     * @param partly whether the hosts are meant on which the plan stops more services, or those on which it stops none
     */
    private Set<FleetHost> broken(List<FleetHost> members, boolean partly) {
        return members.stream()
                .filter(member -> progressOf(member).assessment().stream()
                        .anyMatch(assessment -> !assessment.down().isEmpty() && assessment.takesMoreDown() == partly))
                .collect(Collectors.toSet());
    }

    /** Whether a canary did not even reach its restart. */
    private boolean hasLostACanary() {
        return options.canary() instanceof Canary.Named named
                && progress.values().stream()
                        .anyMatch(host -> named.hosts().contains(host.member().ref()) && host.hasFailed());
    }

    private Set<FleetHost> canaries(List<FleetHost> members) {
        Set<FleetHost> first = new HashSet<>();
        if (options.canary() instanceof Canary.First few) {
            Set<FleetHost> broken = broken(members, false);
            members.stream()
                    .filter(member -> !broken.contains(member))
                    .limit(few.number())
                    .forEach(first::add);
        } else if (options.canary() instanceof Canary.Named named) {
            members.stream()
                    .filter(member -> named.hosts().contains(member.ref()))
                    .forEach(first::add);
        }
        return first;
    }

    private void carryOut(
            Stage stage,
            int hosts,
            Schedule schedule,
            Function<FleetHost, HostResult> todo,
            Map<FleetHost, Entry> entries) {
        tell(new RolloutEvent.StageBegun(stage, hosts));
        stageBegun = executor.now();
        boolean stopping = false;
        while (true) {
            if (signal.isGiven()) {
                schedule.stop();
            }
            if (schedule.isEnding() && !stopping) {
                stopping = true;
                tell(new RolloutEvent.Stopping(schedule.running()));
            }
            begin(stage, schedule, todo);
            if (schedule.running() == 0) {
                return;
            }
            await(stage, schedule, entries);
        }
    }

    private void begin(Stage stage, Schedule schedule, Function<FleetHost, HostResult> todo) {
        for (FleetHost member : schedule.begin()) {
            since.put(member, executor.now());
            tell(new RolloutEvent.Begun(member, stage));
            executor.begin(member, () -> todo.apply(member));
        }
    }

    private void await(Stage stage, Schedule schedule, Map<FleetHost, Entry> entries) {
        Duration left = TELL_EVERY.minus(Duration.between(told, executor.now()));
        Optional<Finished> next = left.isNegative() ? Optional.empty() : executor.await(left);
        if (next.isPresent()) {
            FleetHost member = next.get().member();
            entries.put(member, ended(stage, schedule, member, next.get().result()));
        }
        Instant now = executor.now();
        if (next.isEmpty() || Duration.between(told, now).compareTo(TELL_EVERY) >= 0) {
            told = now;
            int ended = schedule.done() + schedule.failed();
            tell(new RolloutEvent.Standing(
                    stage,
                    schedule.done(),
                    schedule.running(),
                    schedule.waiting(),
                    schedule.failed(),
                    Duration.between(begun, now),
                    left(Duration.between(stageBegun, now), ended, schedule.running() + schedule.waiting())));
        }
    }

    /** Each host that is left takes as long as one that has ended, on average. */
    private static Optional<Duration> left(Duration taken, int ended, int open) {
        return ended == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(
                        taken.multipliedBy(open).dividedBy(ended).toSeconds()));
    }

    private Entry ended(Stage stage, Schedule schedule, FleetHost member, HostResult result) {
        Duration took =
                Duration.between(Optional.ofNullable(since.remove(member)).orElse(executor.now()), executor.now());
        progressOf(member).ended(stage, result, took);
        if (result.failure().isEmpty() || result.isNotReached()) {
            schedule.succeeded(member, result.down());
        } else {
            schedule.failed(member, result.down());
        }
        if (result.down()) {
            down.add(member);
        }
        tell(new RolloutEvent.Ended(member, stage, result, took));
        return new Entry(member, result, took);
    }

    /** Several threads call it, each for its host. */
    private void working(FleetHost member, Progress event) {
        Instant now = executor.now();
        synchronized (outages) {
            outages.computeIfAbsent(member, host -> new OutageLog()).note(event, now);
        }
        tell(new RolloutEvent.Working(member, event));
    }

    private List<Outage> outages(FleetHost member) {
        synchronized (outages) {
            return Optional.ofNullable(outages.get(member))
                    .map(OutageLog::outages)
                    .orElse(List.of());
        }
    }

    /** A listener must not be able to end a rollout. */
    private synchronized void tell(RolloutEvent event) {
        try {
            watcher.accept(event);
        } catch (RuntimeException | LinkageError ignored) {
            // It is only a listener.
        }
    }
}
