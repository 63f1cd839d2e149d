package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.RpcInterface;
import dev.eku.backend.smb.session.RpcEndpoint;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The event logs of the server, through the interface of classic logs (MS-EVEN), each call encrypted by NTLM. An event
 * has the texts with which its message is filled, but not the message, and a time in whole seconds. After a logon by
 * Kerberos a query fails, and says what to do. Not thread-safe.
 */
final class SmbEventLog implements EventLog {
    private final SmbLink link;
    private final Registry registry;
    private final RpcEndpoint eventlog;
    private final Map<String, OpenLog> logs = new HashMap<>();

    /** @param registry tells which logs there are */
    SmbEventLog(SmbLink link, Registry registry) {
        this.link = link;
        this.registry = registry;
        this.eventlog = new RpcEndpoint(link, RpcInterface.EVENTLOG, () -> false);
        link.atLoss(() -> logs.values().forEach(OpenLog::forgetHandle));
    }

    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        return read(query).map(LogExcerpt::events);
    }

    @Override
    public Optional<LogExcerpt> read(EventQuery query) {
        OpenLog log = logs.computeIfAbsent(query.log(), name -> new OpenLog(link.place(), registry, eventlog, name));
        return link.perhapsTwice(() -> {
            link.refresh();
            return log.read(query);
        });
    }
}
