package dev.eku.backend.windows;

import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostRef;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;

/**
 * Describes where a call failed, and on which host. Immutable.
 *
 * @param ref the host as the user named it
 */
record WindowsErrors(HostRef ref) {
    Win32Exception failed(int error, String call) {
        return failure(error, call, ref.toString());
    }

    Win32Exception failed(int error, String call, RegistryView view, KeyPath key) {
        return failure(error, call, Message.of("windows.key", ref, view, key));
    }

    Win32Exception failed(int error, String call, RegistryView view, KeyPath key, String name) {
        Object shown = name.isEmpty() ? Message.of("windows.default-value") : name;
        return failure(error, call, Message.of("windows.value", ref, view, key, shown));
    }

    Win32Exception failed(int error, String call, ServiceName service) {
        return failure(error, call, Message.of("windows.service", ref, service));
    }

    Win32Exception failed(int error, String call, long process) {
        return new Win32Exception(
                new Win32Error(error), call, Message.of("windows.process", ref, String.valueOf(process)));
    }

    Win32Exception failed(int error, String call, String path) {
        return failure(error, call, Message.of("windows.file", ref, path));
    }

    /**
     * A handle to another machine is invalid only if the connection is lost. An invalid handle to this machine is a
     * mistake in eku.
     */
    private Win32Exception failure(int number, String call, Object where) {
        Win32Error error = new Win32Error(number);
        boolean unreachable =
                error.equals(Win32Error.INVALID_HANDLE) && ref.scheme().equals(HostRef.UNC);
        return unreachable
                ? new Win32Exception(ErrorCode.HOST_UNREACHABLE, error, call, where)
                : new Win32Exception(error, call, where);
    }
}
