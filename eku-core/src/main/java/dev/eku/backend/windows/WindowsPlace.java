package dev.eku.backend.windows;

import dev.eku.error.Messages;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostRef;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;

/**
 * Says where on which host a call failed. Immutable.
 *
 * @param ref the host as the user named it
 */
record WindowsPlace(HostRef ref) {
    Win32Exception failed(int error, String call) {
        return new Win32Exception(new Win32Error(error), call, ref.toString());
    }

    Win32Exception failed(int error, String call, RegistryView view, KeyPath key) {
        return new Win32Exception(new Win32Error(error), call, Messages.text("windows.key", ref, view, key));
    }

    Win32Exception failed(int error, String call, RegistryView view, KeyPath key, String name) {
        String shown = name.isEmpty() ? Messages.text("windows.default-value") : name;
        return new Win32Exception(new Win32Error(error), call, Messages.text("windows.value", ref, view, key, shown));
    }

    Win32Exception failed(int error, String call, ServiceName service) {
        return new Win32Exception(new Win32Error(error), call, Messages.text("windows.service", ref, service));
    }

    Win32Exception failed(int error, String call, String path) {
        return new Win32Exception(new Win32Error(error), call, Messages.text("windows.file", ref, path));
    }
}
