package dev.eku.fleet;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.RolloutOptions.Unreachable;
import dev.eku.plan.Problem;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to do on each host of a fleet, and in what order. Immutable.
 *
 * @param entries one for each host, in the order of the inventory
 * @param options how to carry it out
 */
public record FleetPlan(List<Entry> entries, RolloutOptions options) {
    private static final int NAMES_SHOWN = 10;

    public FleetPlan {
        entries = List.copyOf(entries);
    }

    /**
     * One host: what was found there, or why it could not be inspected. Immutable.
     *
     * @param result the result of the inspection
     * @param took how long the inspection took
     */
    public record Entry(FleetHost member, HostResult result, Duration took) {
        /** What was found; empty if the host could not be inspected, or could not be put back into its state before. */
        public Optional<HostAssessment> assessment() {
            return result.failure().isPresent() ? Optional.empty() : result.assessment();
        }

        /** The computer's name, or the reference of the host if it is not known. */
        public String name() {
            return assessment().map(HostAssessment::computer).orElseGet(member::toString);
        }
    }

    /**
     * Hosts that need exactly the same changes. Immutable.
     *
     * @param sample what was found on the first of them
     */
    public record Group(List<Entry> entries, HostAssessment sample) {
        public Group {
            entries = List.copyOf(entries);
        }
    }

    /** The hosts that could be inspected, in groups of similar hosts, in the order of the first host of each group. */
    public List<Group> groups() {
        Map<Likeness, List<Entry>> alike = new LinkedHashMap<>();
        for (Entry entry : entries) {
            entry.assessment()
                    .ifPresent(assessment -> alike.computeIfAbsent(
                                    Likeness.of(entry.member(), assessment), key -> new ArrayList<>())
                            .add(entry));
        }
        return alike.values().stream()
                .map(group -> new Group(group, group.get(0).assessment().orElseThrow()))
                .toList();
    }

    /** The hosts that could not be inspected. */
    public List<Entry> unreachable() {
        return entries.stream().filter(entry -> entry.assessment().isEmpty()).toList();
    }

    /** The hosts on which there is something to do. */
    public List<Entry> toChange() {
        return entries.stream()
                .filter(entry ->
                        entry.assessment().filter(HostAssessment::hasWork).isPresent())
                .toList();
    }

    /** The hosts without a service that should run, if the rollout does not start that service itself. */
    public Set<FleetHost> down() {
        return entries.stream().filter(FleetPlan::isDown).map(Entry::member).collect(Collectors.toSet());
    }

    /**
     * Throws if the plan must not be carried out.
     *
     * @throws EkuException {@code ROLLOUT_REFUSED}, with every reason and its next step
     */
    public void requireFeasible() {
        List<Message> reasons = new ArrayList<>();
        unreachable(reasons);
        blocked(reasons);
        poolsDown(reasons);
        if (!reasons.isEmpty()) {
            throw new EkuException(ErrorCode.ROLLOUT_REFUSED, Bullets.of(reasons));
        }
    }

    private void unreachable(List<Message> reasons) {
        List<Entry> missing = unreachable();
        if (missing.size() == entries.size()) {
            reasons.add(Message.of("fleet.none-reachable", entries.size()));
        } else if (!missing.isEmpty() && options.unreachable() == Unreachable.FAIL) {
            reasons.add(Message.of("fleet.unreachable", missing.size(), entries.size(), names(missing)));
        } else if (options.canary() instanceof Canary.Named named) {
            List<Entry> canaries = missing.stream()
                    .filter(entry -> named.hosts().contains(entry.member().ref()))
                    .toList();
            if (!canaries.isEmpty()) {
                reasons.add(Message.of("fleet.canary-unreachable", names(canaries)));
            }
        }
    }

    private void blocked(List<Message> reasons) {
        for (Group group : groups()) {
            for (Problem problem : group.sample().blocking()) {
                reasons.add(Message.of(
                        "fleet.blocked",
                        names(group.entries()),
                        problem.code().name(),
                        problem.what(),
                        problem.next()));
            }
        }
    }

    private void poolsDown(List<Message> reasons) {
        Map<String, Integer> down = FleetHost.byPool(down());
        entries.stream()
                .filter(entry -> entry.assessment()
                        .filter(HostAssessment::hasWork)
                        .filter(HostAssessment::restarts)
                        .isPresent())
                .map(entry -> entry.member().pool())
                .distinct()
                .filter(pool -> down.getOrDefault(pool, 0) >= options.maxUnavailable())
                .forEach(pool -> reasons.add(Message.of(
                        "fleet.pool-down", pool, options.maxUnavailable(), String.join("; ", downIn(pool)))));
    }

    private List<String> downIn(String pool) {
        return entries.stream()
                .filter(entry -> entry.member().pool().equals(pool) && isDown(entry))
                .map(entry -> entry.name() + ": "
                        + entry.assessment().orElseThrow().down().stream()
                                .map(HostAssessment.Down::toString)
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    /** Does not count a host that is down but that the rollout itself restarts or starts. */
    private static boolean isDown(Entry entry) {
        return entry.assessment()
                .filter(assessment ->
                        !assessment.down().isEmpty() && !assessment.interrupted() && !assessment.restarts())
                .isPresent();
    }

    /** The names of the hosts; only the first ones if there are many. */
    static Object names(List<Entry> entries) {
        String shown = entries.stream()
                .limit(NAMES_SHOWN)
                .map(entry -> entry.member().toString())
                .collect(Collectors.joining(", "));
        return entries.size() > NAMES_SHOWN ? Message.of("fleet.and-more", shown, entries.size() - NAMES_SHOWN) : shown;
    }
}
