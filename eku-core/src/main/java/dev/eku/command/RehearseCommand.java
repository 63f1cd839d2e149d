package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.rehearse.Rehearsal;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;

/** Tries the exemption on a copy of each simulated host. */
final class RehearseCommand extends PlanningCommand {
    RehearseCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Exemption exemption = wanted();
        PlanOptions options = planOptions();
        return (host, section) -> {
            Rehearsal rehearsal = Eku.on(host).rehearse(exemption, options, event -> {});
            section.say(section.reports().of(rehearsal.plan()));
            section.conclude(section.reports().of(rehearsal));
            if (!rehearsal.isSame()) {
                throw new EkuException(
                        ErrorCode.REHEARSAL_DIFFERS, rehearsal.plan().computer(), Bullets.of(rehearsal.differences()));
            }
            section.next(new NextStep.Run(Message.of("goal.next.apply"), Operation.APPLY));
        };
    }
}
