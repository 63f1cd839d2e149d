package dev.eku.inspect;

import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.product.ImagePath;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.time.Instant;
import java.util.Optional;

/**
 * The key of a service: what the service manager makes its answers of. The answer itself is expanded already, and does
 * not tell whether it was. Not thread-safe.
 */
final class ServiceKey {
    static final String IMAGE_PATH = "ImagePath";

    static final String PARAMETERS = "Parameters";

    /** In the parameters of nssm and srvany: the program that they run. */
    static final String APPLICATION = "Application";

    /** Set where a 32-bit program made the service. */
    static final String WOW64 = "WOW64";

    private final Registry registry;
    private final ReadableKeys keys;
    private final KeyPath key;

    ServiceKey(Registry registry, ServiceName name) {
        this.registry = registry;
        this.keys = new ReadableKeys(registry);
        this.key = ServiceConfig.keyOf(name);
    }

    /**
     * The command line of a service.
     *
     * @param line empty if what is stored is no text
     * @param type the type of the value that is stored; empty if the line is the service manager's answer
     * @param written when the key was last written; empty if the host does not report it, or the key was not read
     * @param refused whether we may not read the key
     */
    record Command(Optional<ImagePath> line, Optional<String> type, Optional<Instant> written, boolean refused) {}

    /**
     * The command line as stored; as the service manager reports it, where the key cannot be read or does not hold it.
     */
    Command command(ServiceConfig config) {
        Optional<KeyContents> contents;
        try {
            contents = registry.read(RegistryView.VIEW_64, key);
        } catch (Win32Exception failure) {
            if (failure.code() != ErrorCode.ACCESS_DENIED) {
                throw failure;
            }
            return new Command(
                    Optional.of(ImagePath.answered(config.imagePath())), Optional.empty(), Optional.empty(), true);
        }
        Optional<RegistryValue> stored = contents.flatMap(held -> held.value(IMAGE_PATH));
        Optional<Instant> written = contents.flatMap(KeyContents::lastWritten);
        return stored.isPresent()
                ? new Command(
                        ImagePath.stored(stored.get(), isWow64()),
                        Optional.of(stored.get().typeName()),
                        written,
                        false)
                : new Command(Optional.of(ImagePath.answered(config.imagePath())), Optional.empty(), written, false);
    }

    /**
     * Whether a 32-bit program made the service; on 32-bit Windows, where every program is one, that counts for
     * nothing.
     */
    boolean isWow64() {
        return keys.read(RegistryView.VIEW_64, key)
                        .flatMap(held -> held.value(WOW64))
                        .filter(value -> value.asDword().orElse(0) != 0)
                        .isPresent()
                && !new HostEnvironment(registry).isOf32Bits();
    }

    KeyPath path() {
        return key;
    }

    /** The value of that name in the key's {@code Parameters}. */
    Optional<RegistryValue> parameter(String name) {
        return keys.read(RegistryView.VIEW_64, key.child(PARAMETERS)).flatMap(held -> held.value(name));
    }

    /** The key of the parameters, if it was asked for and may not be read. */
    Optional<KeyPath> refusedParameters() {
        KeyPath parameters = key.child(PARAMETERS);
        return keys.isRefused(RegistryView.VIEW_64, parameters) ? Optional.of(parameters) : Optional.empty();
    }
}
