package dev.eku.inspect;

import dev.eku.product.Bitness;
import dev.eku.product.ImagePath;
import dev.eku.product.NestedVariables;
import dev.eku.product.Variables;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The machine-wide variables of a host, by upper-case name, as its registry holds them. They are read once, for the
 * first service whose path may use them; most paths use none. Not thread-safe.
 */
final class HostEnvironment {
    private static final KeyPath VARIABLES =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment");
    /** The key that says where Windows is. */
    static final KeyPath WINDOWS = KeyPath.of("SOFTWARE", "Microsoft", "Windows NT", "CurrentVersion");

    private static final KeyPath FOLDERS = KeyPath.of("SOFTWARE", "Microsoft", "Windows", "CurrentVersion");
    private static final KeyPath PROFILES = WINDOWS.child("ProfileList");

    private static final String ARCHITECTURE = "PROCESSOR_ARCHITECTURE";

    private final ReadableKeys keys;
    private Optional<Variables> known = Optional.empty();

    HostEnvironment(Registry registry) {
        this.keys = new ReadableKeys(registry);
    }

    /** The variables that a command line may use; none if it uses none. */
    Variables of(ImagePath line) {
        return line.needsVariables() ? all() : Variables.NONE;
    }

    private Variables all() {
        if (known.isEmpty()) {
            known = Optional.of(expanded());
        }
        return known.get();
    }

    /**
     * The names of the machine's own variables that a command line uses, including those that other variables refer to.
     */
    Set<String> names(ImagePath line) {
        Set<String> names = new LinkedHashSet<>(line.expandable() ? line.variables() : List.of());
        if (line.isBare()) {
            names.add("PATH");
        }
        Map<String, RegistryValue> own = names.isEmpty() ? Map.of() : own();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            Optional<String> text = Optional.ofNullable(own.get(open.remove())).flatMap(RegistryValue::asString);
            for (String inner : text.map(ImagePath::variables).orElse(List.of())) {
                if (names.add(inner)) {
                    open.add(inner);
                }
            }
        }
        return names;
    }

    private Variables expanded() {
        Map<String, String> variables = system();
        Map<String, String> open = new LinkedHashMap<>();
        // By default, these paths name the system drive by a variable.
        String data = keys.text(PROFILES, "ProgramData").orElse("%SystemDrive%\\ProgramData");
        String shared = keys.text(PROFILES, "Public").orElse("%SystemDrive%\\Users\\Public");
        if (!keys.isRefused(RegistryView.VIEW_64, PROFILES)) {
            open.put("PROGRAMDATA", data);
            open.put("ALLUSERSPROFILE", data);
            open.put("PUBLIC", shared);
        }
        own().forEach((name, value) -> value.asString().ifPresent(text -> {
            boolean refers = value.typeName().equals("REG_EXPAND_SZ") && text.indexOf('%') >= 0;
            open.remove(name);
            (refers ? open : variables).put(name, text);
        }));
        return NestedVariables.expanded(variables, open);
    }

    private Map<String, String> system() {
        Map<String, String> variables = new HashMap<>();
        keys.text(WINDOWS, "SystemRoot").ifPresent(folder -> {
            variables.put("SYSTEMROOT", folder);
            variables.put("WINDIR", folder);
            variables.put("SYSTEMDRIVE", folder.substring(0, Math.min(2, folder.length())));
        });
        keys.text(FOLDERS, "ProgramFilesDir").ifPresent(folder -> {
            variables.put("PROGRAMFILES", folder);
            variables.put("PROGRAMW6432", folder);
        });
        keys.text(FOLDERS, "ProgramFilesDir (x86)").ifPresent(folder -> variables.put("PROGRAMFILES(X86)", folder));
        keys.text(FOLDERS, "CommonFilesDir").ifPresent(folder -> {
            variables.put("COMMONPROGRAMFILES", folder);
            variables.put("COMMONPROGRAMW6432", folder);
        });
        keys.text(FOLDERS, "CommonFilesDir (x86)")
                .ifPresent(folder -> variables.put("COMMONPROGRAMFILES(X86)", folder));
        return variables;
    }

    /** The variables set for the machine, by upper-case name. */
    private Map<String, RegistryValue> own() {
        Map<String, RegistryValue> own = new LinkedHashMap<>();
        for (KeyContents.NamedValue variable : keys.read(RegistryView.VIEW_64, VARIABLES)
                .map(KeyContents::values)
                .orElse(List.of())) {
            own.put(variable.name().toUpperCase(Locale.ROOT), variable.value());
        }
        return own;
    }

    /**
     * Where the values that are read are stored, as value names by key.
     *
     * @param variables the machine's own variables that are wanted, in upper case
     */
    static Map<KeyPath, String[]> places(Set<String> variables) {
        return Map.of(
                WINDOWS, new String[] {"SystemRoot"},
                FOLDERS,
                        new String[] {
                            "ProgramFilesDir", "ProgramFilesDir (x86)", "CommonFilesDir", "CommonFilesDir (x86)"
                        },
                PROFILES, new String[] {"ProgramData", "Public"},
                VARIABLES,
                        Stream.concat(variables.stream(), Stream.of(ARCHITECTURE))
                                .distinct()
                                .toArray(String[]::new));
    }

    /**
     * Whether this is 32-bit Windows, by the machine-wide PROCESSOR_ARCHITECTURE. On 64-bit Windows it is {@code AMD64}
     * or {@code ARM64} for every process that asks.
     */
    boolean isOf32Bits() {
        Optional<RegistryValue> architecture = keys.value(RegistryView.VIEW_64, VARIABLES, ARCHITECTURE);
        return architecture.isPresent()
                && architecture.get().asString().orElse("").equalsIgnoreCase("x86");
    }

    /** The registry view that a process of that bitness reads on this host. */
    RegistryView view(Bitness bitness) {
        return isOf32Bits() ? RegistryView.ONLY : bitness.view();
    }

    /** The registry views that this host has. */
    List<RegistryView> views() {
        return isOf32Bits() ? List.of(RegistryView.ONLY) : RegistryView.BOTH;
    }

    /** The folder in which Windows is installed. */
    static Optional<String> windows(ReadableKeys keys) {
        return keys.text(WINDOWS, "SystemRoot");
    }

    /** What is not known about the host because its own variables may not be read. */
    Optional<Message> doubt() {
        return keys.isRefused(RegistryView.VIEW_64, VARIABLES)
                ? Optional.of(Message.of("inspect.doubt.architecture", VARIABLES))
                : Optional.empty();
    }

    /** The keys that were asked for variables, but may not be read. */
    Set<KeyPath> refused() {
        return keys.refused();
    }
}
