package dev.eku.backend.smb;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskShare;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbException;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.backend.smb.session.SmbStatus;
import dev.eku.backend.smb.session.WireFiles.OpenFile;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostFiles;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The files of the server through the administrative shares of its drives; read only. Not thread-safe. */
final class SmbFiles implements HostFiles {
    private static final Pattern ON_DRIVE = Pattern.compile("[A-Za-z]:\\\\[^\\x00-\\x1f*?\"<>|:/]+");

    /** The status codes that mean that nothing is there, or that nothing can be there. */
    private static final Set<Long> ABSENT = Set.of(
            0xC000_000FL, // NO_SUCH_FILE
            0xC000_0033L, // OBJECT_NAME_INVALID
            0xC000_0034L, // OBJECT_NAME_NOT_FOUND
            0xC000_0039L, // OBJECT_PATH_INVALID
            0xC000_003AL, // OBJECT_PATH_NOT_FOUND
            0xC000_003BL, // OBJECT_PATH_SYNTAX_BAD
            0xC000_0056L, // DELETE_PENDING
            0xC000_00BAL, // FILE_IS_A_DIRECTORY
            0xC000_0103L); // NOT_A_DIRECTORY

    private static final int PART = 1024 * 1024;

    private final SmbLink link;
    private final SmbErrors place;
    private final FileMemory memory;

    SmbFiles(SmbLink link) {
        this.link = link;
        this.memory = new FileMemory(link.clock());
        this.place = link.place();
    }

    @Override
    public boolean isFile(String path) {
        return isPossible(path)
                && look(path, () -> opened(path, false, file -> !file.isFolder()))
                        .orElse(false);
    }

    /** Each part is looked up in its folder, whose list contains its long name. */
    @Override
    public Optional<String> longPath(String path) {
        if (!isPossible(path)) {
            return Optional.empty();
        }
        String found = path.substring(0, 2);
        for (String name : below(path).split("\\\\", -1)) {
            String folder = below(found + "\\");
            Optional<String> longName = look(path, () -> first(link.drive(path.charAt(0)), folder, name))
                    .flatMap(first -> first);
            if (longName.isEmpty()) {
                return Optional.empty();
            }
            found = found + "\\" + longName.get();
        }
        return Optional.of(found);
    }

    /** Only the first entry is needed. Reading all of them could mean waiting for a list without an end. */
    private Optional<String> first(DiskShare share, String folder, String name) {
        Directory directory = share.openDirectory(
                folder,
                EnumSet.of(AccessMask.FILE_LIST_DIRECTORY, AccessMask.FILE_READ_ATTRIBUTES),
                EnumSet.noneOf(FileAttributes.class),
                SMB2ShareAccess.ALL,
                SMB2CreateDisposition.FILE_OPEN,
                EnumSet.of(SMB2CreateOptions.FILE_DIRECTORY_FILE));
        try {
            Iterator<FileIdBothDirectoryInformation> entries =
                    directory.iterator(FileIdBothDirectoryInformation.class, name);
            return entries.hasNext() ? Optional.of(entries.next().getFileName()) : Optional.empty();
        } finally {
            link.closeUnawaited(directory);
        }
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        if (!isPossible(path)) {
            return Optional.empty();
        }
        Optional<byte[]> all = look(path, () -> opened(path, true, file -> read(file, path, 0, limit + 1L)));
        if (all.isPresent() && all.get().length > limit) {
            throw HostFiles.tooLarge(place.file(path), limit);
        }
        return all;
    }

    @Override
    public Optional<byte[]> read(String path, long offset, int length) {
        HostFiles.requirePart(offset, length);
        return isPossible(path)
                ? look(path, () -> opened(path, true, file -> read(file, path, offset, length)))
                : Optional.empty();
    }

    /** Looks through an open file or folder, which is closed then. */
    private <T> T opened(String path, boolean toRead, Function<OpenFile, T> look) {
        OpenFile file = link.files().open(path.charAt(0), below(path), toRead);
        T seen;
        try {
            seen = look.apply(file);
        } catch (RuntimeException failure) {
            link.files().close(file);
            throw failure;
        }
        // Not if the answer is not there yet, which is an error: the file is needed for it.
        link.files().close(file);
        return seen;
    }

    private byte[] read(OpenFile file, String path, long offset, long length) {
        Optional<byte[]> known = memory.part(path, file.stamp(), offset, length);
        if (known.isPresent()) {
            return known.get();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ReadLimit slow = new ReadLimit(place.file(path));
        // The size saves the request that finds nothing.
        long most = file.stamp().isPresent()
                ? Math.min(length, Math.max(0, file.stamp().get().size() - offset))
                : length;
        while (all.size() < most) {
            byte[] part = link.files().read(file, offset + all.size(), (int) Math.min(PART, most - all.size()));
            if (part.length == 0) {
                break;
            }
            all.writeBytes(part);
            slow.inTime();
        }
        memory.keep(path, file.stamp(), offset, length, all.toByteArray());
        return all.toByteArray();
    }

    /** Whether such a path can exist: on a drive, without wildcards, without an empty part. */
    private static boolean isPossible(String path) {
        return ON_DRIVE.matcher(path).matches() && !path.contains("\\\\") && !path.endsWith("\\");
    }

    private static String below(String path) {
        return path.substring(3);
    }

    /** The answer of the share; empty if nothing is there. Throws for an error that prevents an answer. */
    private <T> Optional<T> look(String path, Supplier<T> question) {
        return link.perhapsTwice(() -> lookOnce(path, question));
    }

    private <T> Optional<T> lookOnce(String path, Supplier<T> question) {
        link.refresh();
        try {
            return Optional.of(question.get());
        } catch (SMBApiException refused) {
            if (ABSENT.contains(refused.getStatusCode())) {
                return Optional.empty();
            }
            if (SmbStatus.refusalOf(refused).isPresent()) {
                link.lose();
                throw link.failures().refused(refused, "open", place.file(path));
            }
            throw refused(refused, path);
        } catch (EkuException explained) {
            throw explained;
        } catch (RuntimeException lost) {
            link.lose();
            boolean gone = !Thread.currentThread().isInterrupted()
                    && SmbStatus.refusalOf(lost).isPresent();
            throw gone
                    ? link.failures().refused(lost, "open", place.file(path))
                    : link.failures().calling(lost, "open", place.file(path), false);
        }
    }

    private RuntimeException refused(SMBApiException refused, String path) {
        char drive = Character.toUpperCase(path.charAt(0));
        if (refused.getStatusCode() == SmbStatus.BAD_NETWORK_NAME) {
            return new SmbException(ErrorCode.UNSUPPORTED, "smb.no-share", place.ref(), drive).causedBy(refused);
        }
        if (refused.getStatusCode() == SmbStatus.ACCESS_DENIED) {
            return new SmbException(ErrorCode.ACCESS_DENIED, "smb.file-denied", place.file(path), drive)
                    .causedBy(refused);
        }
        return link.failures()
                .ofServer(refused, place.file(path))
                .orElseGet(() -> link.failures().calling(refused, "open", place.file(path), false));
    }
}
