package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.journal.HostLock.Holder;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.util.Optional;

/** Shows who holds the lock of each host, and removes it if that holder is named. */
final class UnlockCommand extends HostCommand {
    UnlockCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Optional<String> named = given().text(Option.HOLDER);
        return (host, section) -> {
            Eku eku = Eku.on(host);
            ReportedHost where = new ReportedHost(host.ref().toString(), Optional.empty(), host.simulated());
            Optional<Holder> held = eku.lockHolder();
            section.say(section.reports().ofLock(where, held));
            if (named.isPresent()) {
                section.say(Message.of("goal.unlocked", host.ref(), eku.unlock(named.get())));
                section.next(new NextStep.Run(Message.of("goal.next.history"), Operation.HISTORY));
            } else if (held.isPresent()) {
                throw new EkuException(
                        ErrorCode.LOCKED, host.ref(), held.get(), held.get().name());
            }
        };
    }
}
