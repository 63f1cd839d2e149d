package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMB2ImpersonationLevel;
import com.hierynomus.mssmb2.SMB2Packet;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.messages.SMB2IoctlRequest;
import com.hierynomus.mssmb2.messages.SMB2IoctlResponse;
import com.hierynomus.mssmb2.messages.SMB2ReadRequest;
import com.hierynomus.mssmb2.messages.SMB2ReadResponse;
import com.hierynomus.mssmb2.messages.SMB2WriteRequest;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.io.ArrayByteChunkProvider;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.NamedPipe;
import com.hierynomus.smbj.share.PipeShare;
import dev.eku.host.Host;
import dev.eku.service.ServiceName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The pipes as Windows is believed to serve them, to a client that has several requests under way. */
class DriverPipesTest {
    private static final SMB2Dialect DIALECT = SMB2Dialect.SMB_2_1;
    private static final long TRANSCEIVE = 0x0011_C017L;
    private static final long BUSY = 0xC000_00AEL;
    private static final int ROOM = 65_536;

    private final DriverPipes pipes = new DriverPipes((request, message, usual) -> usual);

    /** What a client does with an open pipe. */
    private interface Work {
        void with(Client client) throws Exception;
    }

    private record Client(Session session, long tree, NamedPipe pipe) {
        Future<SMB2Packet> transceive(int call) throws Exception {
            return session.send(new SMB2IoctlRequest(
                    DIALECT,
                    session.getSessionId(),
                    tree,
                    TRANSCEIVE,
                    pipe.getFileId(),
                    content(request(call)),
                    true,
                    ROOM));
        }

        Future<SMB2Packet> write(int call) throws Exception {
            return session.send(new SMB2WriteRequest(
                    DIALECT, pipe.getFileId(), session.getSessionId(), tree, content(request(call)), ROOM));
        }

        Future<SMB2Packet> read() throws Exception {
            return session.send(new SMB2ReadRequest(DIALECT, pipe.getFileId(), session.getSessionId(), tree, 0, ROOM));
        }
    }

    private static ArrayByteChunkProvider content(byte[] message) {
        ArrayByteChunkProvider content = new ArrayByteChunkProvider(message, 0);
        content.prepareWrite(message.length);
        return content;
    }

    /** OpenLocalMachine. */
    private static byte[] request(int call) {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {5, 0, 0, 3, 0x10, 0, 0, 0})
                .putShort((short) 32)
                .putShort((short) 0)
                .putInt(call)
                .putInt(8)
                .putShort((short) 0)
                .putShort((short) 2)
                .array();
    }

    private static SMB2Packet answer(Future<SMB2Packet> asked) throws Exception {
        return asked.get(10, TimeUnit.SECONDS);
    }

    /** The number of the call that was answered. */
    private static int call(byte[] pdu) {
        return ByteBuffer.wrap(pdu).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
    }

    private static int transceived(Future<SMB2Packet> asked) throws Exception {
        return call(((SMB2IoctlResponse) answer(asked)).getOutputBuffer());
    }

    private static int read(Future<SMB2Packet> asked) throws Exception {
        return call(((SMB2ReadResponse) answer(asked)).getData());
    }

    private void client(Work work) throws Exception {
        SmbConfig config = SmbConfig.builder()
                .withDialects(DIALECT)
                .withSigningRequired(true)
                .withDfsEnabled(false)
                .build();
        try (FakeServer server = FakeServer.start(pipes);
                SMBClient client = new SMBClient(config);
                Connection connection =
                        client.connect("127.0.0.1", server.ref().port().orElseThrow())) {
            Session session = connection.authenticate(new AuthenticationContext(
                    "admin", FakeServer.USER.password().toCharArray(), "FAKE"));
            PipeShare share = (PipeShare) session.connectShare("IPC$");
            NamedPipe pipe = share.open(
                    "winreg",
                    SMB2ImpersonationLevel.Impersonation,
                    EnumSet.of(AccessMask.GENERIC_READ, AccessMask.GENERIC_WRITE),
                    Set.of(),
                    SMB2ShareAccess.ALL,
                    SMB2CreateDisposition.FILE_OPEN,
                    Set.of());
            work.with(new Client(session, share.getTreeConnect().getTreeId(), pipe));
        }
    }

    @Test
    void secondTransceiveIsRefusedWhileOneWaits() throws Exception {
        client(client -> {
            pipes.late("winreg 2");
            Future<SMB2Packet> first = client.transceive(1);
            Future<SMB2Packet> second = client.transceive(2);
            assertThat(answer(second).getHeader().getStatusCode()).isEqualTo(BUSY);
            assertThat(transceived(first)).isEqualTo(1);
            assertThat(transceived(client.transceive(2))).as("again").isEqualTo(2);
            assertThat(pipes.refused()).isOne();
        });
    }

    @Test
    void callsThatAreWrittenAreAnsweredToWhoReads() throws Exception {
        client(client -> {
            answer(client.write(1));
            answer(client.write(2));
            Future<SMB2Packet> first = client.read();
            Future<SMB2Packet> second = client.read();
            Future<SMB2Packet> third = client.read();
            assertThat(read(first)).isEqualTo(1);
            assertThat(read(second)).isEqualTo(2);
            assertThat(answer(client.transceive(3)).getHeader().getStatusCode())
                    .as("somebody waits to read")
                    .isEqualTo(BUSY);
            answer(client.write(4));
            assertThat(read(third)).isEqualTo(4);
        });
    }

    @Test
    void transceiveIsRefusedWhileAnAnswerIsUnread() throws Exception {
        client(client -> {
            answer(client.write(1));
            assertThat(answer(client.transceive(2)).getHeader().getStatusCode()).isEqualTo(BUSY);
            assertThat(read(client.read())).isEqualTo(1);
            assertThat(transceived(client.transceive(2))).isEqualTo(2);
        });
    }

    /** A server of this kind serves eku as it is. */
    @Test
    void callsOfAHostAreNotRefused() {
        try (FakeServer server = FakeServer.start(pipes);
                Host host = server.open()) {
            host.services().status(ServiceName.of("S"));
            assertThat(pipes.refused()).isZero();
        }
    }
}
