package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostFiles;
import dev.eku.product.ExecutablePath;
import dev.eku.product.KnownProgram;
import dev.eku.product.ServiceProgram.Starts;
import java.util.Optional;

/**
 * The paths of a host's files by their long names. Only long names show what a file is called: {@code SRVANY~1.EXE} may
 * be srvany or SrvAnything.exe. If the host does not report them, nothing is guessed. Not thread-safe.
 */
final class LongNames {
    private final HostFiles files;

    LongNames(HostFiles files) {
        this.files = files;
    }

    /** What a service starts, with the path by long names. */
    Optional<Starts> of(Starts starts) {
        Optional<String> path = of(starts.path());
        return path.isPresent() ? Optional.of(new Starts(path.get(), starts.arguments())) : Optional.empty();
    }

    /**
     * The path by long names. The host is asked if the path may hold 8.3 names, or if the file seems to be one of the
     * known programs, because any file can have such a name as its 8.3 name.
     *
     * @return empty if the host does not report it, because the file no longer exists or a folder may not be listed
     */
    Optional<String> of(String path) {
        if (!ExecutablePath.mayBeShort(path) && KnownProgram.at(path) == KnownProgram.NONE) {
            return Optional.of(path);
        }
        try {
            return files.longPath(path);
        } catch (EkuException failure) {
            if (failure.code() != ErrorCode.ACCESS_DENIED) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
