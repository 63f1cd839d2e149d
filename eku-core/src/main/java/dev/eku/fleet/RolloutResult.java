package dev.eku.fleet;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.inspect.DownService;
import dev.eku.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rollout did. Immutable.
 *
 * @param rows one for each host, in the order of the inventory
 * @param end how it ended
 * @param events whether the hosts' event logs were looked at
 * @param elapsed from its begin to its end
 */
public record RolloutResult(List<Row> rows, End end, Events events, Duration elapsed) {
    public RolloutResult {
        rows = List.copyOf(rows);
    }

    /** How a rollout ended. */
    public enum End {
        /** Every host that was to be changed is as wanted. */
        COMPLETE,
        /** Some hosts failed, no more than were borne, and all others are as wanted. */
        WITH_FAILURES,
        /** Too many hosts failed; others were left alone. */
        STOPPED,
        /** It was told to stop. */
        INTERRUPTED,
        /** Hosts were left since too many of their pool are down. */
        POOL_DOWN
    }

    /** What is known of new events that tell of lost connections on restarted hosts. */
    public enum Events {
        /** Nothing: no event log could be read. */
        NOT_CHECKED,
        /** Nothing: no host was watched after its restart. */
        NOT_WATCHED,
        /** There were none on some hosts; of the others nothing is known. */
        PARTLY_CHECKED,
        /** There were none on any host while it was watched. */
        CHECKED;

        /** What is known of all hosts that were restarted. */
        public static Events of(List<Events> hosts) {
            if (hosts.stream().distinct().count() == 1) {
                return hosts.get(0);
            }
            if (hosts.contains(CHECKED)) {
                return PARTLY_CHECKED;
            }
            return NOT_CHECKED;
        }
    }

    /** What became of a host. */
    public enum State {
        /** It was as wanted before, and was not touched. */
        ALREADY_COMPLIANT,
        /** All is done, and the host has passed the gate. */
        DONE,
        /** All is done but restarts, as asked. */
        RESTART_PENDING,
        /** The value is right and nothing is left to do, but whether it is in effect cannot be told. */
        UNVERIFIED,
        FAILED,
        /** It could not be inspected and was left out, as asked. */
        SKIPPED,
        /** The rollout ended before all was done here. */
        NOT_REACHED
    }

    /**
     * One host. Immutable.
     *
     * @param computer its name by its own registry, if it could be read
     * @param reached the last stage that was done here; empty if not even the first
     * @param restarted whether this rollout has restarted services here, and they run
     * @param verdict how it stood when it was last judged
     * @param down the services that were stopped when the host was last read
     * @param took how long it was worked on, by stage
     * @param requests how many requests went over the network to it; 0 where none are counted
     */
    public record Row(
            FleetHost member,
            Optional<String> computer,
            boolean simulated,
            State state,
            Optional<Stage> reached,
            boolean restarted,
            Optional<Verdict> verdict,
            List<DownService> down,
            Map<Stage, Duration> took,
            int requests,
            Optional<EkuException> failure) {
        public Row {
            down = List.copyOf(down);
            took = Map.copyOf(took);
        }

        /** Whether the rollout itself has left a service stopped. */
        public boolean isLeftStopped() {
            return failure.filter(why -> why.code() == ErrorCode.SERVICE_LEFT_STOPPED)
                    .isPresent();
        }

        /** How long it was worked on in all. */
        public Duration total() {
            return took.values().stream().reduce(Duration.ZERO, Duration::plus);
        }
    }

    /** The hosts of that state. */
    public List<Row> rows(State state) {
        return rows.stream().filter(row -> row.state() == state).toList();
    }

    /** Whether nothing failed and nothing is left to do. */
    public boolean isComplete() {
        return end == End.COMPLETE;
    }
}
