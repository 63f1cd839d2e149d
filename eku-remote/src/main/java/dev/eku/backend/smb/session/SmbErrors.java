package dev.eku.backend.smb.session;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostRef;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;

/**
 * Where a host is, and where on it a call failed. Immutable.
 *
 * @param ref the host as the user named it
 */
public record SmbErrors(HostRef ref, String server, int port) {
    /** The only port on which Windows listens. */
    private static final int USUAL_PORT = 445;

    /** The place of {@code smb://server[:port]}. */
    public static SmbErrors of(HostRef ref) {
        return new SmbErrors(
                ref,
                ref.server()
                        .orElseThrow(() -> new EkuException(ErrorCode.INVALID_PARAMETER, "host", ref, "smb://fe01")),
                ref.port().orElse(USUAL_PORT));
    }

    /** Whether the host was named by its address. */
    public boolean isAddress() {
        return server.indexOf(':') >= 0 || server.matches("[0-9.]+");
    }

    public Message key(RegistryView view, KeyPath key) {
        return Message.of("smb.key", ref, view, key);
    }

    public Message value(RegistryView view, KeyPath key, String name) {
        return Message.of("smb.value", ref, view, key, name.isEmpty() ? Message.of("smb.default-value") : name);
    }

    public Message root() {
        return Message.of("smb.root", ref);
    }

    public Message service(ServiceName service) {
        return Message.of("smb.service", ref, service);
    }

    public Message manager() {
        return Message.of("smb.manager", ref);
    }

    public Message file(String path) {
        return Message.of("smb.file", ref, path);
    }

    public Message log(String name) {
        return Message.of("smb.log", ref, name);
    }

    /** A refused question about an event log, of which the code is an NTSTATUS. */
    public SmbException failedLog(int status, String call, Message where) {
        boolean denied = status == (int) SmbStatus.ACCESS_DENIED;
        return new SmbException(
                denied ? ErrorCode.ACCESS_DENIED : ErrorCode.UNSUPPORTED,
                denied ? "smb.log-denied" : "smb.log-failed",
                where,
                call,
                SmbStatus.text(Integer.toUnsignedLong(status)));
    }

    /** A refused call, with what is known about it in addition to its code. */
    public Win32Exception failed(int error, String call, Message where) {
        Win32Error refused = new Win32Error(error);
        if (!refused.equals(Win32Error.ACCESS_DENIED)) {
            return new Win32Exception(refused, call, where);
        }
        String what = call.startsWith("R") ? "smb.denied-service" : "smb.denied";
        return new Win32Exception(refused, call, where, what);
    }
}
