package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.Optional;

/** What eku needs to know of a host's files; read only. Paths are full Windows paths. */
public interface HostFiles {
    /** Whether there is a file (not a folder) at that path. */
    boolean isFile(String path);

    /**
     * The path with each 8.3 name in it replaced by the long one, as {@code GetLongPathName} does.
     *
     * @return empty if there is nothing at that path
     */
    Optional<String> longPath(String path);

    /**
     * The whole of a file. Costs what reading it costs, over a network several requests; asked for
     * of small files only, but by a diagnosis and a capture.
     *
     * @param limit the most bytes it may have
     * @return empty if there is no file at that path
     * @throws EkuException {@code FILE_TOO_LARGE} if it has more
     */
    Optional<byte[]> read(String path, int limit);

    /**
     * A part of a file: short where the file ends, empty past its end. Costs one request and what it carries, however large the
     * file is.
     *
     * @param offset the first byte, counted from 0
     * @param length the most bytes to read
     * @return empty if there is no file at that path
     * @throws IllegalArgumentException if the offset or the length is negative
     */
    Optional<byte[]> read(String path, long offset, int length);

    /** Refuses a part that no file can have. */
    static void requirePart(long offset, int length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no part of a file: " + length + " bytes from " + offset);
        }
    }

    /**
     * The refusal of a file that has more bytes than may be read.
     *
     * @param where the host and the path: a name, or a message
     */
    static EkuException tooLarge(Object where, int limit) {
        return EkuException.worded(ErrorCode.FILE_TOO_LARGE, "host.file-too-large", where, limit);
    }
}
