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
 * @param executable the executable below the folder of its product, or only its file name; empty if it is known from
 *     the service alone
 * @param path the path of the executable if the host reports no other: a default of the product, or a path that the
 *     user gave
 * @param service the service that runs it, if any
 * @param givenClr the runtime that was given; if it is empty, the executable decides
 * @param givenBitness the bitness that was given; if it is empty, the executable decides
 * @param settings the settings that it reads
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

    /** An application with a known runtime and bitness. */
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

    /**
     * An application of the user's own, found by the full path of its executable. The file decides runtime and bitness.
     */
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

    /** An application of the user's own, found through its service. Its executable decides runtime and bitness. */
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

    /** The same application, which is restarted with that service. */
    public Application runBy(ServiceName name) {
        return new Application(id, executable, path, Optional.of(name), givenClr, givenBitness, settings);
    }

    /** The same application with that runtime and bitness; an empty one is decided by the executable. */
    public Application on(Optional<Clr> clr, Optional<Bitness> bitness) {
        return new Application(id, executable, path, service, clr, bitness, settings);
    }

    /** The runtime. If none was given, it is version 4, which most programs use. */
    public Clr clr() {
        return givenClr.orElse(Clr.V4);
    }

    /** The bitness. If none was given, it is 64 bits, which most programs have. */
    public Bitness bitness() {
        return givenBitness.orElse(Bitness.BITS_64);
    }

    /** Whether the same executable also runs other people's code, which would then be exempt as well. */
    public static boolean isSharedHost(String path) {
        return KnownProgram.at(path).hostsTheClr();
    }
}
