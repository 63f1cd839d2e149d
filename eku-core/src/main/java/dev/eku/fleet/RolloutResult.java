package dev.eku.fleet;

import dev.eku.apply.ApplyException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Traffic;
import dev.eku.inspect.DownService;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rollout did. Immutable.
 *
 * @param rows one for each host, in the order of the inventory
 * @param end how it ended
 * @param events whether the hosts' event logs were checked
 * @param unchecked why the event log of a host could not be read; of several hosts only of the first
 * @param startedAt when it started, by the clock of the machine that ran it
 * @param elapsed the time from its start to its end
 */
public record RolloutResult(
        List<Row> rows, End end, Events events, Optional<Message> unchecked, Instant startedAt, Duration elapsed) {
    public RolloutResult {
        rows = List.copyOf(rows);
    }

    /** How a rollout ended. */
    public enum End {
        /** Every host that was to be changed is in the desired state. */
        COMPLETE,
        /** Some hosts failed, no more than tolerated, and all others are in the desired state. */
        WITH_FAILURES,
        /** Too many hosts failed, so others were not reached. */
        STOPPED,
        /** It was told to stop. */
        INTERRUPTED,
        /** Hosts were not reached, because too many hosts of their pool are down. */
        POOL_DOWN
    }

    /** What is known about new events that report lost connections on restarted hosts. */
    public enum Events {
        /** Nothing, because no event log could be read. */
        NOT_CHECKED,
        /** Nothing, because no host was watched after its restart. */
        NOT_WATCHED,
        /** There were none on some hosts. Nothing is known about the others. */
        PARTLY_CHECKED,
        /** There were none on any host while it was watched. */
        CHECKED,
        /** There were some on a host, which has failed for that reason. */
        LOST;

        /** What is known about all hosts that were restarted. */
        public static Events of(List<Events> hosts) {
            if (hosts.stream().distinct().count() == 1) {
                return hosts.get(0);
            }
            if (hosts.contains(LOST)) {
                return LOST;
            }
            if (hosts.contains(CHECKED)) {
                return PARTLY_CHECKED;
            }
            return NOT_CHECKED;
        }
    }

    /** What became of a host. */
    public enum State {
        /** It was already in the desired state, and was not touched. */
        ALREADY_COMPLIANT,
        /** Everything is done, and the host has passed the gate. */
        DONE,
        /** Everything is done except the restarts, as asked. */
        RESTART_PENDING,
        /** The value is right and nothing remains to be done, but it is not known whether the value is in effect. */
        UNVERIFIED,
        FAILED,
        /** It could not be inspected and was skipped, as asked. */
        SKIPPED,
        /** The rollout ended before everything was done here. */
        NOT_REACHED
    }

    /**
     * A time without a service, by the clock of the machine that ran the rollout. Immutable.
     *
     * @param stopped when the rollout saw it stopped; empty if it was stopped before, or if this was not seen
     * @param running when the rollout saw it running again; empty if this was not seen
     */
    public record Outage(ServiceName service, Optional<Instant> stopped, Optional<Instant> running) {
        /** How long it lasted, if its start and its end were seen, and the clock was not set back between them. */
        public Optional<Duration> length() {
            return stopped.flatMap(from -> running.map(to -> Duration.between(from, to)))
                    .filter(length -> !length.isNegative());
        }
    }

    /**
     * One host. Immutable.
     *
     * @param computer its name in its own registry, if it could be read
     * @param reached the last stage that was done here; empty if no stage was done
     * @param restarted whether this rollout has restarted services here, and they run
     * @param undoable whether a run of this rollout has changed something here that a rollback of the host now undoes;
     *     without such a run a rollback would undo an earlier one
     * @param verdict the last verdict about the host
     * @param down the services that were stopped when the host was last read
     * @param outages the services that this rollout has stopped or started, in the order of time
     * @param took how long the work took, by stage
     * @param traffic what was exchanged with it over the network, if it is counted
     */
    public record Row(
            FleetHost member,
            Optional<String> computer,
            boolean simulated,
            State state,
            Optional<Stage> reached,
            boolean restarted,
            boolean undoable,
            Optional<Verdict> verdict,
            List<DownService> down,
            List<Outage> outages,
            Map<Stage, Duration> took,
            Traffic traffic,
            Optional<EkuException> failure) {
        public Row {
            down = List.copyOf(down);
            outages = List.copyOf(outages);
            took = Map.copyOf(took);
        }

        /** Whether the rollout itself has left a service stopped, and has not started it again. */
        public boolean isLeftStopped() {
            if (failure.isPresent() && failure.get() instanceof ApplyException run) {
                return run.isAnyDown();
            }
            return failure.filter(why -> why.code() == ErrorCode.SERVICE_LEFT_STOPPED)
                    .isPresent();
        }

        /** How long the work on it took in total. */
        public Duration total() {
            return took.values().stream().reduce(Duration.ZERO, Duration::plus);
        }
    }

    /** The hosts with that state. */
    public List<Row> rows(State state) {
        return rows.stream().filter(row -> row.state() == state).toList();
    }

    /** Whether nothing failed and nothing remains to be done. */
    public boolean isComplete() {
        return end == End.COMPLETE;
    }
}
