package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.hierynomus.protocol.transport.TransportException;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbFailures;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import java.io.EOFException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why a server could not be reached, as a user reads it. */
class ConnectFailuresTest {
    private static final SmbFailures FAILURES =
            new SmbFailures(SmbErrors.of(HostRef.parse("smb://fe01.contoso.com")), HostAccess.DEFAULT);

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(
                        new UnknownHostException("fe01.contoso.com"),
                        "the name fe01.contoso.com of smb://fe01.contoso.com is not known",
                        "give the full DNS name or the address"),
                failure(
                        new SocketTimeoutException("Connect timed out"),
                        "does not answer on port 445 within 10 s",
                        "TCP port 445 is open"),
                failure(
                        new ConnectException("Connection refused"),
                        "refuses connections on port 445",
                        "\"File and Printer Sharing (SMB-In)\""),
                failure(
                        new NoRouteToHostException("No route to host"),
                        "cannot be reached on port 445",
                        "run from a machine that reaches the server"),
                failure(
                        new SocketException("Network is unreachable"),
                        "cannot be reached on port 445",
                        "run from a machine that reaches the server"),
                failure(
                        new SocketException("Operation not permitted"),
                        "cannot be reached on port 445",
                        "a firewall rejects the connection"),
                failure(
                        new BindException("Cannot assign requested address"),
                        "cannot be reached on port 445",
                        "no way from this machine"),
                failure(
                        new TransportException(new TimeoutException()),
                        "takes connections on port 445 but says nothing within 60 s",
                        "the server hangs"),
                failure(
                        new TransportException(new SocketException("Connection reset")),
                        "does not speak SMB 2.1 or newer on port 445: the connection was closed",
                        "SMB 2 must be enabled"),
                failure(
                        new TransportException(new EOFException()),
                        "does not speak SMB 2.1 or newer on port 445: the connection was closed",
                        "knows only older dialects"),
                failure(
                        new IllegalStateException("unknown negotiate context type"),
                        "does not speak SMB 2.1 or newer on port 445: the answer cannot be read",
                        "something else listens there"));
    }

    private static Arguments failure(Exception failure, String what, String advice) {
        return Arguments.of(failure, what, advice);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void failureToConnectIsExplained(Exception failure, String what, String advice) {
        EkuException explained = FAILURES.connecting(failure);
        assertThat(explained.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(explained)
                .hasMessageContaining(what)
                .hasMessageContaining(advice)
                .hasCause(failure);
    }

    @Test
    void closedPortIsExplained() {
        FakeServer server = FakeServer.start((asked, message, usual) -> usual);
        server.close();
        EkuException explained = catchThrowableOfType(EkuException.class, server::open);
        assertThat(explained.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(explained).hasMessageContaining("refuses connections on port");
    }
}
