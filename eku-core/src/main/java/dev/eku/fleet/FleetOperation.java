package dev.eku.fleet;

import dev.eku.apply.Outcome;
import dev.eku.host.Host;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.inspect.Purpose;
import dev.eku.journal.History;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.Planner;
import dev.eku.plan.RecordAudit;
import dev.eku.plan.RollbackPlanner;
import dev.eku.procedure.Procedure;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.verify.Verifier;
import java.util.Optional;
import java.util.function.Consumer;

/** What a rollout does on each host. Immutable; used for many hosts at a time. */
public sealed interface FleetOperation {
    /**
     * Reads a host and plans what to do there. Changes nothing.
     *
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    HostAssessment assess(Host host);

    /**
     * Reads a host and plans with every restart that could be needed, even if the host does not show that it is needed.
     * Changes nothing.
     */
    HostAssessment assessToRestart(Host host);

    /**
     * The same operation after an interrupted run on the host was finished. It does not repeat a restart that the user
     * asked for.
     *
     * @param resumed the run that was finished
     */
    default HostAssessment assessAfter(Outcome resumed, Host host) {
        return assess(host);
    }

    /** Whether an interrupted run is finished before anything else. If not, the plan itself deals with it. */
    boolean recovers();

    /** Does what remains when a host is in the desired state. */
    void afterwards(Host host);

    /** Whether there is something to do even on a host in the desired state. */
    boolean hasAfterwards();

    /** An exemption. The values are written on every host first; then services are restarted. Immutable. */
    record Exempt(Exemption exemption, PlanOptions options) implements FleetOperation {
        @Override
        public HostAssessment assess(Host host) {
            return assess(host, options);
        }

        @Override
        public HostAssessment assessToRestart(Host host) {
            return assess(host, options.restart(Restart.ALWAYS));
        }

        @Override
        public HostAssessment assessAfter(Outcome resumed, Host host) {
            return assess(host, Procedure.options(exemption, options, Optional.of(resumed)));
        }

        private HostAssessment assess(Host host, PlanOptions how) {
            Inspection inspection = new Inspector(host).inspect(exemption, Purpose.CHANGE);
            Plan plan = Planner.plan(inspection, how);
            Optional<Plan> written = plan.actions().stream().allMatch(HostAssessment::isRestart)
                    ? Optional.empty()
                    : Optional.of(Planner.plan(inspection, how.restart(Restart.NEVER)));
            return new HostAssessment(
                    inspection.host().computer(),
                    inspection.host().simulated(),
                    Optional.of(plan),
                    written,
                    inspection.journal().open().isPresent(),
                    HostAssessment.down(inspection),
                    Optional.of(Verifier.verify(inspection)),
                    DownService.of(inspection));
        }

        @Override
        public boolean recovers() {
            return true;
        }

        @Override
        public void afterwards(Host host) {}

        @Override
        public boolean hasAfterwards() {
            return false;
        }
    }

    /**
     * The rollback of the newest run on each host that is not yet rolled back. A host without such a run is already
     * compliant. So is a host on which the last run of eku was a rollback. Otherwise a user who repeats the command to
     * resume it would undo older runs. Values and services are restored together, because after the rollback of the
     * record nothing on the host shows that a restart is still needed. Immutable.
     *
     * @param forget what to do on a host that is rolled back, or that has nothing to roll back; deletes eku's own
     *     records
     */
    record RollBack(PlanOptions options, Optional<Consumer<Host>> forget) implements FleetOperation {
        @Override
        public HostAssessment assess(Host host) {
            History history = new Journal(host).read();
            history.requireReadable();
            Optional<JournalRecord> record = history.endsWithARollback() ? Optional.empty() : history.lastToRollBack();
            // A host that has nothing to roll back also counts in its pool.
            Exemption exemption = record.or(() -> history.records().stream().reduce((earlier, later) -> later))
                    .map(JournalRecord::exemption)
                    .orElse(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS));
            Inspection inspection = new Inspector(host).inspect(exemption, Purpose.CHANGE);
            record.ifPresent(undone -> RecordAudit.requireUndoable(
                    undone, inspection, name -> host.services().config(name).isPresent()));
            return new HostAssessment(
                    inspection.host().computer(),
                    inspection.host().simulated(),
                    record.map(undone -> RollbackPlanner.planToTheFirst(inspection, undone, options)),
                    Optional.empty(),
                    false,
                    HostAssessment.down(inspection),
                    record.isPresent() ? Optional.empty() : OutstandingRestart.of(inspection),
                    DownService.of(inspection));
        }

        @Override
        public HostAssessment assessToRestart(Host host) {
            return assess(host);
        }

        @Override
        public boolean recovers() {
            return false;
        }

        @Override
        public void afterwards(Host host) {
            forget.ifPresent(action -> action.accept(host));
        }

        @Override
        public boolean hasAfterwards() {
            return forget.isPresent();
        }
    }
}
