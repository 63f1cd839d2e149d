package dev.eku.product;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.service.ServiceName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One .NET Framework process that reads a setting. Immutable.
 *
 * @param id a short name, for example {@code data-mcu}
 * @param executable the executable below its product's folder, or its bare file name; empty if only its service tells
 * @param path where the executable lies unless the host tells otherwise: a product's default or a path given by the user
 * @param service the service that runs it, if any
 * @param settings the settings it reads
 */
public record Application(
        String id,
        Optional<String> executable,
        Optional<String> path,
        Optional<ServiceName> service,
        Clr clr,
        Bitness bitness,
        Set<Setting> settings) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Executables that run other people's code: an exemption for one is an exemption for all that run in it. */
    private static final Set<String> SHARED_HOSTS = Set.of(
            "W3WP.EXE",
            "POWERSHELL.EXE",
            "POWERSHELL_ISE.EXE",
            "DLLHOST.EXE",
            "SVCHOST.EXE",
            "IISEXPRESS.EXE",
            "MMC.EXE");

    public Application {
        settings = Set.copyOf(settings);
        if (!ID.matcher(id).matches()) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "application", id, "data-mcu");
        }
        if (path.isEmpty() && service.isEmpty()) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "application " + id, "", "executable or service");
        }
    }

    /** An application of the user's own, found by the full path of its executable. */
    public static Application at(String id, String executable, Clr clr, Bitness bitness) {
        String path = ExecutablePath.given(executable);
        return new Application(
                id,
                Optional.of(ExecutablePath.fileName(path)),
                Optional.of(path),
                Optional.empty(),
                clr,
                bitness,
                Set.of(Setting.values()));
    }

    /** An application of the user's own, found through its service. */
    public static Application ofService(String id, ServiceName service, Clr clr, Bitness bitness) {
        return new Application(
                id, Optional.empty(), Optional.empty(), Optional.of(service), clr, bitness, Set.of(Setting.values()));
    }

    /** The same application, restarted by restarting that service. */
    public Application runBy(ServiceName name) {
        return new Application(id, executable, path, Optional.of(name), clr, bitness, settings);
    }

    /** Whether other people's code runs in the same executable, so that they would be exempt as well. */
    public static boolean isSharedHost(String path) {
        return SHARED_HOSTS.contains(ExecutablePath.fileName(path).toUpperCase(Locale.ROOT));
    }
}
