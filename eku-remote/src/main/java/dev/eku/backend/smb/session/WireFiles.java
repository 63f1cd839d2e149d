package dev.eku.backend.smb.session;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mserref.NtStatus;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMB2FileId;
import com.hierynomus.mssmb2.SMB2ImpersonationLevel;
import com.hierynomus.mssmb2.SMB2Packet;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.mssmb2.messages.SMB2Close;
import com.hierynomus.mssmb2.messages.SMB2CreateRequest;
import com.hierynomus.mssmb2.messages.SMB2CreateResponse;
import com.hierynomus.mssmb2.messages.SMB2ReadRequest;
import com.hierynomus.mssmb2.messages.SMB2ReadResponse;
import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.commons.concurrent.Futures;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smb.SMBBuffer;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.common.SmbPath;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Opens, reads and closes files of the host. The library's own calls do not tell what the answer that opens a file says
 * about it, and wait for each answer. Failures are the library's exceptions. Not thread-safe.
 */
public final class WireFiles implements Together.Channel {
    /** In the body of the answer that opens a file, where its size is (MS-SMB2 2.2.14). */
    private static final int SIZE_IN_BODY = 48;

    private static final int HEADER = 64;

    private final SmbLink link;

    WireFiles(SmbLink link) {
        this.link = link;
    }

    /**
     * What the answer that opened a file says about it. If two are equal, and no time is younger than a few seconds,
     * the file was not changed in between.
     *
     * @param created a FILETIME, as the others
     * @param changed when the content or anything else about the file was changed; 0 if the server does not tell
     */
    public record Stamp(long created, long written, long changed, long size) {}

    /** An open file or folder. Immutable. */
    public static final class OpenFile {
        private final DiskShare share;
        private final SMB2FileId id;
        private final boolean folder;
        private final Optional<Stamp> stamp;

        private OpenFile(DiskShare share, SMB2FileId id, boolean folder, Optional<Stamp> stamp) {
            this.share = share;
            this.id = id;
            this.folder = folder;
            this.stamp = stamp;
        }

        public boolean isFolder() {
            return folder;
        }

        /** Empty if the path leads over a link. */
        public Optional<Stamp> stamp() {
            return stamp;
        }
    }

    /** @param asker the question that has the file to itself, since it closes it */
    private record Open(WireFiles channel, Object asker, char drive, String path, boolean toRead)
            implements Together.Request {}

    private record Read(WireFiles channel, OpenFile file, long offset, int length) implements Together.Request {}

    /**
     * Opens a file to read it, or a file or folder to see what it is.
     *
     * @param path below the drive
     */
    public OpenFile open(char drive, String path, boolean toRead) {
        return (OpenFile) ask(new Open(this, link.together().asker(), drive, path, toRead));
    }

    /** What is there at that offset: perhaps fewer bytes, but none only at the end of the file. */
    public byte[] read(OpenFile file, long offset, int length) {
        return (byte[]) ask(new Read(this, file, offset, length));
    }

    /** Does not wait for the answer, since nothing depends on it: the end of the session closes it, too. */
    public void close(OpenFile file) {
        Session session = file.share.getTreeConnect().getSession();
        link.meter().unawaited(() -> {
            try {
                Future<SMB2Packet> unused = session.send(new SMB2Close(
                        dialect(session),
                        session.getSessionId(),
                        file.share.getTreeConnect().getTreeId(),
                        file.id));
            } catch (TransportException | RuntimeException lost) {
                // The next request finds that out.
            }
        });
    }

    private Object ask(Together.Request request) {
        return link.together().isAsking()
                ? link.together().answer(request)
                : start(request, true).get();
    }

    /** The library waits for the answer of the share that it connects. */
    @Override
    public boolean open(boolean first) {
        return false;
    }

    @Override
    public void requireOpen() {}

    @Override
    public Together.Sent send(List<Together.Request> requests) {
        List<Supplier<Object>> started = new ArrayList<>();
        for (Together.Request request : requests) {
            started.add(startOrRefusal(request));
        }
        return () -> {
            List<Supplier<Object>> answers = new ArrayList<>();
            for (Supplier<Object> answer : started) {
                answers.add(orRefusal(answer));
            }
            return answers;
        };
    }

    /** A drive may have no share, or not for this account. */
    private Supplier<Object> startOrRefusal(Together.Request request) {
        try {
            return start(request, false);
        } catch (SMBRuntimeException failure) {
            return () -> {
                throw failure;
            };
        }
    }

    private static Supplier<Object> orRefusal(Supplier<Object> answer) {
        try {
            Object told = answer.get();
            return () -> told;
        } catch (SMBRuntimeException failure) {
            return () -> {
                throw failure;
            };
        }
    }

    private Supplier<Object> start(Together.Request request, boolean awaited) {
        if (request instanceof Open open) {
            DiskShare share = link.drive(open.drive);
            Future<SMB2Packet> sent = send(share, create(share, open), awaited);
            long begun = System.nanoTime();
            return () -> opened(share, open, answer(sent, begun));
        }
        Read read = (Read) request;
        Session session = read.file.share.getTreeConnect().getSession();
        Future<SMB2Packet> sent = send(
                read.file.share,
                new SMB2ReadRequest(
                        dialect(session),
                        read.file.id,
                        session.getSessionId(),
                        read.file.share.getTreeConnect().getTreeId(),
                        read.offset,
                        Math.min(
                                read.length,
                                session.getConnection().getNegotiatedProtocol().getMaxReadSize())),
                awaited);
        long begun = System.nanoTime();
        return () -> read(answer(sent, begun), read);
    }

    private static SMB2CreateRequest create(DiskShare share, Open open) {
        Session session = share.getTreeConnect().getSession();
        return new SMB2CreateRequest(
                dialect(session),
                session.getSessionId(),
                share.getTreeConnect().getTreeId(),
                SMB2ImpersonationLevel.Impersonation,
                access(open),
                EnumSet.noneOf(FileAttributes.class),
                SMB2ShareAccess.ALL,
                SMB2CreateDisposition.FILE_OPEN,
                options(open),
                new SmbPath(share.getSmbPath(), open.path));
    }

    private static Set<AccessMask> access(Open open) {
        return open.toRead
                ? EnumSet.of(AccessMask.FILE_READ_DATA, AccessMask.FILE_READ_ATTRIBUTES)
                : EnumSet.of(AccessMask.FILE_READ_ATTRIBUTES);
    }

    private static Set<SMB2CreateOptions> options(Open open) {
        return open.toRead
                ? EnumSet.of(SMB2CreateOptions.FILE_NON_DIRECTORY_FILE)
                : EnumSet.noneOf(SMB2CreateOptions.class);
    }

    private OpenFile opened(DiskShare share, Open open, SMB2Packet answer) {
        long status = answer.getHeader().getStatusCode();
        if (status == NtStatus.STATUS_STOPPED_ON_SYMLINK.getValue()) {
            // The library follows the link.
            DiskEntry entry = share.open(
                    open.path,
                    access(open),
                    EnumSet.noneOf(FileAttributes.class),
                    SMB2ShareAccess.ALL,
                    SMB2CreateDisposition.FILE_OPEN,
                    options(open));
            return new OpenFile(entry.getDiskShare(), entry.getFileId(), !(entry instanceof File), Optional.empty());
        }
        if (status != NtStatus.STATUS_SUCCESS.getValue()) {
            throw new SMBApiException(answer.getHeader(), open.path);
        }
        if (!(answer instanceof SMB2CreateResponse told)) {
            throw new SMBRuntimeException("an answer to another request");
        }
        return new OpenFile(
                share,
                told.getFileId(),
                told.getFileAttributes().contains(FileAttributes.FILE_ATTRIBUTE_DIRECTORY),
                Optional.of(new Stamp(
                        told.getCreationTime().getWindowsTimeStamp(),
                        told.getLastWriteTime().getWindowsTimeStamp(),
                        told.getChangeTime().getWindowsTimeStamp(),
                        size(told))));
    }

    /** The library reads over the size. */
    private static long size(SMB2CreateResponse told) {
        try {
            SMBBuffer message = told.getBuffer();
            message.rpos(told.getHeader().getHeaderStartPosition() + HEADER + SIZE_IN_BODY);
            return message.readLong();
        } catch (Buffer.BufferException tooShort) {
            throw new SMBRuntimeException(tooShort);
        }
    }

    private static byte[] read(SMB2Packet answer, Read read) {
        long status = answer.getHeader().getStatusCode();
        if (status == NtStatus.STATUS_END_OF_FILE.getValue()) {
            return new byte[0];
        }
        if (status != NtStatus.STATUS_SUCCESS.getValue()) {
            throw new SMBApiException(answer.getHeader(), read.file.id.toString());
        }
        if (!(answer instanceof SMB2ReadResponse told) || told.getDataLength() > read.length) {
            throw new SMBRuntimeException("an answer to another request");
        }
        byte[] data = told.getData();
        return data == null ? new byte[0] : data;
    }

    private Future<SMB2Packet> send(DiskShare share, SMB2Packet request, boolean awaited) {
        Supplier<Future<SMB2Packet>> send = () -> {
            try {
                return share.getTreeConnect().getSession().send(request);
            } catch (TransportException lost) {
                throw new SMBRuntimeException(lost);
            }
        };
        return awaited ? send.get() : link.meter().awaitedLater(send);
    }

    /** The deadline counts from the sending, so that requests that hang together take one deadline. */
    private SMB2Packet answer(Future<SMB2Packet> sent, long begun) {
        // The library takes 0 for a wait without an end.
        long left = link.access().callDeadline().toNanos() - (System.nanoTime() - begun);
        try {
            return Futures.get(sent, Math.max(left, 1), TimeUnit.NANOSECONDS, TransportException.Wrapper);
        } catch (TransportException lost) {
            if (SmbFailures.isInterruption(lost)) {
                // So that the other answers are not waited for either.
                Thread.currentThread().interrupt();
            }
            throw new SMBRuntimeException(lost);
        }
    }

    private static SMB2Dialect dialect(Session session) {
        return session.getConnection().getNegotiatedProtocol().getDialect();
    }
}
