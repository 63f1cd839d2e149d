package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.Optional;

/** What eku needs to know about the files of a host. It only reads. Paths are full Windows paths. */
public interface HostFiles {
    /** Whether there is a file (not a folder) at that path. */
    boolean isFile(String path);

    /**
     * The path with each 8.3 name replaced by the long name, as {@code GetLongPathName} does it.
     *
     * @return empty if there is nothing at that path
     */
    Optional<String> longPath(String path);

    /**
     * A complete file. Over a network this costs several requests. So eku reads only small files in this way, except in
     * a diagnosis and a capture.
     *
     * @param limit the most bytes that it may have
     * @return empty if there is no file at that path
     * @throws EkuException {@code FILE_TOO_LARGE} if it has more
     */
    Optional<byte[]> read(String path, int limit);

    /**
     * A part of a file. It is shorter if the file ends, and empty behind the end of the file. It costs one request,
     * however large the file is.
     *
     * @param offset the first byte, counted from 0
     * @param length the most bytes to read
     * @return empty if there is no file at that path
     * @throws IllegalArgumentException if the offset or the length is negative
     */
    Optional<byte[]> read(String path, long offset, int length);

    /** Refuses a part with a negative offset or length. */
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
