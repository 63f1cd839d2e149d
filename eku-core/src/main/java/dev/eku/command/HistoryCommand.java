package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.journal.History;
import dev.eku.report.ReportedHost;
import java.util.Optional;

/** Lists what eku did on each host, and who holds its lock. Changes nothing. */
final class HistoryCommand extends HostCommand {
    HistoryCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        return (host, section) -> {
            Eku eku = Eku.on(host);
            ReportedHost where = new ReportedHost(host.ref().toString(), Optional.empty(), host.simulated());
            History history = eku.history();
            section.say(section.reports().of(where, history));
            section.say(section.reports().ofLock(where, eku.lockHolder()));
            if (!history.unreadable().isEmpty()) {
                throw new EkuException(ErrorCode.UNREADABLE_RECORD, history.unreadable());
            }
        };
    }
}
