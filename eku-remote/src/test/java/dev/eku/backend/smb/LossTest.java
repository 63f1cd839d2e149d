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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection lost at any call: what is said of what may have been done, and that the next call makes a new one. */
class LossTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "x");
    private static final ServiceName SERVICE = ServiceName.of("S");

    /** Does that to the first such request, and nothing to any other. */
    private static Script once(String request, Reply instead) {
        AtomicInteger times = new AtomicInteger();
        return (asked, message, usual) -> asked.equals(request) && times.getAndIncrement() == 0 ? instead : usual;
    }

    private static void set(Host host) {
        host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0));
    }

    private static void read(Host host) {
        assertThat(host.registry().value(VIEW_64, KEY, "v")).contains(RegistryValue.dword(0));
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("winreg 22", LossTest::set, "BaseRegSetValue", true),
                call("winreg 8", host -> host.registry().deleteValue(VIEW_64, KEY, "v"), "BaseRegDeleteValue", true),
                call("winreg 7", host -> host.registry().deleteKey(VIEW_64, KEY), "BaseRegDeleteKey", true),
                call("winreg 6", host -> host.registry().createKey(VIEW_64, KEY), "BaseRegCreateKey", true),
                call("winreg 11", host -> host.registry().flush(VIEW_64, KEY), "BaseRegFlushKey", true),
                call("svcctl 19", host -> host.services().start(SERVICE), "RStartServiceW", true),
                call(
                        "svcctl 1",
                        host -> host.services().command(SERVICE, ServiceCommand.STOP),
                        "RControlService",
                        true),
                call("winreg 17", LossTest::read, "BaseRegQueryValue", false),
                call("winreg 15", LossTest::set, "BaseRegOpenKey", false),
                call("winreg 2", LossTest::set, "OpenLocalMachine", false),
                call("bind winreg", LossTest::set, "open", false),
                call("pipe winreg", LossTest::set, "open", false),
                call("tree IPC$", LossTest::set, "open", false),
                call("svcctl 40", host -> host.services().status(SERVICE), "RQueryServiceStatusEx", false),
                call("svcctl 16", host -> host.services().start(SERVICE), "ROpenServiceW", false),
                call("svcctl 15", host -> host.services().start(SERVICE), "ROpenSCManagerW", false));
    }

    private static Arguments call(String request, Consumer<Host> call, String named, boolean changes) {
        return Arguments.of(request, call, named, changes);
    }

    private static void check(EkuException lost, String named, boolean changes, String reason) {
        assertThat(lost.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(lost)
                .hasMessageContaining(named + " on ")
                .hasMessageContaining("was not answered: " + reason)
                .hasMessageContaining(changes ? "MAY HAVE BEEN DONE" : "nothing was changed by this call");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void lostCallSaysWhatMayHaveBeenDoneAndIsNotRepeated(
            String request, Consumer<Host> call, String named, boolean changes) {
        try (FakeServer server = FakeServer.start(once(request, Reply.silence().andHangUp()));
                Host host = server.open()) {
            EkuException lost = catchThrowableOfType(EkuException.class, () -> call.accept(host));
            check(lost, named, changes, "the connection was closed");
            assertThat(Collections.frequency(server.asked(), request)).isEqualTo(1);
            read(host);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** A few, since each takes its time. */
    static Stream<Arguments> someCalls() {
        Set<Object> some = Set.of("winreg 22", "winreg 17", "svcctl 1", "bind winreg", "pipe winreg");
        return calls().filter(call -> some.contains(call.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("someCalls")
    void callThatIsNotAnsweredEndsAtItsDeadline(String request, Consumer<Host> call, String named, boolean changes) {
        try (FakeServer server = FakeServer.start(once(request, Reply.silence()));
                Host host = server.open()) {
            EkuException lost = catchThrowableOfType(EkuException.class, () -> call.accept(host));
            check(lost, named, changes, "no answer within 1 s");
            read(host);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void garbageIsNoAnswer(String request, Consumer<Host> call, String named, boolean changes) {
        try (FakeServer server = FakeServer.start(once(request, Reply.raw(0, 0, 0, 4, 'H', 'T', 'T', 'P')));
                Host host = server.open()) {
            EkuException lost = catchThrowableOfType(EkuException.class, () -> call.accept(host));
            check(lost, named, changes, "");
            read(host);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /**
     * As {@link #garbageIsNoAnswer}, with a right signature: the message of another command, with the number of ours.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void answerToAnotherCommandIsNoAnswer(String request, Consumer<Host> call, String named, boolean changes) {
        AtomicInteger times = new AtomicInteger();
        Script script = (asked, message, usual) -> {
            if (!asked.equals(request) || times.getAndIncrement() > 0) {
                return usual;
            }
            byte[] other = message.clone();
            other[12] = (byte) (other[12] == 4 ? 2 : 4);
            return Reply.message(FakeSession.done(other));
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            EkuException lost = catchThrowableOfType(EkuException.class, () -> call.accept(host));
            check(lost, named, changes, "the answer cannot be read");
            read(host);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 23, 24, 27})
    void answerCutOffInThePipeMayHaveBeenDone(int length) {
        AtomicInteger times = new AtomicInteger();
        Script script = (asked, message, usual) -> asked.equals("winreg 22") && times.getAndIncrement() == 0
                ? Reply.message(FakeSession.piped(message, new byte[length]))
                : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            EkuException lost = catchThrowableOfType(EkuException.class, () -> set(host));
            check(lost, "BaseRegSetValue", true, "");
            set(host);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** A request in several pieces is one call. */
    @Test
    void deadlineIsForAllPiecesOfARequestTogether() {
        RegistryValue large = RegistryValue.of(3, new byte[20_000]);
        try (FakeServer server =
                        FakeServer.start((asked, message, usual) -> asked.equals("write") ? usual.late() : usual);
                Host host = server.open()) {
            EkuException lost = catchThrowableOfType(
                    EkuException.class, () -> host.registry().setValue(VIEW_64, KEY, "v", large));
            assertThat(lost).as("four writes, each within the deadline").isNotNull();
            check(lost, "BaseRegSetValue", true, "no answer within 1 s");
        }
    }

    @Test
    void connectionThatWasLostWhileNobodyCalledIsMadeAgain() {
        try (FakeServer server = FakeServer.start((asked, message, usual) -> usual);
                Host host = server.open()) {
            read(host);
            server.sayNoMore();
            assertThat(server.isLeft()).isTrue();
            assertThat(server.asked()).doesNotContain("leave tree", "logoff");
            set(host);
            read(host);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(Collections.frequency(server.asked(), "winreg 22")).isEqualTo(1);
        }
    }

    @Test
    void pipeThatIsBusyForAMomentIsTriedAgain() {
        AtomicInteger times = new AtomicInteger();
        try (FakeServer server = FakeServer.start(
                        (asked, message, usual) -> asked.equals("pipe winreg") && times.incrementAndGet() < 3
                                ? Reply.message(FakeSession.status(message, 0xC000_00AE))
                                : usual);
                Host host = server.open()) {
            read(host);
            assertThat(Collections.frequency(server.asked(), "pipe winreg")).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void pieceThatIsNotTakenWholeMayHaveBeenDone() {
        RegistryValue large = RegistryValue.of(3, new byte[20_000]);
        Script script = (asked, message, usual) ->
                asked.equals("write") ? Reply.message(FakeSession.tookOf(message, 100)) : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            EkuException lost = catchThrowableOfType(
                    EkuException.class, () -> host.registry().setValue(VIEW_64, KEY, "v", large));
            check(lost, "BaseRegSetValue", true, "the answer cannot be read");
        }
    }

    @Test
    void interruptedCallSaysSo() {
        try (FakeServer server = FakeServer.start((asked, message, usual) -> usual);
                Host host = server.open()) {
            read(host);
            Thread.currentThread().interrupt();
            EkuException interrupted = catchThrowableOfType(EkuException.class, () -> read(host));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(interrupted.code()).isEqualTo(ErrorCode.INTERRUPTED);
            read(host);
        }
    }

    @Test
    void interruptedChangeMayHaveBeenDone() {
        Thread caller = Thread.currentThread();
        Script script = (asked, message, usual) -> {
            if (asked.equals("winreg 22")) {
                caller.interrupt();
                return Reply.silence();
            }
            return usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            EkuException interrupted = catchThrowableOfType(EkuException.class, () -> set(host));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(interrupted.code()).isEqualTo(ErrorCode.INTERRUPTED);
            assertThat(interrupted)
                    .hasMessageContaining("BaseRegSetValue on ")
                    .hasMessageContaining("MAY HAVE BEEN DONE");
        }
    }

    @Test
    void serverThatIsGoneAfterALossIsSaidToBeGone() {
        FakeServer server = FakeServer.start(once("winreg 22", Reply.silence().andHangUp()));
        try (Host host = server.open()) {
            assertThat(catchThrowableOfType(EkuException.class, () -> set(host)))
                    .hasMessageContaining("MAY HAVE BEEN DONE");
            server.close();
            EkuException gone = catchThrowableOfType(EkuException.class, () -> set(host));
            assertThat(gone.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
            assertThat(gone).hasMessageContaining("refuses connections");
        } finally {
            server.close();
        }
    }
}
