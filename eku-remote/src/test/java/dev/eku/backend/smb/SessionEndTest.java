package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.FakeServer.Script;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session or a pipe that the server has ended, as in a long drain: what it refused is asked once more, on a new one.
 */
class SessionEndTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "x");
    private static final ServiceName SERVICE = ServiceName.of("S");

    /**
     * USER_SESSION_DELETED, NETWORK_SESSION_EXPIRED, NETWORK_NAME_DELETED; PIPE_DISCONNECTED, PIPE_CLOSING,
     * FILE_CLOSED, PIPE_BROKEN.
     */
    private static final List<Integer> GONE =
            List.of(0xC000_0203, 0xC000_035C, 0xC000_00C9, 0xC000_00B0, 0xC000_00B1, 0xC000_0128, 0xC000_014B);

    /** Refuses that many of such requests with a status. */
    private static Script refusing(String request, int status, int times) {
        AtomicInteger asked = new AtomicInteger();
        return (name, message, usual) -> name.equals(request) && asked.getAndIncrement() < times
                ? Reply.message(FakeSession.status(message, status))
                : usual;
    }

    private static void read(Host host) {
        assertThat(host.registry().value(VIEW_64, KEY, "v")).contains(RegistryValue.dword(0));
    }

    private static void set(Host host) {
        host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0));
    }

    private record Call(String request, Consumer<Host> call) {}

    private static List<Call> all() {
        return List.of(
                new Call("winreg 22", SessionEndTest::set),
                new Call("winreg 8", host -> host.registry().deleteValue(VIEW_64, KEY, "v")),
                new Call("winreg 7", host -> host.registry().deleteKey(VIEW_64, KEY)),
                new Call("winreg 6", host -> host.registry().createKey(VIEW_64, KEY)),
                new Call("winreg 11", host -> host.registry().flush(VIEW_64, KEY)),
                new Call("winreg 15", host -> host.registry().writable(VIEW_64, KEY)),
                new Call("winreg 15", host -> host.registry().exists(VIEW_64, KEY)),
                new Call("svcctl 19", host -> host.services().start(SERVICE)),
                new Call("svcctl 1", host -> host.services().command(SERVICE, ServiceCommand.STOP)),
                new Call("winreg 17", SessionEndTest::read),
                new Call("winreg 15", SessionEndTest::set),
                new Call("winreg 2", SessionEndTest::set),
                new Call("bind winreg", SessionEndTest::set),
                new Call("pipe winreg", SessionEndTest::set),
                new Call("tree IPC$", SessionEndTest::set),
                new Call("svcctl 40", host -> host.services().status(SERVICE)),
                new Call("svcctl 16", host -> host.services().controllable(SERVICE)),
                new Call("svcctl 16", host -> host.services().start(SERVICE)),
                new Call("svcctl 15", host -> host.services().start(SERVICE)),
                new Call("tree C$", host -> host.files().isFile("C:\\x.exe")),
                new Call("pipe x.exe", host -> host.files().isFile("C:\\x.exe")));
    }

    static Stream<Arguments> calls() {
        return all().stream()
                .flatMap(call -> GONE.stream().map(status -> Arguments.of(call.request, status, call.call)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("calls")
    void callThatIsRefusedSinceItsSessionOrPipeIsGoneIsAskedOnceMoreOnANewOne(
            String request, int status, Consumer<Host> call) {
        try (FakeServer server = FakeServer.start(refusing(request, status, 1));
                Host host = server.open()) {
            call.accept(host);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(Collections.frequency(server.asked(), "setup 2"))
                    .as("logons")
                    .isEqualTo(2);
            assertThat(Collections.frequency(server.asked(), request)).isBetween(2, 3);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("calls")
    void callThatIsRefusedASecondTimeHasChangedNothingAndSaysSo(String request, int status, Consumer<Host> call) {
        try (FakeServer server = FakeServer.start(refusing(request, status, 1000));
                Host host = server.open()) {
            EkuException refused = catchThrowableOfType(EkuException.class, () -> call.accept(host));
            assertThat(refused.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
            assertThat(refused).hasMessageContaining("nothing was changed by this call");
            assertThat(Collections.frequency(server.asked(), request)).isEqualTo(2);
        }
    }

    /** A server cannot sign what it says of a session it does not know. */
    @Test
    void sessionThatTheServerDoesNotKnowAnyMoreIsMadeAnewThoughNobodySignsThat() {
        AtomicInteger times = new AtomicInteger();
        Script script = (name, message, usual) -> name.equals("winreg 22") && times.getAndIncrement() == 0
                ? Reply.message(FakeSession.status(message, 0xC000_0203)).unsigned()
                : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            set(host);
            assertThat(times).hasValue(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** The server has taken the request, and is asked for the rest of its answer. */
    @ParameterizedTest
    @ValueSource(strings = {"winreg 22", "winreg 17"})
    void changeThatWasTakenIsNotMadeAgainAndAReadIs(String request) {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        Script script = (name, message, usual) -> {
            if (name.equals(request) && calls.getAndIncrement() == 0) {
                return Reply.message(FakeSession.piped(message, new byte[8]));
            }
            return name.equals("read") && reads.getAndIncrement() == 0
                    ? Reply.message(FakeSession.status(message, 0xC000_014B))
                    : usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            if (request.equals("winreg 17")) {
                read(host);
                assertThat(calls).hasValue(2);
            } else {
                EkuException lost = catchThrowableOfType(EkuException.class, () -> set(host));
                assertThat(lost).hasMessageContaining("MAY HAVE BEEN DONE");
                assertThat(calls).hasValue(1);
            }
        }
    }

    @Test
    void commandIsNotToldAgainWhenTheQuestionAfterItIsRefused() {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Script script = (name, message, usual) -> {
            if (name.equals("svcctl 1")) {
                told.incrementAndGet();
            }
            return name.equals("svcctl 40") && told.get() == 1 && refused.getAndIncrement() == 0
                    ? Reply.message(FakeSession.status(message, 0xC000_035C))
                    : usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            host.services().command(SERVICE, ServiceCommand.STOP);
            assertThat(told).hasValue(1);
            assertThat(refused).hasValueGreaterThan(1);
        }
    }

    /** Each attempt counts towards locking the account. */
    @Test
    void passwordThatIsNotTakenAnyMoreIsGivenOnce() {
        AtomicInteger logons = new AtomicInteger();
        Script script = (name, message, usual) -> {
            if (name.equals("setup 2") && logons.incrementAndGet() > 1) {
                return Reply.message(FakeSession.status(message, 0xC000_006D));
            }
            return name.equals("winreg 22") ? Reply.message(FakeSession.status(message, 0xC000_0203)) : usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            for (int i = 0; i < 3; i++) {
                EkuException refused = catchThrowableOfType(EkuException.class, () -> set(host));
                assertThat(refused.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
                assertThat(refused).hasMessageContaining("rejects the user name or password");
            }
            assertThat(logons).hasValue(2);
        }
    }
}
