package dev.eku.backend.smb.session;

import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMB2Packet;
import com.hierynomus.mssmb2.messages.SMB2Logoff;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smb.SMBPacket;
import com.hierynomus.smb.SMBPacketData;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.common.SmbPath;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.PipeShare;
import com.hierynomus.smbj.share.Share;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One connection to a server, logged on. After that, failures are the library's exceptions. Not thread-safe. */
final class SmbWire implements AutoCloseable {
    private final HostAccess access;
    private final TrafficMeter meter;
    private final Connection connection;
    private final Session session;

    private SmbWire(HostAccess access, TrafficMeter meter, Connection connection, Session session) {
        this.access = access;
        this.meter = meter;
        this.connection = connection;
        this.session = session;
    }

    /**
     * Connects and logs on. The connection is always signed, and encrypted if the server supports it.
     *
     * @param meter counts what is exchanged
     * @throws SmbException that says why it failed
     */
    static SmbWire connect(SmbErrors place, HostAccess access, TrafficMeter meter) {
        try (Logon logon = Logon.of(place, access)) {
            return connect(place, access, logon, meter);
        }
    }

    private static SmbWire connect(SmbErrors place, HostAccess access, Logon logon, TrafficMeter meter) {
        GuardedTransport<SMBPacketData<?>, SMBPacket<?, ?>> transport = new GuardedTransport<>(meter);
        SMBClient client = new SMBClient(config(access, logon, transport));
        Connection connection;
        try {
            connection = client.connect(place.server(), place.port());
        } catch (IOException | RuntimeException failure) {
            transport.disconnect();
            throw new SmbFailures(place, access).connecting(failure);
        }
        try {
            boolean encrypted = connection.getConnectionContext().clientPrefersEncryption();
            if (access.encryptionRequired() && !encrypted) {
                throw new SmbException(
                        ErrorCode.UNSUPPORTED,
                        "smb.no-encryption",
                        place.ref(),
                        connection.getNegotiatedProtocol().getDialect());
            }
            Session session = connection.authenticate(logon.context());
            if (session.isAnonymous()) {
                throw new SmbException(ErrorCode.ACCESS_DENIED, "smb.guest", place.ref(), logon.user());
            }
            return new SmbWire(access, meter, connection, session);
        } catch (SmbException refused) {
            disconnect(connection);
            throw refused;
        } catch (RuntimeException failure) {
            disconnect(connection);
            throw logon.refused(failure, ahead(connection));
        }
    }

    private static SmbConfig config(
            HostAccess access, Logon logon, GuardedTransport<SMBPacketData<?>, SMBPacket<?, ?>> transport) {
        return SmbConfig.builder()
                .withDialects(SMB2Dialect.SMB_3_1_1, SMB2Dialect.SMB_3_0_2, SMB2Dialect.SMB_3_0, SMB2Dialect.SMB_2_1)
                .withSigningRequired(true)
                .withEncryptData(true)
                .withDfsEnabled(false)
                .withAuthenticators(List.of(logon.mechanism()))
                .withSocketFactory(new PromptSockets(access.connectDeadline()))
                .withTransportLayerFactory(transport)
                .withTimeout(access.callDeadline().toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    /** How far the server's clock is ahead of ours, according to its first answer. */
    Duration ahead() {
        return ahead(connection);
    }

    private static Duration ahead(Connection connection) {
        Long behind = connection.getConnectionContext().getTimeOffsetMillis();
        Duration offset = behind == null ? Duration.ZERO : Duration.ofMillis(-behind);
        // Zero as a FILETIME is the year 1601. It means that the server reports no time.
        return offset.abs().compareTo(Duration.ofDays(365L * 50)) > 0 ? Duration.ZERO : offset;
    }

    /** Opens a pipe of the server. What is returned waits for that, once. */
    Supplier<WirePipe> openPipe(String name) {
        Share share = session.connectShare("IPC$");
        if (!(share instanceof PipeShare pipes)) {
            throw new SMBRuntimeException("IPC$ is no share of pipes");
        }
        WirePipe pipe = new WirePipe(session, pipes.getTreeConnect().getTreeId(), name, access.callDeadline(), meter);
        return pipe.open(new SmbPath(pipes.getSmbPath(), name));
    }

    /** A drive's administrative share. */
    DiskShare drive(char letter) {
        Share share = session.connectShare(letter + "$");
        if (!(share instanceof DiskShare disk)) {
            throw new SMBRuntimeException(letter + "$ is no share of files");
        }
        return disk;
    }

    boolean isConnected() {
        return connection.isConnected();
    }

    /** Closes the connection without a message, because it is lost or because its next message is not known. */
    void abandon() {
        disconnect(connection);
    }

    /**
     * Logs off, which frees everything that is open there, and disconnects. The answer is not waited for, since the
     * server frees the same when the connection ends.
     */
    @Override
    public void close() {
        try {
            if (connection.isConnected()) {
                SMB2Dialect dialect = connection.getNegotiatedProtocol().getDialect();
                meter.awaitedLater(() -> logOff(new SMB2Logoff(dialect, session.getSessionId())));
            }
        } catch (RuntimeException lost) {
            // There is nothing left to free.
        } finally {
            disconnect(connection);
        }
    }

    private Future<SMB2Packet> logOff(SMB2Logoff message) {
        try {
            return session.send(message);
        } catch (TransportException lost) {
            throw new SMBRuntimeException(lost);
        }
    }

    private static void disconnect(Connection connection) {
        try {
            connection.close(true);
        } catch (IOException | RuntimeException alreadyGone) {
            // There is nothing left to close.
        }
    }
}
