package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.output.RunOutput;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;

/** Shows everything on each host that decides about an exemption. Changes nothing. */
final class InspectCommand extends ReadOnlyCommand {
    InspectCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Exemption exemption = wanted().orElse(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS));
        return (host, section) -> {
            section.say(section.reports().of(Eku.on(host).inspect(exemption)));
            section.next(new NextStep.Run(Message.of("goal.next.plan"), Operation.PLAN));
        };
    }
}
