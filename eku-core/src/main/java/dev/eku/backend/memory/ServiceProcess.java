package dev.eku.backend.memory;

import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that runs a service, with the registry as it was when the process started. Immutable.
 *
 * @param executable the full path with which it was started, without 8.3 names, which .NET calls its main module
 * @param file the full path of the file that it runs, with links resolved; empty if it may not be known
 * @param registry as it was when the process started, or later if the process is older than the memory host
 */
record ServiceProcess(long id, Instant started, String executable, Optional<String> file, RegistryTree registry) {
    /**
     * Whether .NET in this process skips the check of the setting: the application's own value or the machine-wide
     * value is DWORD 0.
     */
    boolean isExempt(Setting setting, Clr clr, Bitness bitness) {
        Optional<RegistryValue> own = value(bitness.view(), RegistryTarget.keyOf(setting, clr), executable);
        if (own.filter(RegistryValue::failsNet).isPresent()) {
            return false;
        }
        return Stream.concat(
                        own.stream(),
                        value(bitness.view(), RegistryTarget.runtimeKey(clr), setting.globalName()).stream())
                .anyMatch(RegistryValue::isZeroToNet);
    }

    private Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        return registry.find(registry.stored(view, key))
                .filter(this::isOlder)
                .flatMap(found -> found.value(name))
                .map(NamedValue::value);
    }

    /**
     * This matters only for a process that is older than the memory host: it has not seen what was written after its
     * start.
     */
    private boolean isOlder(RegistryNode key) {
        return key.lastWritten().map(written -> !written.isAfter(started)).orElse(true);
    }
}
