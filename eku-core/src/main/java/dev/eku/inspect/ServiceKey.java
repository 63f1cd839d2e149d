package dev.eku.inspect;

import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.product.ImagePath;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The key of a service, from which the service manager makes its answers. Such an answer is already expanded, and does
 * not show whether it was. Not thread-safe.
 */
final class ServiceKey {
    static final String IMAGE_PATH = "ImagePath";

    static final String PARAMETERS = "Parameters";

    /** The value in the parameters of nssm and srvany with the program that they run. */
    static final String APPLICATION = "Application";

    /** Set if a 32-bit program created the service. */
    static final String WOW64 = "WOW64";

    /** What the service manager adds to the variables of the service's process, as a list of NAME=VALUE. */
    static final String ENVIRONMENT = "Environment";

    /**
     * The prefix of the settings of the CLR. COMPLUS_Version and COMPLUS_InstallRoot decide which CLR is loaded
     * (NUnit's {@code clr.bat} starts programs under another version by the first of them).
     */
    private static final String RUNTIME = "COMPLUS_";

    private static final int LONGEST_NAME = 100;

    private static final List<String> COMMAND = List.of(IMAGE_PATH, ENVIRONMENT);

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
     * @param line empty if the stored value is not a text
     * @param type the type of the stored value; empty if the line is the service manager's answer
     * @param written when the key was last written; empty if the host does not report it, or the key was not read
     * @param refused whether this account may not read the key
     * @param runtimeVariables the names of the service's own variables that may change which runtime its process loads
     */
    record Command(
            Optional<ImagePath> line,
            Optional<String> type,
            Optional<Instant> written,
            boolean refused,
            List<String> runtimeVariables) {}

    /** The command line as stored. It is the service manager's answer if the key cannot be read or does not hold it. */
    Command command(ServiceConfig config) {
        Optional<KeyExcerpt> told;
        try {
            told = registry.excerpt(RegistryView.VIEW_64, key, COMMAND);
        } catch (Win32Exception failure) {
            if (failure.code() != ErrorCode.ACCESS_DENIED) {
                throw failure;
            }
            return new Command(
                    Optional.of(ImagePath.answered(config.imagePath())),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    List.of());
        }
        Optional<RegistryValue> stored = told.isPresent() ? told.get().value(IMAGE_PATH) : Optional.empty();
        Optional<Instant> written = told.isPresent() ? told.get().lastWritten() : Optional.empty();
        Optional<RegistryValue> environment = told.isPresent() ? told.get().value(ENVIRONMENT) : Optional.empty();
        List<String> variables = environment.isPresent() ? runtimeVariables(environment.get()) : List.of();
        return stored.isPresent()
                ? new Command(line(stored.get()), Optional.of(stored.get().typeName()), written, false, variables)
                : new Command(
                        Optional.of(ImagePath.answered(config.imagePath())),
                        Optional.empty(),
                        written,
                        false,
                        variables);
    }

    /** The mark of a 32-bit program matters only if Windows may start another file because of it. */
    private Optional<ImagePath> line(RegistryValue stored) {
        Optional<ImagePath> plain = ImagePath.stored(stored, false);
        return plain.isPresent() && plain.get().mayBeRedirected() ? ImagePath.stored(stored, isWow64()) : plain;
    }

    /**
     * The names of the variables that may change which runtime a .NET Framework process loads. Only .NET 5 and later
     * read variables that start with DOTNET_. The text is searched whatever type the value has.
     */
    static List<String> runtimeVariables(RegistryValue environment) {
        return Stream.of(new String(environment.bytes(), StandardCharsets.UTF_16LE).split("\0"))
                .filter(entry -> entry.regionMatches(true, 0, RUNTIME, 0, RUNTIME.length()))
                .map(entry -> entry.split("=", 2)[0].replaceAll("[^A-Za-z0-9_]", "?"))
                .map(name -> name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Whether a 32-bit program created the service. On 32-bit Windows the mark has no meaning, because every program is
     * a 32-bit program.
     */
    boolean isWow64() {
        Optional<RegistryValue> wow64 = keys.value(RegistryView.VIEW_64, key, WOW64);
        return wow64.isPresent() && wow64.get().asDword().orElse(0) != 0 && !new HostEnvironment(registry).isOf32Bits();
    }

    KeyPath path() {
        return key;
    }

    /** The value with that name in the key {@code Parameters} of the service. */
    Optional<RegistryValue> parameter(String name) {
        return keys.value(RegistryView.VIEW_64, key.child(PARAMETERS), name);
    }

    /** The key of the parameters, if it was asked for, but may not be read. */
    Optional<KeyPath> refusedParameters() {
        KeyPath parameters = key.child(PARAMETERS);
        return keys.isRefused(RegistryView.VIEW_64, parameters) ? Optional.of(parameters) : Optional.empty();
    }
}
