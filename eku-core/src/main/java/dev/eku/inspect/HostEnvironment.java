package dev.eku.inspect;

import dev.eku.product.ImagePath;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The machine-wide variables of a host, by upper-case name, as its registry tells them. Read once, at the first service whose
 * path may use them; most name none. Not thread-safe.
 */
final class HostEnvironment {
    private static final KeyPath VARIABLES =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment");
    private static final KeyPath WINDOWS = KeyPath.of("SOFTWARE", "Microsoft", "Windows NT", "CurrentVersion");
    private static final KeyPath FOLDERS = KeyPath.of("SOFTWARE", "Microsoft", "Windows", "CurrentVersion");

    private final Registry registry;
    private Optional<Map<String, String>> known = Optional.empty();

    HostEnvironment(Registry registry) {
        this.registry = registry;
    }

    /** The variables a command line may use; empty if it uses none. */
    Map<String, String> of(String commandLine) {
        if (!ImagePath.needsEnvironment(commandLine)) {
            return Map.of();
        }
        if (known.isEmpty()) {
            known = Optional.of(read());
        }
        return known.get();
    }

    private Map<String, String> read() {
        Map<String, String> variables = new HashMap<>();
        text(WINDOWS, "SystemRoot").ifPresent(folder -> {
            variables.put("SYSTEMROOT", folder);
            variables.put("WINDIR", folder);
            variables.put("SYSTEMDRIVE", folder.substring(0, Math.min(2, folder.length())));
        });
        text(FOLDERS, "ProgramFilesDir").ifPresent(folder -> {
            variables.put("PROGRAMFILES", folder);
            variables.put("PROGRAMW6432", folder);
        });
        text(FOLDERS, "ProgramFilesDir (x86)").ifPresent(folder -> variables.put("PROGRAMFILES(X86)", folder));
        text(FOLDERS, "CommonFilesDir").ifPresent(folder -> variables.put("COMMONPROGRAMFILES", folder));
        List<KeyContents.NamedValue> own = registry.read(RegistryView.VIEW_64, VARIABLES)
                .map(KeyContents::values)
                .orElse(List.of());
        for (KeyContents.NamedValue variable : own) {
            // A variable that refers to others (%SystemRoot%\TEMP) is of no use in the path of a service.
            variable.value()
                    .asString()
                    .filter(text -> text.indexOf('%') < 0)
                    .ifPresent(text -> variables.put(variable.name().toUpperCase(Locale.ROOT), text));
        }
        return variables;
    }

    /**
     * Where what is read is kept, as value names by key.
     *
     * @param variables the machine's own variables that are wanted, in upper case
     */
    static Map<KeyPath, String[]> places(Set<String> variables) {
        return Map.of(
                WINDOWS, new String[] {"SystemRoot"},
                FOLDERS, new String[] {"ProgramFilesDir", "ProgramFilesDir (x86)", "CommonFilesDir"},
                VARIABLES, variables.toArray(String[]::new));
    }

    /** The folder Windows is installed in. */
    static Optional<String> windows(Registry registry) {
        return registry.value(RegistryView.VIEW_64, WINDOWS, "SystemRoot").flatMap(RegistryValue::asString);
    }

    private Optional<String> text(KeyPath key, String name) {
        return registry.value(RegistryView.VIEW_64, key, name).flatMap(RegistryValue::asString);
    }
}
