package dev.eku.fleet.rollout;

import dev.eku.fleet.FleetHost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which hosts may be started next. It knows nothing about the work, threads or time. Not thread-safe.
 *
 * <p>No more hosts of a pool are started than may be unavailable. A host that failed and is down continues to count. A
 * host that is already down counts from the start, and may be started at any time, because the pool loses nothing by
 * it. A host that is partly down, and on which the plan stops the rest, also counts from the start. It is started only
 * while no other host of its pool is at work. The canaries come first and alone, except for hosts that are down. A
 * canary that fails ends the rollout.
 */
final class Schedule {
    private final Limits limits;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Set<FleetHost> canaries;
    private final Set<FleetHost> running = new HashSet<>();
    private int done;
    private int failed;
    private boolean stopped;

    /**
     * How far a schedule may go. Immutable.
     *
     * @param concurrency hosts at a time
     * @param perPool hosts of a pool at a time
     * @param maxFailures hosts that may fail
     */
    record Limits(int concurrency, int perPool, int maxFailures) {
        static final int ANY = Integer.MAX_VALUE;
    }

    /** What remains of a pool. */
    private static final class Lane {
        private final Deque<FleetHost> broken = new ArrayDeque<>();
        private final Deque<FleetHost> partly = new ArrayDeque<>();
        private final Deque<FleetHost> canaries = new ArrayDeque<>();
        private final Deque<FleetHost> others = new ArrayDeque<>();
        private int taken;
        private int atWork;

        Optional<FleetHost> next(Set<FleetHost> canariesLeft, int places) {
            Optional<FleetHost> next = choose(canariesLeft, places);
            atWork += next.isPresent() ? 1 : 0;
            return next;
        }

        private Optional<FleetHost> choose(Set<FleetHost> canariesLeft, int places) {
            if (!broken.isEmpty()) {
                return Optional.of(broken.remove());
            }
            boolean mayBegin = canariesLeft.isEmpty() || canariesLeft.contains(partly.peek());
            if (!partly.isEmpty() && mayBegin && atWork == 0) {
                return Optional.of(partly.remove());
            }
            Deque<FleetHost> waiting = canariesLeft.isEmpty() ? others : canaries;
            if (waiting.isEmpty() || taken >= places) {
                return Optional.empty();
            }
            taken++;
            return Optional.of(waiting.remove());
        }

        int waiting() {
            return broken.size() + partly.size() + canaries.size() + others.size();
        }

        void ended(boolean down) {
            atWork--;
            taken -= down ? 0 : 1;
        }
    }

    /**
     * @param members in the order in which they are preferred
     * @param first the canaries among them
     * @param broken those among them that are already unavailable
     * @param partly those among them that are already partly unavailable
     * @param down how many other hosts of a pool are unavailable
     */
    Schedule(
            List<FleetHost> members,
            Set<FleetHost> first,
            Set<FleetHost> broken,
            Set<FleetHost> partly,
            Map<String, Integer> down,
            Limits limits) {
        this.limits = limits;
        this.canaries = new HashSet<>(first);
        canaries.removeAll(broken);
        for (FleetHost member : members) {
            Lane lane = lanes.computeIfAbsent(member.pool(), pool -> new Lane());
            if (broken.contains(member)) {
                lane.broken.add(member);
                lane.taken++;
            } else if (partly.contains(member)) {
                if (canaries.contains(member)) {
                    lane.partly.addFirst(member);
                } else {
                    lane.partly.addLast(member);
                }
                lane.taken++;
            } else {
                (canaries.contains(member) ? lane.canaries : lane.others).add(member);
            }
        }
        canaries.retainAll(members);
        down.forEach((pool, number) -> {
            if (lanes.containsKey(pool)) {
                lanes.get(pool).taken += number;
            }
        });
    }

    /** The hosts that may be started now. They count as running from now on. */
    List<FleetHost> begin() {
        List<FleetHost> begun = new ArrayList<>();
        boolean more = !isEnding();
        while (more) {
            // One of each pool in turn, so that no pool waits for another.
            more = false;
            for (Lane lane : lanes.values()) {
                Optional<FleetHost> next =
                        running.size() < limits.concurrency() ? lane.next(canaries, limits.perPool()) : none();
                next.ifPresent(running::add);
                next.ifPresent(begun::add);
                more |= next.isPresent();
            }
        }
        return begun;
    }

    private static Optional<FleetHost> none() {
        return Optional.empty();
    }

    /**
     * The work on a running host was successful.
     *
     * @param down whether it is unavailable nevertheless, for another reason
     */
    void succeeded(FleetHost member, boolean down) {
        end(member, down);
        done++;
        canaries.remove(member);
    }

    /**
     * A running host failed.
     *
     * @param down whether it is unavailable now, or may be
     */
    void failed(FleetHost member, boolean down) {
        end(member, down);
        failed++;
        if (canaries.contains(member)) {
            stopped = true;
        }
    }

    /** From now on no further host is started. */
    void stop() {
        stopped = true;
    }

    /** Whether no further host will be started, although some may wait. */
    boolean isEnding() {
        return stopped || failed > limits.maxFailures();
    }

    int running() {
        return running.size();
    }

    int done() {
        return done;
    }

    int failed() {
        return failed;
    }

    int waiting() {
        return lanes.values().stream().mapToInt(Lane::waiting).sum();
    }

    private void end(FleetHost member, boolean down) {
        if (!running.remove(member)) {
            throw new IllegalStateException(member + " is not running");
        }
        Optional.ofNullable(lanes.get(member.pool())).orElseThrow().ended(down);
    }
}
