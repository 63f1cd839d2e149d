package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.eku.backend.common.SystemClock;
import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.FakeServer.Script;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.inspect.Purpose;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that are asked together of servers that hang, refuse, end sessions or close connections. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TogetherFailuresTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "x");
    private static final KeyPath OTHER = KeyPath.of("SOFTWARE", "y");
    private static final ServiceName SERVICE = ServiceName.of("S");

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The answer that opens a file, with that size of the file. */
    private static byte[] sized(byte[] answer, long size) {
        byte[] changed = answer.clone();
        little(changed).putLong(FakeSession.HEADER + 48, size);
        return changed;
    }

    private static byte[] ints(int... numbers) {
        byte[] bytes = new byte[4 * numbers.length];
        ByteBuffer out = little(bytes);
        for (int number : numbers) {
            out.putInt(number);
        }
        return bytes;
    }

    /** It is an answer to one question, not the end of all. */
    @Test
    void driveWithoutAShareDoesNotEndTheQuestions() {
        Script script = (asked, message, usual) ->
                asked.equals("tree C$") ? Reply.message(FakeSession.status(message, 0xC000_00CC)) : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertThatCode(() -> host.askTogether(() -> List.of(
                            () -> host.files().isFile("C:\\a.exe"),
                            () -> host.registry().exists(VIEW_64, KEY))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void driveThatIsDeniedDoesNotEndTheQuestions() {
        Script script = (asked, message, usual) ->
                asked.equals("tree C$") ? Reply.message(FakeSession.status(message, 0xC000_0022)) : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertThatCode(() -> host.askTogether(() -> List.of(
                            () -> host.files().isFile("C:\\a.exe"),
                            () -> host.registry().exists(VIEW_64, KEY))))
                    .doesNotThrowAnyException();
        }
    }

    /** Handles are good on the connection on which they were given, and a fault on any other, as on Windows. */
    private static final class Handles implements Script {
        private final Script inner;
        private final AtomicInteger connection = new AtomicInteger();
        private final AtomicInteger next = new AtomicInteger();
        final AtomicInteger strange = new AtomicInteger();

        Handles(Script inner) {
            this.inner = inner;
        }

        @Override
        public Reply reply(String asked, byte[] message, Reply usual) {
            if (asked.equals("negotiate")) {
                connection.incrementAndGet();
            }
            if (asked.equals("winreg 2")) {
                return inner.reply(asked, message, given(message));
            }
            if (asked.startsWith("winreg ")) {
                int of = little(FakeSession.pdu(message)).getInt(24 + 4);
                if (of >>> 16 != connection.get()) {
                    strange.incrementAndGet();
                    return Reply.message(FakeSession.fault(message, 0x1C00_001A));
                }
                return inner.reply(asked, message, asked.equals("winreg 15") ? given(message) : usual);
            }
            return inner.reply(asked, message, usual);
        }

        private Reply given(byte[] message) {
            byte[] stub = new byte[24];
            little(stub).putInt(4, connection.get() << 16 | next.incrementAndGet());
            return Reply.message(FakeSession.result(message, stub));
        }
    }

    /** A file that hangs loses the connection in the middle of the questions; the other answers are of the old one. */
    @Test
    void handlesOfALostConnectionAreNotUsedOnTheNext() {
        AtomicInteger times = new AtomicInteger();
        Handles script = new Handles((asked, message, usual) ->
                asked.equals("pipe a.exe") && times.getAndIncrement() == 0 ? Reply.silence() : usual);
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertThat(catchThrowable(() -> host.askTogether(() -> List.of(
                            () -> host.files().isFile("C:\\a.exe"),
                            () -> host.registry().value(VIEW_64, KEY, "v"),
                            () -> host.registry().value(VIEW_64, OTHER, "v")))))
                    .isInstanceOf(EkuException.class);
            Throwable after = catchThrowable(() -> host.registry().value(VIEW_64, KEY, "v"));
            assertThat(script.strange.get())
                    .as("calls with handles of the old connection")
                    .isZero();
            assertThat(after).as("the next read").isNull();
        }
    }

    /** The same when the connection is closed, not silent: answers of the pipe came, the file's did not. */
    @Test
    void handlesOfAClosedConnectionAreNotUsedOnTheNext() {
        AtomicInteger times = new AtomicInteger();
        Handles script = new Handles((asked, message, usual) ->
                asked.equals("winreg 15") && times.getAndIncrement() == 0 ? usual.andHangUp() : usual);
        for (int i = 0; i < 20; i++) {
            times.set(0);
            try (FakeServer server = FakeServer.start(script);
                    Host host = server.open()) {
                Throwable lost = catchThrowable(() -> host.askTogether(() -> List.of(
                        () -> host.registry().value(VIEW_64, KEY, "v"),
                        () -> host.services().status(SERVICE))));
                assertThat(lost == null || lost instanceof EkuException).isTrue();
                Throwable after = catchThrowable(() -> host.registry().value(VIEW_64, KEY, "v"));
                assertThat(script.strange.get())
                        .as("calls with handles of the old connection")
                        .isZero();
                assertThat(after).as("the next read").isNull();
            }
        }
    }

    /** A file whose session has ended is one refusal; what the others know belongs to that session. */
    @Test
    void endOfTheSessionToldForAFileDoesNotKeepHandles() {
        AtomicInteger times = new AtomicInteger();
        Handles script =
                new Handles((asked, message, usual) -> asked.equals("pipe a.exe") && times.getAndIncrement() == 0
                        ? Reply.message(FakeSession.status(message, 0xC000_0203))
                        : usual);
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            host.askTogether(() -> List.of(
                    () -> host.files().isFile("C:\\a.exe"),
                    () -> host.registry().value(VIEW_64, KEY, "v")));
            Throwable after = catchThrowable(() -> host.registry().value(VIEW_64, KEY, "v"));
            assertThat(script.strange.get())
                    .as("calls with handles of the old connection")
                    .isZero();
            assertThat(after).as("the next read").isNull();
        }
    }

    /** A key with one value, which somebody writes while it is read. The time must not be older than the value. */
    @ParameterizedTest
    @EnumSource(Purpose.class)
    void timeOfTheSettingKeyIsReadAfterItsValues(Purpose purpose) {
        int setting = 0x7777;
        KeyPath key = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4);
        byte[] path = String.join("\\", key.names()).getBytes(StandardCharsets.UTF_16LE);
        AtomicInteger written = new AtomicInteger();
        Script script = (asked, message, usual) -> {
            if (asked.equals("svcctl 16")) {
                return Reply.message(FakeSession.opened(message, 1060));
            }
            if (!asked.startsWith("winreg ")) {
                return usual;
            }
            byte[] pdu = FakeSession.pdu(message);
            if (asked.equals("winreg 15") && contains(pdu, path)) {
                return Reply.message(FakeSession.result(message, ints(0, setting, 0, 0, 0, 0)));
            }
            if (asked.equals("winreg 17")) {
                return Reply.message(FakeSession.result(message, ints(0, 0, 0, 0, 2)));
            }
            if (little(pdu).getInt(28) == setting && asked.equals("winreg 16")) {
                int day = written.get() == 0 ? 0x01D0_0000 : 0x01D1_0000;
                return Reply.message(FakeSession.result(message, ints(0, 0, 0, 0, 0, 1, 2, 4, 0, 0, day, 0)));
            }
            if (little(pdu).getInt(28) == setting && asked.equals("winreg 10")) {
                written.incrementAndGet();
                return Reply.message(FakeSession.result(
                        message,
                        ints(
                                4 | 4 << 16,
                                0x2_0000,
                                2,
                                0,
                                2,
                                'v',
                                0x2_0000,
                                4,
                                0x2_0004,
                                4,
                                0,
                                4,
                                0,
                                0x2_0008,
                                4,
                                0x2_000C,
                                4,
                                0)));
            }
            return usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            Inspection inspection =
                    new Inspector(host).inspect(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), purpose);
            assertThat(written.get()).isPositive();
            assertThat(inspection.keys().stream()
                            .filter(seen ->
                                    seen.clr() == Clr.V4 && seen.contents().isPresent())
                            .filter(seen -> !seen.contents().get().values().isEmpty())
                            .map(seen -> seen.contents()
                                    .get()
                                    .lastWritten()
                                    .orElseThrow()
                                    .toString()
                                    .substring(0, 4)))
                    .as(purpose + ": the year of the time that goes with the value that was written meanwhile")
                    .isNotEmpty()
                    .allMatch(year -> year.compareTo("2015") >= 0);
        }
    }

    private static boolean contains(byte[] whole, byte[] part) {
        for (int i = 0; i + part.length <= whole.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    /** Before, each part of a look was asked again on a new connection if the session had ended. */
    @Test
    void lookThatIsRefusedBecauseTheSessionHasEndedIsRepeated() {
        AtomicInteger times = new AtomicInteger();
        Script script = (asked, message, usual) -> asked.equals("svcctl 17") && times.getAndIncrement() == 0
                ? Reply.message(FakeSession.status(message, 0xC000_0203))
                : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            Throwable thrown = catchThrowable(() -> host.services().look(SERVICE));
            assertThat(Collections.frequency(server.asked(), "svcctl 17"))
                    .as("asked again on a new connection; instead: " + thrown)
                    .isEqualTo(2);
        }
    }

    private static Reply takesSeveral(Reply bound) {
        return bound.with(bytes -> {
            byte[] changed = bytes.clone();
            changed[FakeSession.HEADER + 48 + 3] |= 0x10;
            return changed;
        });
    }

    /** A write that was refused because the pipe was busy is sent again, and leaves its deadline to the next call. */
    @Test
    void deadlineOfTheCallAfterABusyPipeIsItsOwn() {
        AtomicInteger writes = new AtomicInteger();
        DriverPipes pipes =
                new DriverPipes((asked, message, usual) -> asked.equals("bind winreg") ? takesSeveral(usual) : usual);
        Script script = (asked, message, usual) -> {
            if (asked.equals("write") && writes.incrementAndGet() == 2) {
                return Reply.message(FakeSession.status(message, 0xC000_00AE));
            }
            return pipes.reply(asked, message, usual);
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            host.registry().exists(VIEW_64, KeyPath.of("SOFTWARE"));
            host.askTogether(() -> List.of(
                    () -> host.registry().exists(VIEW_64, KEY),
                    () -> host.registry().exists(VIEW_64, OTHER)));
            assertThat(writes.get()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(1);
            new SystemClock().sleep(FakeServer.SHORT.plusMillis(300));
            assertThat(catchThrowable(() -> host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0))))
                    .isNull();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Before, the first file that was not answered ended the inspection after one deadline. */
    @Test
    void filesThatHangTogetherTakeOneDeadline() {
        Script script = (asked, message, usual) -> asked.startsWith("pipe f") ? Reply.silence() : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            long begun = System.nanoTime();
            assertThat(catchThrowable(() -> host.askTogether(() -> List.of(
                            () -> host.files().isFile("C:\\f1.exe"),
                            () -> host.files().isFile("C:\\f2.exe"),
                            () -> host.files().isFile("C:\\f3.exe"),
                            () -> host.files().isFile("C:\\f4.exe"),
                            () -> host.files().isFile("C:\\f5.exe")))))
                    .hasMessageStartingWith("HOST_UNREACHABLE");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(FakeServer.SHORT.multipliedBy(2));
        }
    }

    /** The library takes a wait of 0 for a wait without an end, and the pipe's time is over when the file's is. */
    @Test
    void serverThatHangsEndsEveryWait() {
        AtomicInteger hangs = new AtomicInteger();
        Script script = (asked, message, usual) -> {
            if (asked.equals("pipe a.exe")) {
                hangs.incrementAndGet();
            }
            return hangs.get() > 0 ? Reply.silence() : usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertTimeoutPreemptively(
                    FakeServer.SHORT.multipliedBy(8),
                    () -> catchThrowable(() -> host.askTogether(() -> List.of(
                            () -> host.files().isFile("C:\\a.exe"),
                            () -> host.registry().value(VIEW_64, KEY, "v")))));
        }
    }

    /** As deadlineOfTheCallAfterABusyPipeIsItsOwn, with a server that hangs then. */
    @Test
    void callAfterABusyPipeHasADeadline() {
        AtomicInteger writes = new AtomicInteger();
        AtomicInteger hangs = new AtomicInteger();
        DriverPipes pipes =
                new DriverPipes((asked, message, usual) -> asked.equals("bind winreg") ? takesSeveral(usual) : usual);
        Script script = (asked, message, usual) -> {
            if (hangs.get() > 0) {
                return Reply.silence();
            }
            if (asked.equals("write") && writes.incrementAndGet() == 2) {
                return Reply.message(FakeSession.status(message, 0xC000_00AE));
            }
            return pipes.reply(asked, message, usual);
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            host.registry().exists(VIEW_64, KeyPath.of("SOFTWARE"));
            host.askTogether(() -> List.of(
                    () -> host.registry().exists(VIEW_64, KEY),
                    () -> host.registry().exists(VIEW_64, OTHER)));
            assertThat(writes.get()).isEqualTo(3);
            new SystemClock().sleep(FakeServer.SHORT.plusMillis(300));
            hangs.incrementAndGet();
            assertTimeoutPreemptively(
                    FakeServer.SHORT.multipliedBy(8),
                    () -> catchThrowable(() -> host.registry().value(VIEW_64, KEY, "v")));
        }
    }

    /** A server that hangs from that request on, and lets nobody wait for ever. An inspection took one deadline. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tree IPC$",
                "pipe winreg",
                "bind winreg",
                "winreg 2",
                "winreg 15",
                "winreg 17",
                "svcctl 15",
                "svcctl 16"
            })
    void inspectionOfAServerThatHangsEndsAfterOneDeadline(String at) {
        AtomicInteger hangs = new AtomicInteger();
        Script script = (asked, message, usual) -> {
            if (asked.equals(at)) {
                hangs.incrementAndGet();
            }
            return hangs.get() > 0 && !asked.equals("negotiate") && !asked.startsWith("setup")
                    ? Reply.silence()
                    : usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            long begun = System.nanoTime();
            assertTimeoutPreemptively(
                    FakeServer.SHORT.multipliedBy(10),
                    () -> catchThrowable(() -> new Inspector(host)
                            .inspect(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), Purpose.CHANGE)));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1900));
        }
    }

    /** One open file for two questions: the first to be answered closes it under the other. */
    @Test
    void fileOfTwoQuestionsIsOpenAsLongAsOneNeedsIt() {
        Set<Long> open = ConcurrentHashMap.newKeySet();
        Script script = (asked, message, usual) -> {
            if (asked.equals("pipe a.exe")) {
                return usual.with(bytes -> {
                    open.add(little(bytes).getLong(FakeSession.HEADER + 64));
                    return sized(bytes, 100_000);
                });
            }
            if (asked.equals("close")) {
                open.remove(little(message).getLong(FakeSession.HEADER + 8));
            }
            if (asked.equals("read") && little(message).getShort(12) == 8) {
                boolean isOpen = open.contains(little(message).getLong(FakeSession.HEADER + 16));
                int length = Math.min(1000, little(message).getInt(FakeSession.HEADER + 4));
                return Reply.message(
                        isOpen
                                ? FakeSession.read(message, new byte[length])
                                : FakeSession.status(message, 0xC000_0128));
            }
            return usual;
        };
        List<Integer> read = new ArrayList<>();
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            List<Throwable> thrown = new ArrayList<>();
            host.askTogether(() -> List.of(
                    () -> {
                        try {
                            host.files().read("C:\\a.exe", 0, 10);
                        } catch (RuntimeException failure) {
                            throw failure;
                        }
                    },
                    () -> {
                        try {
                            read.add(host.files().read("C:\\a.exe", 0, 3000).orElseThrow().length);
                        } catch (RuntimeException failure) {
                            thrown.add(failure);
                            throw failure;
                        }
                    }));
            assertThat(thrown).isEmpty();
            assertThat(read).containsExactly(3000);
        }
    }

    /**
     * Both pipes are opened at once and neither is answered: when the wait for the first one is over, so is the time of
     * the second, and a wait of 0 has no end. It depends on microseconds, so it is tried several times.
     */
    @RepeatedTest(8)
    void inspectionOfAServerThatOpensNoPipeEnds() {
        Script script = (asked, message, usual) -> asked.startsWith("pipe ") ? Reply.silence() : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertTimeoutPreemptively(
                    FakeServer.SHORT.multipliedBy(5),
                    () -> catchThrowable(() -> new Inspector(host)
                            .inspect(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), Purpose.VERDICT)));
        }
    }

    /** The next request for the file goes to a session that is gone: that is a failure of the library's own. */
    @Test
    void connectionThatIsLostBetweenTheOpeningAndTheReadingIsTold() {
        Script script = (asked, message, usual) -> asked.equals("pipe a.exe")
                ? usual.with(bytes -> little(bytes.clone())
                                .putLong(FakeSession.HEADER + 48, 100)
                                .array())
                        .andHangUp()
                : usual;
        for (int i = 0; i < 5; i++) {
            try (FakeServer server = FakeServer.start(script);
                    Host host = server.open()) {
                assertThat(catchThrowable(() -> host.askTogether(
                                () -> List.of(() -> host.files().read("C:\\a.exe", 0, 10)))))
                        .isInstanceOf(EkuException.class)
                        .hasMessageStartingWith("HOST_UNREACHABLE");
            }
        }
    }

    /** What is said of a host whose drive is not shared. */
    @Test
    void inspectionOfAHostWithoutSharesSaysSo() {
        Script script = (asked, message, usual) -> asked.equals("svcctl 16")
                ? Reply.message(FakeSession.opened(message, 1060))
                : asked.equals("winreg 17")
                        ? Reply.message(FakeSession.result(message, ints(0, 0, 0, 0, 2)))
                        : asked.equals("tree C$") ? Reply.message(FakeSession.status(message, 0xC000_00CC)) : usual;
        Exemption own = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).of(Application.at("own", "C:\\own\\own.exe"));
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertThat(catchThrowable(() -> new Inspector(host).inspect(own, Purpose.VERDICT)))
                    .isInstanceOf(EkuException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe a.exe", "winreg 2", "winreg 17", "svcctl 15"})
    void interruptOfQuestionsIsNotLost(String at) {
        Thread caller = Thread.currentThread();
        Script script = (asked, message, usual) -> {
            if (asked.equals(at)) {
                caller.interrupt();
                return Reply.silence();
            }
            return usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            Throwable thrown = catchThrowable(() -> host.askTogether(() -> List.of(
                    () -> host.files().isFile("C:\\a.exe"),
                    () -> host.registry().value(VIEW_64, KEY, "v"),
                    () -> host.services().status(SERVICE))));
            assertThat(Thread.interrupted())
                    .as("still interrupted, asked " + server.asked() + ", thrown: " + thrown)
                    .isTrue();
            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            EkuException.class,
                            interrupted -> assertThat(interrupted.code()).isEqualTo(ErrorCode.INTERRUPTED));
        }
    }
}
