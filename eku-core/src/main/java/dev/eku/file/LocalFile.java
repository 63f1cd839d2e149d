package dev.eku.file;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Files of the machine that eku runs on: plans, inventories, snapshots, exports, certificates, reports. What is no
 * ordinary file is refused before it is opened, since a device has no end and a pipe may have no writer. Thread-safe.
 */
public final class LocalFile {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 4_096;

    /** What says by its type that something else is wrong than too little room. */
    private static final List<Class<? extends IOException>> TYPED = List.of(
            NoSuchFileException.class,
            AccessDeniedException.class,
            NotDirectoryException.class,
            FileAlreadyExistsException.class);

    private LocalFile() {}

    /**
     * Opens an ordinary file.
     *
     * @throws EkuException {@code FILE_FAILURE}: it is missing, denied, a folder, a device or a pipe, or links in a
     *     circle
     */
    public static InputStream open(Path file) {
        try {
            requireOrdinary(file);
            return Files.newInputStream(file);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    /**
     * Reads a file, and no more of it than one byte above a limit, whatever its size is said to be.
     *
     * @return at most {@code limit + 1} bytes; where there are that many the file is too large
     * @throws EkuException {@code FILE_FAILURE} as {@link #open}
     */
    public static byte[] read(Path file, int limit) {
        try (InputStream in = open(file)) {
            return in.readNBytes(limit + 1);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    /**
     * Writes a file beside the place where it is to be and moves it there, its folder made first: nobody ever sees half
     * of it, and where that fails an older one stands as it was.
     *
     * @throws EkuException {@code FILE_FAILURE}: denied, no ordinary file stands there, or the disk is full
     */
    public static void write(Path file, byte[] content) {
        write(file, ".eku-" + UUID.randomUUID() + ".tmp", content);
    }

    /**
     * The same for a file that one run at a time has: by a name beside it that is always the same, so that no more is
     * left by runs that are killed than one file, which the next write takes away.
     *
     * @throws EkuException as {@link #write}
     */
    public static void replace(Path file, byte[] content) {
        write(file, file.getFileName() + ".tmp", content);
    }

    private static void write(Path file, String besideName, byte[] content) {
        try {
            Path target = target(file);
            Path beside = target.resolveSibling(besideName);
            try {
                Files.deleteIfExists(beside);
                write(beside, ByteBuffer.wrap(content));
                move(beside, target);
            } finally {
                Files.deleteIfExists(beside);
            }
            forceFolder(target.resolveSibling("."));
        } catch (IOException failure) {
            throw unwritten(file, content.length, failure);
        }
    }

    /** Where a file is to be written: behind its links, in a folder that is made where it is missing. */
    private static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        if (target.getParent() != null) {
            Files.createDirectories(target.getParent());
        }
        try {
            requireOrdinary(file);
            return target.toRealPath();
        } catch (NoSuchFileException absent) {
            if (Files.isSymbolicLink(target) || hasImpossibleName(target)) {
                throw absent;
            }
            return target;
        }
    }

    /**
     * Adds to the end of a file and returns when that is on disk; makes the file, and its folder, where they are
     * missing.
     *
     * @throws EkuException as {@link #write}
     */
    public static void append(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            if (Files.exists(target)) {
                requireOrdinary(file);
            }
            Files.write(
                    target, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        } catch (IOException failure) {
            throw unwritten(file, content.length, failure);
        }
    }

    /**
     * Requires an ordinary file that is there, before somebody opens it in another way than by {@link #open}.
     *
     * @return its path without links
     * @throws EkuException as {@link #open}
     */
    public static Path ordinary(Path file) {
        try {
            requireOrdinary(file);
            return file.toRealPath();
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    /** Makes the new name last, where a folder can be opened for that; Windows does it by itself. */
    private static void forceFolder(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException notPossibleHere) {
            // The file itself is on disk already.
        }
    }

    /**
     * Proves that {@link #write} can write a file there, by the same steps: a new file is made beside it and taken
     * away, and one that is there is replaced by its own content.
     *
     * @throws EkuException {@code FILE_FAILURE} as {@link #write}, but for a disk that is full by then
     */
    public static void requireWritable(Path file) {
        try {
            Path target = target(file);
            Path beside = target.resolveSibling(".eku-" + UUID.randomUUID() + ".tmp");
            try {
                if (Files.exists(target)) {
                    // Not by copying: its attributes, such as read-only, are not to be those of the copy.
                    try (InputStream old = Files.newInputStream(target)) {
                        Files.copy(old, beside);
                    }
                    move(beside, target);
                } else {
                    Files.createFile(beside);
                }
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException failure) {
            throw unwritten(file, 0, failure);
        }
    }

    /**
     * Deletes a file, if there is one.
     *
     * @throws EkuException {@code FILE_FAILURE}
     */
    public static void delete(Path file) {
        try {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw unwritten(file, 0, failure);
        }
    }

    /**
     * What tells a file from others, whatever links lead to it: two paths are of one file if they have any of these in
     * common. A file that is not there has only its path.
     */
    public static Set<Object> identity(Path file) {
        try {
            Set<Object> identity = new HashSet<>(Set.of(file.toRealPath()));
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            if (key != null) {
                identity.add(key);
            }
            return identity;
        } catch (IOException absent) {
            return Set.of(file.toAbsolutePath().normalize());
        }
    }

    private static void write(Path file, ByteBuffer content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What went wrong when that file was read, in words of ours. */
    public static EkuException unreadable(Path file, IOException failure) {
        return failed(file, failure, "file.unreadable");
    }

    /** What went wrong when that much was to be written to that file, in words of ours. */
    public static EkuException unwritten(Path file, int size, IOException failure) {
        return isFull(file.toAbsolutePath(), size, failure)
                ? EkuException.worded(failure, ErrorCode.FILE_FAILURE, "file.full", file)
                : failed(file, failure, "file.unwritable");
    }

    private static EkuException failed(Path file, IOException failure, String otherwise) {
        String key = otherwise;
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            key = "file.link";
        } else if (failure instanceof NoSuchFileException) {
            // Windows may call a name missing that no file can have.
            key = hasImpossibleName(file)
                    ? "file.too-long"
                    : otherwise.equals("file.unwritable") ? "file.no-folder" : "file.missing";
        } else if (failure instanceof AccessDeniedException) {
            key = "file.denied";
        } else if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            key = "file.no-folder";
        } else if (isTooLong(file)) {
            key = "file.too-long";
        } else if (otherwise.equals("file.unreadable") && !Files.exists(file)) {
            key = "file.missing";
        }
        return EkuException.worded(failure, ErrorCode.FILE_FAILURE, key, file);
    }

    private static boolean hasImpossibleName(Path file) {
        for (Path name : file) {
            if (name.toString().length() > LONGEST_NAME) {
                return true;
            }
        }
        return false;
    }

    /** Longer than what Linux and Windows take: 255 for one name, and some thousands in all. */
    private static boolean isTooLong(Path file) {
        for (Path name : file) {
            if (name.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                return true;
            }
        }
        return file.toString().getBytes(StandardCharsets.UTF_8).length >= LONGEST_PATH;
    }

    /** The system says so in its own language only; that there is no room is seen as well. */
    private static boolean isFull(Path file, int size, IOException failure) {
        String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("no space left") || said.contains("quota exceeded") || said.contains("not enough space")) {
            return true;
        }
        if (TYPED.stream().anyMatch(type -> type.isInstance(failure)) || isTooLong(file)) {
            return false;
        }
        try {
            Path folder = file.getParent();
            if (folder == null) {
                return false;
            }
            // What is no disk, or can only be read, has no room for anything, and is not full.
            FileStore store = Files.getFileStore(folder);
            return !store.isReadOnly() && store.getTotalSpace() > 0 && store.getUsableSpace() < size;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static void requireOrdinary(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (!found.isRegularFile()) {
            throw EkuException.worded(
                    ErrorCode.FILE_FAILURE, found.isDirectory() ? "file.folder" : "file.special", file);
        }
    }
}
