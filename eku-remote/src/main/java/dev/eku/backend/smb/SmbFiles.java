package dev.eku.backend.smb;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbException;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.backend.smb.session.SmbStatus;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostFiles;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    SmbFiles(SmbLink link) {
        this.link = link;
        this.place = link.place();
    }

    @Override
    public boolean isFile(String path) {
        return isPossible(path) && look(path, share -> isFile(share, path)).orElse(false);
    }

    private boolean isFile(DiskShare share, String path) {
        DiskEntry entry = share.open(
                below(path),
                EnumSet.of(AccessMask.FILE_READ_ATTRIBUTES),
                Set.of(),
                SMB2ShareAccess.ALL,
                SMB2CreateDisposition.FILE_OPEN,
                Set.of());
        link.closeUnawaited(entry);
        return entry instanceof File;
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
            Optional<String> longName =
                    look(path, share -> first(share, folder, name)).flatMap(first -> first);
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
        return isPossible(path)
                ? look(path, share -> opened(share, path, file -> readAll(file, path, limit)))
                : Optional.empty();
    }

    @Override
    public Optional<byte[]> read(String path, long offset, int length) {
        HostFiles.requirePart(offset, length);
        return isPossible(path)
                ? look(path, share -> opened(share, path, file -> readPart(file, path, offset, length)))
                : Optional.empty();
    }

    private byte[] opened(DiskShare share, String path, Function<File, byte[]> reader) {
        File file = share.openFile(
                below(path),
                EnumSet.of(AccessMask.FILE_READ_DATA, AccessMask.FILE_READ_ATTRIBUTES),
                EnumSet.noneOf(FileAttributes.class),
                SMB2ShareAccess.ALL,
                SMB2CreateDisposition.FILE_OPEN,
                EnumSet.of(SMB2CreateOptions.FILE_NON_DIRECTORY_FILE));
        try {
            return reader.apply(file);
        } finally {
            link.closeUnawaited(file);
        }
    }

    private byte[] readAll(File file, String path, int limit) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        ReadLimit slow = new ReadLimit(place.file(path));
        for (int read = file.read(part, 0); read > 0; read = file.read(part, all.size())) {
            all.write(part, 0, read);
            if (all.size() > limit) {
                throw HostFiles.tooLarge(place.file(path), limit);
            }
            slow.inTime();
        }
        return all.toByteArray();
    }

    private byte[] readPart(File file, String path, long offset, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[Math.min(PART, length)];
        ReadLimit slow = new ReadLimit(place.file(path));
        while (all.size() < length) {
            int read = file.read(part, offset + all.size(), 0, Math.min(part.length, length - all.size()));
            if (read <= 0) {
                break;
            }
            all.write(part, 0, read);
            slow.inTime();
        }
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
    private <T> Optional<T> look(String path, Function<DiskShare, T> question) {
        return link.perhapsTwice(() -> lookOnce(path, question));
    }

    private <T> Optional<T> lookOnce(String path, Function<DiskShare, T> question) {
        link.refresh();
        try {
            return Optional.of(question.apply(link.drive(path.charAt(0))));
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
