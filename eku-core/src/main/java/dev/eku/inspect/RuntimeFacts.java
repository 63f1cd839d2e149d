package dev.eku.inspect;

import dev.eku.product.Application;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What decides, in addition to the setting's own values, whether a process checks EKUs. It does not hold what cannot be
 * seen from outside: a switch that the program sets itself, and Windows' compatibility database. Immutable.
 *
 * @param config the executable's {@code .config} file; empty if the executable was not found
 * @param hostConfig the file that a host of the CLR passes to it in addition to its own file: {@code aspnet.config} of
 *     IIS; empty if there is none
 * @param machineConfig the file of the runtime, {@code machine.config}; empty if one of those decides, or nothing reads
 *     it
 * @param machineSwitch the value of {@link #SWITCH} in {@link #APP_CONTEXT}, in the view of the process
 * @param switchWritten when that key was last written; empty if the host does not report it, or there is no such key
 * @param globalWritten when the key of the machine-wide value was last written; empty as above
 * @param library whether the runtime's own library knows the setting
 * @param unreadable keys that may not be read, by the paths where 64-bit Windows stores them; everything else here
 *     treats them as absent
 */
public record RuntimeFacts(
        Application application,
        Optional<ConfigFile> config,
        Optional<ConfigFile> hostConfig,
        Optional<ConfigFile> machineConfig,
        Optional<RegistryValue> machineSwitch,
        Optional<Instant> switchWritten,
        Optional<Instant> globalWritten,
        SystemLibrary library,
        Set<KeyPath> unreadable) {
    public RuntimeFacts {
        unreadable = Set.copyOf(unreadable);
    }

    /** The key that says where Windows is, and so where {@code machine.config} and the library are. */
    public static final KeyPath WINDOWS = HostEnvironment.WINDOWS;

    /** The AppContext switch that turns the check off when it is true. */
    public static final String SWITCH = "Switch.System.Net.DontCheckCertificateEKUs";

    /** Where switches are set for the whole machine. */
    public static final KeyPath APP_CONTEXT = KeyPath.of("SOFTWARE", "Microsoft", ".NETFramework", "AppContext");

    /** The first release of .NET Framework 4 with AppContext switches, 4.6. */
    public static final long FIRST_WITH_SWITCHES = 393_295;

    /** The first release of .NET Framework 4 in which every library has the check, 4.7.1. */
    public static final long FIRST_SURE_TO_CHECK = 461_308;

    /** What the machine-wide switch says. Its type does not matter to .NET, but its length does. */
    public Optional<Boolean> machineWide() {
        return machineSwitch.flatMap(SwitchText::inRegistry);
    }

    /** What the {@code .config} files say about the switch. The first file that sets any switches counts. */
    public Optional<Boolean> configured() {
        return files().filter(ConfigFile::decides).findFirst().flatMap(ConfigFile::override);
    }

    /**
     * The files in the order in which they count. For a setting that is looked for in the application's file first, the
     * CLR reads that file, then the file that its host gave it, and then the machine's (.NET Framework,
     * {@code eeconfig.cpp}, SetupConfiguration).
     */
    private Stream<ConfigFile> files() {
        return Stream.of(config, hostConfig, machineConfig).flatMap(Optional::stream);
    }

    /**
     * The {@code .config} file that counts and cannot be used, so that eku does not know what it says about the switch.
     */
    public Optional<ConfigFile> hidden() {
        return files().filter(file -> file.decides() || isUnusable(file))
                .findFirst()
                .filter(RuntimeFacts::isUnusable);
    }

    private static boolean isUnusable(ConfigFile file) {
        return file.state() == ConfigFile.State.UNUSABLE;
    }

    /** Whether there is a {@code .config} file that counts and cannot be used. */
    public boolean isConfigHidden() {
        return hidden().isPresent();
    }

    /**
     * What the switch resolves to. {@code .config} files count before the registry; without any of them, the check is
     * on.
     */
    public boolean isSwitchedOff() {
        return configured().or(this::machineWide).orElse(false);
    }
}
