package dev.eku.fleet;

import dev.eku.apply.Outcome;
import dev.eku.host.Host;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
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

/** What a rollout brings to each host. Immutable; used for many hosts at a time. */
public sealed interface FleetOperation {
    /**
     * Reads a host and plans what is to be done there. Changes nothing.
     *
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    HostAssessment assess(Host host);

    /** The same with every restart that could be needed, whether the host tells that it is or not. Changes nothing. */
    HostAssessment assessToRestart(Host host);

    /**
     * The same after an interrupted run on the host was finished, so that a restart that was asked for is not made twice.
     *
     * @param resumed that run
     */
    default HostAssessment assessAfter(Outcome resumed, Host host) {
        return assess(host);
    }

    /** Whether an interrupted run is finished before anything else; else it is taken over by the plan itself. */
    boolean recovers();

    /** Does what is left when a host is as wanted. */
    void afterwards(Host host);

    /** Whether there is something to do even on a host as wanted. */
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
            Inspection inspection = new Inspector(host).inspect(exemption);
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
     * The rollback of the newest run that stands on each host. A host on which none does is as wanted, and so is one on which
     * the last thing that eku did was a rollback: whoever runs the same again, to go on where it ended, does not undo older
     * runs. Values and services are restored together: once the record is undone, nothing on the host tells that a restart is
     * still to come. Immutable.
     *
     * @param overwrite whether to restore a value even where somebody has changed it since
     * @param forget what to do on a host that is rolled back, or has nothing to roll back; deletes eku's own records
     */
    record RollBack(PlanOptions options, boolean overwrite, Optional<Consumer<Host>> forget) implements FleetOperation {
        @Override
        public HostAssessment assess(Host host) {
            History history = new Journal(host).read();
            history.requireReadable();
            Optional<JournalRecord> record = history.endsWithARollback() ? Optional.empty() : history.lastToRollBack();
            // A host that has nothing to roll back counts in its pool all the same.
            Exemption exemption = record.or(() -> history.records().stream().reduce((earlier, later) -> later))
                    .map(JournalRecord::exemption)
                    .orElse(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS));
            Inspection inspection = new Inspector(host).inspect(exemption);
            record.ifPresent(undone -> RecordAudit.requireUndoable(
                    undone, inspection, name -> host.services().config(name).isPresent()));
            return new HostAssessment(
                    inspection.host().computer(),
                    inspection.host().simulated(),
                    record.map(undone -> RollbackPlanner.planToTheFirst(inspection, undone, options, overwrite)),
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
