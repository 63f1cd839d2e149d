package dev.eku.backend.windows;

import com.sun.jna.Native;
import dev.eku.host.HostFiles;
import java.util.Optional;

/**
 * The files of this machine, or of {@code \\server} through its administrative shares. Asks the API and not {@code java.nio},
 * which answers "no file" as well when we may not look or the server is not there. Thread-safe.
 */
final class WindowsFiles implements HostFiles {
    private static final int INVALID_FILE_ATTRIBUTES = -1;
    private static final int FILE_ATTRIBUTE_DIRECTORY = 0x10;

    private final Kernel kernel;
    private final WindowsPlace place;
    private final WindowsPath paths;

    /**
     * Touches nothing yet.
     *
     * @param server empty for this machine
     */
    WindowsFiles(Kernel kernel, WindowsPlace place, Optional<String> server) {
        this.kernel = kernel;
        this.place = place;
        this.paths = new WindowsPath(server);
    }

    @Override
    public boolean isFile(String path) {
        int attributes = kernel.GetFileAttributes(paths.forApi(path));
        if (attributes == INVALID_FILE_ATTRIBUTES) {
            return failOrAbsent("GetFileAttributes", path);
        }
        return (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
    }

    @Override
    public Optional<String> longPath(String path) {
        char[] units = new char[WindowsPath.LONGEST];
        int length = kernel.GetLongPathName(paths.forApi(path), units, units.length);
        if (length == 0 || length > units.length) {
            failOrAbsent("GetLongPathName", path);
            return Optional.empty();
        }
        return Optional.of(paths.fromApi(new String(units, 0, length), path));
    }

    /** False for what means that nothing is there, also that nothing can be there; throws for what prevents an answer. */
    private boolean failOrAbsent(String call, String path) {
        int error = Native.getLastError();
        return switch (error) {
            case 2, 3, 123, 161, 206 -> false;
            default -> throw place.failed(error, call, path);
        };
    }
}
