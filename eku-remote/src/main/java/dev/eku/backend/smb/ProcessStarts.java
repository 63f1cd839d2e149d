package dev.eku.backend.smb;

import dev.eku.backend.common.PerformanceData;
import dev.eku.backend.smb.rpc.RpcCall.Answer;
import dev.eku.backend.smb.rpc.RpcHandle;
import dev.eku.backend.smb.rpc.Winreg;
import dev.eku.backend.smb.rpc.Winreg.Data;
import dev.eku.backend.smb.session.RpcEndpoint;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.error.EkuException;
import dev.eku.error.Win32Code;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import dev.eku.time.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When the processes of the server started, from its performance data, which comes through the pipe of the registry. No
 * failure to learn it is a failure of the run: counters can be disabled, and few accounts may read them. Not
 * thread-safe.
 */
final class ProcessStarts {
    private final SmbLink link;
    private final RpcEndpoint winreg;
    private @Nullable RpcHandle root;
    /** Whether the server did not tell. Then it is not asked again, because each failure may take a call's deadline. */
    private boolean isSilent;

    ProcessStarts(SmbLink link, RpcEndpoint winreg) {
        this.link = link;
        this.winreg = winreg;
        link.atLoss(() -> root = null);
    }

    /** When the process of that status started; empty if the server does not tell. */
    Optional<Instant> of(ServiceStatus status) {
        if (status.processId().isEmpty() || isSilent) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> processes = link.perhapsTwice(this::processes);
            isSilent = processes.isEmpty();
            return processes
                    .map(data ->
                            PerformanceData.started(data, status.processId().getAsLong()))
                    .filter(OptionalLong::isPresent)
                    .flatMap(started -> FileTime.of(started.getAsLong()));
        } catch (EkuException | PerformanceData.MalformedException notTold) {
            isSilent = true;
            return Optional.empty();
        }
    }

    private Optional<byte[]> processes() {
        link.refresh();
        Message where = link.place().root();
        if (root == null) {
            Answer<RpcHandle> opened = winreg.ask(Winreg.openPerformanceData(), where);
            if (!opened.isSuccess()) {
                return Optional.empty();
            }
            root = opened.content();
        }
        for (int room = PerformanceData.USUAL_ROOM; room <= PerformanceData.MOST_ROOM; room *= 2) {
            Answer<Data> answer = winreg.ask(Winreg.queryValue(root, PerformanceData.PROCESSES, room), where);
            byte[] data = answer.content().value().bytes();
            if (answer.isSuccess() && data.length < room && !PerformanceData.isCut(data)) {
                return Optional.of(data);
            }
            if (!answer.isSuccess() && answer.error() != Win32Code.MORE_DATA) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
