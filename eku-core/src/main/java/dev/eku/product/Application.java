package dev.eku.product;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.service.ServiceName;
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
 * @param givenClr the runtime, where it was told; else the executable tells
 * @param givenBitness whether it is a 64-bit process, where that was told; else the executable tells
 * @param settings the settings it reads
 */
public record Application(
        String id,
        Optional<String> executable,
        Optional<String> path,
        Optional<ServiceName> service,
        Optional<Clr> givenClr,
        Optional<Bitness> givenBitness,
        Set<Setting> settings) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public Application {
        settings = Set.copyOf(settings);
        if (!ID.matcher(id).matches()) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "application", id, "data-mcu");
        }
        if (path.isEmpty() && service.isEmpty()) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "application " + id, "", "executable or service");
        }
    }

    /** One of which the runtime and the bitness are known. */
    public Application(
            String id,
            Optional<String> executable,
            Optional<String> path,
            Optional<ServiceName> service,
            Clr clr,
            Bitness bitness,
            Set<Setting> settings) {
        this(id, executable, path, service, Optional.of(clr), Optional.of(bitness), settings);
    }

    /** An application of the user's own, found by the full path of its executable, which tells its runtime and bitness. */
    public static Application at(String id, String executable) {
        String path = ExecutablePath.given(executable);
        return new Application(
                id,
                Optional.of(ExecutablePath.fileName(path)),
                Optional.of(path),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(Setting.values()));
    }

    /** An application of the user's own, found through its service; its executable tells its runtime and bitness. */
    public static Application ofService(String id, ServiceName service) {
        return new Application(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.of(service),
                Optional.empty(),
                Optional.empty(),
                Set.of(Setting.values()));
    }

    /** An application of the user's own, found by the full path of its executable. */
    public static Application at(String id, String executable, Clr clr, Bitness bitness) {
        return at(id, executable).on(Optional.of(clr), Optional.of(bitness));
    }

    /** An application of the user's own, found through its service. */
    public static Application ofService(String id, ServiceName service, Clr clr, Bitness bitness) {
        return ofService(id, service).on(Optional.of(clr), Optional.of(bitness));
    }

    /** The same application, restarted by restarting that service. */
    public Application runBy(ServiceName name) {
        return new Application(id, executable, path, Optional.of(name), givenClr, givenBitness, settings);
    }

    /** The same application, of which that is told, or nothing. */
    public Application on(Optional<Clr> clr, Optional<Bitness> bitness) {
        return new Application(id, executable, path, service, clr, bitness, settings);
    }

    /** The runtime; version 4, as of most programs, where nobody has told it. */
    public Clr clr() {
        return givenClr.orElse(Clr.V4);
    }

    /** Whether it is a 64-bit process, as most are, where nobody has told it. */
    public Bitness bitness() {
        return givenBitness.orElse(Bitness.BITS_64);
    }

    /** Whether other people's code runs in the same executable, so that they would be exempt as well. */
    public static boolean isSharedHost(String path) {
        return KnownProgram.at(path).hostsTheClr();
    }
}
