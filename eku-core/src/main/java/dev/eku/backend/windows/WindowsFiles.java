package dev.eku.backend.windows;

import com.sun.jna.Native;
import com.sun.jna.platform.win32.WinBase;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import dev.eku.error.Win32Code;
import dev.eku.host.HostFiles;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of this machine, or of {@code \\server} through its administrative shares. It uses the API and not
 * {@code java.nio}, which also answers "no file" if access is denied or the server cannot be reached. Thread-safe.
 */
final class WindowsFiles implements HostFiles {
    private static final int INVALID_FILE_ATTRIBUTES = -1;
    private static final int FILE_ATTRIBUTE_DIRECTORY = 0x10;

    private static final int GENERIC_READ = 0x8000_0000;
    /** Others may read, write and delete the file in the meantime. */
    private static final int SHARE_ALL = 0x7;

    private static final int OPEN_EXISTING = 3;
    private static final int FILE_FLAG_SEQUENTIAL_SCAN = 0x0800_0000;

    private static final int PART = 256 * 1024;

    private final Kernel kernel;
    private final WindowsErrors place;
    private final WindowsPath paths;

    /**
     * Opens nothing yet.
     *
     * @param server empty for this machine
     */
    WindowsFiles(Kernel kernel, WindowsErrors place, Optional<String> server) {
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

    @Override
    public Optional<byte[]> read(String path, int limit) {
        return opened(path, FILE_FLAG_SEQUENTIAL_SCAN, file -> readAll(file, path, limit));
    }

    @Override
    public Optional<byte[]> read(String path, long offset, int length) {
        HostFiles.requirePart(offset, length);
        return opened(path, 0, file -> readPart(file, path, offset, length));
    }

    private Optional<byte[]> opened(String path, int flags, Function<HANDLE, byte[]> reader) {
        if (!isFile(path)) {
            return Optional.empty();
        }
        HANDLE file = kernel.CreateFile(paths.forApi(path), GENERIC_READ, SHARE_ALL, null, OPEN_EXISTING, flags, null);
        if (WinBase.INVALID_HANDLE_VALUE.equals(file)) {
            failOrAbsent("CreateFile", path);
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(file));
        } finally {
            kernel.CloseHandle(file);
        }
    }

    /** Reads at the offset that each call names, so no second call is needed to set the position. */
    private byte[] readPart(HANDLE file, String path, long offset, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[Math.min(PART, length)];
        IntByReference read = new IntByReference();
        while (all.size() < length) {
            WinBase.OVERLAPPED place = new WinBase.OVERLAPPED();
            long from = offset + all.size();
            place.Offset = (int) from;
            place.OffsetHigh = (int) (from >>> 32);
            if (!kernel.ReadFile(file, part, Math.min(part.length, length - all.size()), read, place)) {
                int error = Native.getLastError();
                // The error for a read with an offset beyond the end of the file (Microsoft Learn, "ReadFile
                // function").
                if (error == Win32Code.HANDLE_EOF) {
                    break;
                }
                throw this.place.failed(error, "ReadFile", path);
            }
            if (read.getValue() == 0) {
                break;
            }
            all.write(part, 0, read.getValue());
        }
        return all.toByteArray();
    }

    private byte[] readAll(HANDLE file, String path, int limit) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        IntByReference read = new IntByReference();
        while (true) {
            if (!kernel.ReadFile(file, part, part.length, read, null)) {
                throw place.failed(Native.getLastError(), "ReadFile", path);
            }
            if (read.getValue() == 0) {
                return all.toByteArray();
            }
            all.write(part, 0, read.getValue());
            if (all.size() > limit) {
                throw HostFiles.tooLarge(place.ref() + " " + path, limit);
            }
        }
    }

    /**
     * False for an error that means that nothing is there, or that nothing can be there. Throws for an error that
     * prevents an answer.
     */
    private boolean failOrAbsent(String call, String path) {
        int error = Native.getLastError();
        return switch (error) {
            case 2, 3, 123, 161, 206 -> false;
            default -> throw place.failed(error, call, path);
        };
    }
}
