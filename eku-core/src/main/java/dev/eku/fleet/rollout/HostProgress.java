package dev.eku.fleet.rollout;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.EventCheck;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.HostAssessment;
import dev.eku.fleet.HostResult;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.fleet.RolloutResult.Outage;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.host.Traffic;
import dev.eku.inspect.DownService;
import dev.eku.verify.Verdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The progress of a rollout on one host. Not thread-safe. */
final class HostProgress {
    private final FleetHost member;
    private final FleetOperation change;
    private final Map<Stage, Duration> took = new EnumMap<>(Stage.class);
    private final Set<Stage> toDo = EnumSet.noneOf(Stage.class);
    private Optional<HostAssessment> assessment = Optional.empty();
    private Optional<Verdict> verdict = Optional.empty();
    private Optional<EkuException> failure = Optional.empty();
    private Optional<Stage> reached = Optional.empty();
    private List<DownService> stopped = List.of();
    private boolean left;
    private boolean hasOutstandingRestart;
    private boolean restarted;
    private boolean undoable;
    private Optional<EventCheck> events = Optional.empty();
    private Traffic traffic = Traffic.NONE;

    HostProgress(FleetHost member, FleetOperation change) {
        this.member = member;
        this.change = change;
    }

    FleetHost member() {
        return member;
    }

    /** What was found when the host was last read; absent only if it could not be read. */
    Optional<HostAssessment> assessment() {
        return assessment;
    }

    /** Whether that stage has something to do here, as far as it is known. */
    boolean needs(Stage stage) {
        return toDo.contains(stage) && failure.isEmpty() && !left;
    }

    /** Whether a stage has failed here. */
    boolean hasFailed() {
        return failure.isPresent();
    }

    /** Whether something was written here that takes effect only by a restart. */
    boolean hasOutstandingRestart() {
        return hasOutstandingRestart;
    }

    /** What is known about its connections since it was restarted; empty if it was not restarted. */
    Optional<EventCheck> events() {
        return events;
    }

    /** Records the result of a stage. */
    void ended(Stage stage, HostResult result, Duration time) {
        took.merge(stage, time, Duration::plus);
        undoable |= result.undoable();
        traffic = traffic.plus(result.traffic());
        // What was found before a change says nothing about the host after it.
        verdict = result.verdict();
        stopped = result.stopped().orElse(stopped);
        if (result.failure().isPresent()) {
            events = result.failure()
                    .filter(why -> why.code() == ErrorCode.CONNECTIONS_LOST)
                    .map(lost -> EventCheck.of(Events.LOST))
                    .or(() -> events);
            left = result.isNotReached();
            failure = left ? Optional.empty() : result.failure();
            return;
        }
        reached = Optional.of(stage);
        restarted |= result.restarted();
        events = result.events().or(() -> events);
        toDo.remove(stage);
        result.assessment().ifPresent(this::plan);
        hasOutstandingRestart |= stage == Stage.WRITE
                && assessment.filter(HostAssessment::restarts).isPresent();
    }

    private void plan(HostAssessment found) {
        assessment = Optional.of(found);
        toDo.clear();
        if (found.interrupted() && change.recovers()) {
            toDo.add(Stage.RECOVER);
        }
        if (found.written().isPresent()) {
            toDo.add(Stage.WRITE);
        }
        boolean together = found.written().isEmpty() && found.hasWork() && !change.recovers();
        if (found.restarts() || together || change.hasAfterwards()) {
            toDo.add(Stage.RESTART);
        }
    }

    /** @param outages the services that were stopped or started */
    Row row(List<Outage> outages) {
        return new Row(
                member,
                assessment.map(HostAssessment::computer),
                assessment.filter(HostAssessment::simulated).isPresent(),
                state(),
                reached,
                restarted,
                undoable,
                verdict,
                stopped,
                outages,
                took,
                traffic,
                failure);
    }

    private State state() {
        if (assessment.isEmpty()) {
            return State.SKIPPED;
        }
        if (failure.isPresent()) {
            return State.FAILED;
        }
        if (!toDo.isEmpty()) {
            return State.NOT_REACHED;
        }
        if (verdict.filter(Verdict.Unverifiable.class::isInstance).isPresent()) {
            return State.UNVERIFIED;
        }
        if (reached.filter(Stage.INSPECT::equals).isPresent()) {
            return State.ALREADY_COMPLIANT;
        }
        return verdict.filter(Verdict.PendingRestart.class::isInstance).isPresent()
                ? State.RESTART_PENDING
                : State.DONE;
    }
}
