package dev.eku.rehearse;

import dev.eku.apply.Outcome;
import dev.eku.apply.Progress;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot;
import dev.eku.host.SimulatedHost;
import dev.eku.inspect.Inspector;
import dev.eku.inspect.Purpose;
import dev.eku.journal.Journal;
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Planner;
import dev.eku.procedure.Procedure;
import dev.eku.procedure.RollbackProcedure;
import dev.eku.product.Exemption;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import dev.eku.verify.Verifier;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tries a change on a copy of a simulated host. The host itself is not touched. Not thread-safe. */
public final class Rehearser {
    private final SimulatedHost original;
    private final Supplier<Operator> operator;

    /**
     * A rehearsal for that host.
     *
     * @param operator who does it
     * @throws EkuException {@code UNSUPPORTED} if the host is real
     */
    public Rehearser(Host host, Supplier<Operator> operator) {
        if (!(host instanceof SimulatedHost simulated)) {
            throw new EkuException(ErrorCode.UNSUPPORTED, Message.of("rehearse.real", host.ref()));
        }
        this.original = simulated;
        this.operator = operator;
    }

    /**
     * Applies, verifies and rolls back an exemption, and compares the whole host.
     *
     * @param progress is told everything as it happens
     * @throws EkuException {@code PLAN_BLOCKED}, or what a run on the copy fails with
     */
    public Rehearsal rehearse(Exemption exemption, PlanOptions options, Consumer<Progress> progress) {
        try (SimulatedHost copy = original.copy()) {
            HostSnapshot before = copy.snapshot();
            boolean fresh =
                    copy.registry().read(RegistryView.VIEW_64, Journal.EKU_KEY).isEmpty();
            Procedure procedure = new Procedure(copy, operator, progress);
            RollbackProcedure rollback = new RollbackProcedure(copy);
            Inspector inspector = new Inspector(copy);
            Plan plan = Planner.plan(inspector.inspect(exemption, Purpose.CHANGE), options);
            Outcome applied = procedure.apply(plan);
            Verdict verdict = Verifier.verify(inspector.inspect(exemption, Purpose.VERDICT));
            Optional<Outcome> rolledBack =
                    applied.record().map(record -> procedure.apply(rollback.planOf(record.id(), options)));
            if (fresh && rolledBack.isPresent()) {
                rollback.forget(operator.get().newRun());
            }
            KeyPath[] leftOut = fresh ? new KeyPath[0] : new KeyPath[] {Journal.EKU_KEY};
            return new Rehearsal(plan, applied, verdict, rolledBack, before.differences(copy.snapshot(), leftOut));
        }
    }
}
