package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.FakeServer.Script;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import dev.eku.service.ServiceName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that is read over a sealed pipe, while others write it, clear it, or lie about it. */
class SmbEventLogTest {
    private static final String SOURCE = "LS Data MCU";
    private static final long NOON = 1_800_000_000;
    private static final String EDGE = "edge.contoso.com";

    private final FakeLog log = new FakeLog();

    private static EventQuery since(long seconds) {
        return new EventQuery(
                "Lync Server",
                SOURCE,
                Set.of(41_025, 41_026),
                Instant.ofEpochSecond(seconds),
                Instant.ofEpochSecond(NOON + 100_000));
    }

    private static LogExcerpt read(Host host, long from) {
        return host.events().orElseThrow().read(since(from)).orElseThrow();
    }

    private static List<Long> records(LogExcerpt log) {
        return log.events().stream().map(LoggedEvent::record).toList();
    }

    private static EkuException failure(Host host) {
        return catchThrowableOfType(EkuException.class, () -> read(host, NOON));
    }

    private static long calls(FakeServer server) {
        return server.asked().stream()
                .filter(asked -> asked.matches("(eventlog|winreg) \\d+"))
                .count();
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            log.add(NOON + i, 41_026, SOURCE, EDGE, "8057");
        }
    }

    @Test
    void eventsAreReadWithTheirStringsAndTheirPlace() {
        log.from(500)
                .add(NOON, 41_026, "ls data mcu", EDGE, "8057")
                .add(NOON + 1, 1_000, SOURCE)
                .add(NOON + 2, 41_025, "LS Example")
                .add(NOON + 3, 41_025, SOURCE, EDGE, "8057");
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON - 1);
            assertThat(read.events())
                    .containsExactly(
                            new LoggedEvent(
                                    Instant.ofEpochSecond(NOON),
                                    500,
                                    41_026,
                                    SOURCE,
                                    List.of(EDGE, "8057"),
                                    Optional.empty()),
                            new LoggedEvent(
                                    Instant.ofEpochSecond(NOON + 3),
                                    503,
                                    41_025,
                                    SOURCE,
                                    List.of(EDGE, "8057"),
                                    Optional.empty()));
            assertThat(read.since()).as("start of the log").contains(Instant.ofEpochSecond(NOON));
            assertThat(read.until()).isEmpty();
            assertThat(read.unreadable()).isZero();
        }
    }

    @Test
    void passwordThatThePipeRefusesIsNotSentAgain() {
        FakeServer.Script refuses = (request, message, usual) -> request.equals("eventlog 7")
                ? FakeServer.Reply.message(FakeSession.fault(message, 5))
                : log.reply(request, message, usual);
        try (FakeServer server = FakeServer.start(refuses);
                Host host = server.open()) {
            for (int query = 1; query <= 5; query++) {
                assertThat(failure(host).code()).isEqualTo(ErrorCode.ACCESS_DENIED);
            }
            assertThat(Collections.frequency(server.asked(), "bind eventlog")).isOne();
        }
    }

    @Test
    void logOfAnyLengthIsReadBackToTheTimeAskedFor() {
        fill(3_000);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON + 1_000);
            assertThat(records(read)).hasSize(2_000).startsWith(1_001L).endsWith(3_000L);
            assertThat(read.since().orElseThrow()).isBefore(Instant.ofEpochSecond(NOON + 1_000));
            assertThat(server.asked().stream().filter("eventlog 10"::equals))
                    .as("reads of 64 KB")
                    .hasSizeBetween(5, 10);
        }
    }

    /** The answer is as long as the room, so a log of a few events is asked for little. */
    @Test
    void shortLogIsReadInOneFragment() {
        fill(10);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(records(read(host, NOON))).hasSize(10);
            assertThat(log.room()).isEqualTo(4_200);
        }
    }

    @Test
    void quietLogCostsTwoCalls() {
        fill(300);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            read(host, NOON);
            long before = calls(server);
            int requests = host.traffic().requests();
            LogExcerpt again = read(host, NOON + 100);
            assertThat(calls(server) - before).isEqualTo(2);
            assertThat(host.traffic().requests() - requests).isEqualTo(2);
            assertThat(records(again)).hasSize(200).startsWith(101L);
        }
    }

    @Test
    void emptyLogCostsOneCallAndSaysNothingAboutThePast() {
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(read(host, NOON).since()).contains(since(NOON).to());
            long before = calls(server);
            assertThat(read(host, NOON).events()).isEmpty();
            assertThat(calls(server) - before).isOne();
            fill(2);
            assertThat(records(read(host, NOON))).containsExactly(1L, 2L);
        }
    }

    @Test
    void onlyWhatIsNewIsReadAgain() {
        fill(2_000);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            read(host, NOON);
            log.add(NOON + 5_000, 41_026, SOURCE);
            long before = calls(server);
            assertThat(records(read(host, NOON))).hasSize(2_001).endsWith(2_001L);
            assertThat(calls(server) - before).isEqualTo(3);
            fill(1_000);
            assertThat(records(read(host, NOON))).hasSize(3_001).endsWith(3_001L);
        }
    }

    @Test
    void earlierTimeIsReadEvenIfALaterOneWas() {
        fill(2_000);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            read(host, NOON + 1_900);
            assertThat(records(read(host, NOON))).hasSize(2_000);
        }
    }

    /** Windows would read its log Application instead. */
    @Test
    void logThatTheRegistryDoesNotHaveIsNotOpened() {
        log.missing();
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(host.events().orElseThrow().read(since(NOON))).isEmpty();
            assertThat(server.asked()).noneMatch(asked -> asked.contains("eventlog"));
        }
    }

    /** OBJECT_PATH_INVALID, as Samba says, and OBJECT_NAME_NOT_FOUND. */
    @ParameterizedTest
    @ValueSource(ints = {0xC000_0039, 0xC000_0034})
    void logThatTheServerDoesNotHaveIsNone(int status) {
        log.answering("eventlog 7", status);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(host.events().orElseThrow().read(since(NOON))).isEmpty();
        }
    }

    @Test
    void deniedLogSaysSoAndOnlyTheLogIsDenied() {
        log.answering("eventlog 7", 0xC000_0022);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            EkuException denied = failure(host);
            assertThat(denied.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
            assertThat(denied).hasMessageContaining("event log Lync Server").hasMessageContaining("Event Log Readers");
            host.services().status(ServiceName.of("S"));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** EVENTLOG_FILE_CORRUPT. */
    @ParameterizedTest
    @CsvSource({"eventlog 7, 0xC000018E", "eventlog 4, 0xC000018E", "eventlog 5, 0xC000018E", "eventlog 10, 0xC000018E"
    })
    void otherStatusIsTold(String request, String status) {
        fill(1);
        log.answering(request, Long.decode(status).intValue());
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(failure(host).code()).isEqualTo(ErrorCode.UNSUPPORTED);
            log.answering(request, 0);
            assertThat(records(read(host, NOON))).containsExactly(1L);
        }
    }

    /** Even if it holds as many events as before. */
    @Test
    void clearedLogIsNotTakenForAQuietOne() {
        fill(3);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            read(host, NOON);
            log.clear()
                    .add(NOON + 10, 41_025, SOURCE)
                    .add(NOON + 11, 41_025, SOURCE)
                    .add(NOON + 12, 41_025, SOURCE);
            assertThat(read(host, NOON).events()).extracting(LoggedEvent::id).containsOnly(41_025);
            assertThat(read(host, NOON).since()).contains(Instant.ofEpochSecond(NOON + 10));
            log.clear();
            assertThat(read(host, NOON).since()).contains(since(NOON).to());
        }
    }

    @Test
    void logThatIsClearedWhileItIsReadIsReadAgain() {
        fill(2_000);
        log.beforeRead(read -> {
            if (read == 3) {
                log.clear().add(NOON + 9_000, 41_026, SOURCE);
            }
        });
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON);
            assertThat(records(read)).containsExactly(1L);
            assertThat(read.since()).contains(Instant.ofEpochSecond(NOON + 9_000));
        }
    }

    /** FILE_CHANGED, INVALID_HANDLE, INVALID_PARAMETER, to any of the questions, and then the log is another one. */
    @ParameterizedTest
    @CsvSource({
        "eventlog 4, 0xC0000197",
        "eventlog 5, 0xC0000197",
        "eventlog 10, 0xC0000197",
        "eventlog 4, 0xC0000008",
        "eventlog 5, 0xC0000008",
        "eventlog 10, 0xC0000008",
        "eventlog 4, 0xC000000D",
        "eventlog 5, 0xC000000D",
        "eventlog 10, 0xC000000D"
    })
    void logThatIsClearedBetweenTwoQuestionsIsReadAgain(String request, String status) {
        fill(3);
        log.once(request, Long.decode(status).intValue(), () -> {
            log.clear();
            fill(2);
        });
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(records(read(host, NOON))).containsExactly(1L, 2L);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventlog 4", "eventlog 5", "eventlog 10"})
    void logThatSaysAgainAndAgainThatItChangedIsNotReadForEver(String request) {
        fill(3);
        log.answering(request, 0xC000_0197);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(failure(host).code()).isEqualTo(ErrorCode.HOST_TOO_SLOW);
            assertThat(Collections.frequency(server.asked(), request)).isEqualTo(5);
            assertThat(Collections.frequency(server.asked(), "eventlog 2"))
                    .as("each old handle is closed")
                    .isEqualTo(5);
        }
    }

    @Test
    void numbersThatAreMissingAreNotReadAsIfNothingWere() {
        fill(10);
        log.spoil(4, gone -> new byte[0]).spoil(5, gone -> new byte[0]);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON);
            assertThat(records(read)).containsExactly(1L, 2L, 3L, 6L, 7L, 8L, 9L, 10L);
            assertThat(read.unreadable()).isEqualTo(2);
            fill(3);
            log.spoil(12, gone -> new byte[0]);
            LogExcerpt later = read(host, NOON);
            assertThat(records(later)).contains(11L, 13L).doesNotContain(12L);
            assertThat(later.unreadable()).isEqualTo(3);
            assertThat(read(host, NOON).unreadable()).isEqualTo(3);
        }
    }

    /** What is behind it cannot be asked for by its number, as nobody knows where it begins again. */
    @Test
    void holeBetweenTwoAnswersEndsTheLogThere() {
        fill(1_000);
        AtomicBoolean once = new AtomicBoolean();
        Script script = (request, message, usual) -> {
            if (request.equals("eventlog 10") && !once.getAndSet(true)) {
                Reply first = log.reply(request, message, usual);
                for (int number = 1; number < 990; number++) {
                    log.spoil(number, number < 100 ? same -> same : gone -> new byte[0]);
                }
                return first;
            }
            return log.reply(request, message, usual);
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON);
            assertThat(records(read)).endsWith(999L, 1_000L).hasSizeLessThan(1_000);
            assertThat(read.since())
                    .contains(read.events().get(0).at())
                    .hasValueSatisfying(since -> assertThat(since).isAfter(Instant.ofEpochSecond(NOON)));
        }
    }

    /**
     * As when a virtual machine resumes with an old clock: the day before it is not over yet. The first answer holds
     * some 400 records, so it ends behind, in, or before the stretch.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 300, 350, 400, 600})
    void recordsOfAWrongClockDoNotHideTheOnesBeforeThem(int newer) {
        fill(500);
        for (int wrong = 0; wrong < EventsBackwards.OLDER_RECORDS - 1; wrong++) {
            log.add(NOON - 1_000_000 + wrong, 41_025, SOURCE);
        }
        fill(newer);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON);
            assertThat(read.events())
                    .hasSize(500 + newer)
                    .extracting(LoggedEvent::id)
                    .containsOnly(41_026);
            assertThat(read.unreadable()).isZero();
            assertThat(read.since()).contains(Instant.ofEpochSecond(NOON));
        }
    }

    /** The limit of the above, so that a log of years is not read for a day. */
    @Test
    void readingEndsAtAStretchOfOlderRecords() {
        fill(5_000);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON + 4_900);
            assertThat(records(read)).hasSize(100);
            assertThat(read.since().orElseThrow()).isBefore(Instant.ofEpochSecond(NOON + 4_900));
            assertThat(Collections.frequency(server.asked(), "eventlog 10")).isLessThanOrEqualTo(2);
        }
    }

    /** Its text has no end, its mark is wrong, or its length. */
    @ParameterizedTest
    @CsvSource({"36, 2000000000", "4, 0", "0, 0", "0, 2000000000", "8, 0", "8, -5"})
    void recordThatCannotBeReadHidesNoOtherAndIsCounted(int at, int number) {
        fill(20);
        UnaryOperator<byte[]> spoil = record -> ByteBuffer.wrap(record)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(at, number)
                .array();
        log.spoil(10, spoil).spoil(11, spoil);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON);
            assertThat(records(read))
                    .hasSize(18)
                    .startsWith(1L, 2L)
                    .endsWith(20L)
                    .doesNotContain(10L, 11L);
            assertThat(read.unreadable()).isEqualTo(2);
            fill(5);
            log.spoil(23, spoil);
            assertThat(records(read(host, NOON))).hasSize(22).endsWith(24L, 25L);
            assertThat(read(host, NOON).unreadable()).isEqualTo(3);
            log.spoil(25, spoil);
            assertThat(read(host, NOON).unreadable()).as("the newest").isEqualTo(4);
            assertThat(read(host, NOON).unreadable()).isEqualTo(4);
        }
    }

    @Test
    void logOfWhichNothingCanBeReadIsNotReadForEver() {
        fill(2_000);
        for (int number = 1; number <= 2_000; number++) {
            log.spoil(number, record -> ByteBuffer.wrap(record).putInt(0, 0).array());
        }
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON);
            assertThat(read.events()).isEmpty();
            assertThat(read.unreadable()).isEqualTo(16);
            assertThat(read.since()).contains(since(NOON).to());
        }
    }

    @Test
    void eventsWithHalfASurrogatePairAreCountedAsAltered() {
        log.add(NOON, 41_026, SOURCE, "edge\uD83D.contoso.com")
                .add(NOON + 1, 1_000, SOURCE, "\uD83D")
                .add(NOON + 2, 41_026, SOURCE, "\uD83D\uDE00");
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(read(host, NOON).altered()).isOne();
            assertThat(read(host, NOON).events().get(0).data()).containsExactly("edge\uFFFD.contoso.com");
            assertThat(read(host, NOON + 1).altered()).isZero();
            log.add(NOON + 3, 41_026, SOURCE, "\uDE00");
            assertThat(read(host, NOON).altered()).isEqualTo(2);
        }
    }

    /** After it was cleared, a handle of Windows says so once. */
    @Test
    void logWhoseHandleIsOldIsOpenedAgain() {
        fill(2);
        AtomicBoolean told = new AtomicBoolean();
        log.beforeRead(read -> log.answering("eventlog 10", told.getAndSet(true) ? 0 : 0xC000_0197));
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(records(read(host, NOON))).containsExactly(1L, 2L);
            assertThat(server.asked().stream().filter("eventlog 7"::equals)).hasSize(2);
        }
    }

    /** INVALID_HANDLE, as for whoever kept one while the service of the logs was restarted. */
    @Test
    void handleThatIsNotValidAnyMoreIsReplaced() {
        AtomicBoolean invalid = new AtomicBoolean();
        Script script = (request, message, usual) -> {
            invalid.compareAndSet(true, !request.equals("eventlog 7"));
            boolean refused = invalid.get() && request.matches("eventlog (4|5|10)");
            return refused
                    ? log.answering(request, 0xC000_0008).reply(request, message, usual)
                    : log.answering(request, 0).reply(request, message, usual);
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            read(host, NOON);
            invalid.set(true);
            assertThat(read(host, NOON).events()).isEmpty();
            fill(2_000);
            read(host, NOON);
            invalid.set(true);
            assertThat(read(host, NOON).events()).hasSize(2_000);
            assertThat(server.asked().stream().filter("eventlog 7"::equals)).hasSize(3);
        }
    }

    @Test
    void logWhoseOldestEventsAreOverwrittenWhileItIsReadIsReadAsFarAsItGoes() {
        fill(2_000);
        IntConsumer full = read -> {
            fill(500);
            log.overwrite(500);
        };
        log.beforeRead(full);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            LogExcerpt read = read(host, NOON - 1);
            assertThat(records(read)).endsWith(2_000L).hasSizeBetween(500, 1_999);
            assertThat(read.since()).contains(read.events().get(0).at());
        }
    }

    @Test
    void logThatIsClearedAgainAndAgainIsNotReadForEver() {
        fill(5);
        log.beforeRead(read -> {
            log.clear().from(10_000 * read);
            fill(5);
        });
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(failure(host).code()).isEqualTo(ErrorCode.HOST_TOO_SLOW);
            log.beforeRead(read -> {});
            assertThat(read(host, NOON).events()).hasSize(5);
        }
    }

    @Test
    void recordThatIsLargerThanTheRoomIsRead() {
        fill(1);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            read(host, NOON);
            log.add(NOON + 7, 41_026, SOURCE, "x".repeat(5_000));
            LogExcerpt read = read(host, NOON);
            assertThat(read.events().get(1).data()).containsExactly("x".repeat(2_000));
            assertThat(records(read(host, NOON))).containsExactly(1L, 2L);
            log.add(NOON + 8, 41_026, SOURCE, "x".repeat(40_000));
            assertThat(records(read(host, NOON))).containsExactly(1L, 2L, 3L);
        }
    }

    /** Of a number that is larger than 32 bits only these are sent. */
    @Test
    void numbersMayPass32Bits() {
        log.from(-2);
        fill(5);
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            assertThat(records(read(host, NOON))).containsExactly(0xFFFF_FFFEL, 0xFFFF_FFFFL, 0L, 1L, 2L);
            fill(1);
            assertThat(read(host, NOON).events()).hasSize(6);
        }
    }

    @Test
    void serverThatDoesNotEncryptIsNotAsked() {
        Script plain = (request, message, usual) -> request.equals("bind eventlog")
                ? Reply.message(FakeSession.bound(message))
                : log.reply(request, message, usual);
        try (FakeServer server = FakeServer.start(plain);
                Host host = server.open()) {
            EkuException refused = failure(host);
            assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(refused).hasMessageContaining("does not encrypt").hasMessageContaining("export the log");
            assertThat(server.asked()).noneMatch(asked -> asked.startsWith("eventlog "));
        }
    }

    /** PIPE_BUSY. */
    @Test
    void pipeWhoseBindIsRefusedForTheMomentIsClosedBeforeTheNextIsOpened() {
        fill(1);
        AtomicBoolean refused = new AtomicBoolean();
        Script script = (request, message, usual) -> request.equals("bind eventlog") && !refused.getAndSet(true)
                ? Reply.message(FakeSession.status(message, 0xC000_00AE))
                : log.reply(request, message, usual);
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertThat(records(read(host, NOON))).containsExactly(1L);
            assertThat(Collections.frequency(server.asked(), "pipe eventlog")).isEqualTo(2);
            assertThat(Collections.frequency(server.asked(), "close")).isOne();
        }
    }

    /** By one try its pipe is known, and its connection serves the rest. A refused bind says the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serverThatDoesNotEncryptIsTriedOnce(boolean binds) {
        Script plain = (request, message, usual) -> request.equals("bind eventlog")
                ? Reply.message(
                        binds
                                ? FakeSession.bound(message)
                                : FakeSession.piped(message, FakeSession.bindRefused(message)))
                : log.reply(request, message, usual);
        try (FakeServer server = FakeServer.start(plain);
                Host host = server.open()) {
            for (int query = 1; query <= 3; query++) {
                assertThat(failure(host).code()).isEqualTo(ErrorCode.UNSUPPORTED);
                host.services().status(ServiceName.of("S"));
            }
            assertThat(Collections.frequency(server.asked(), "bind eventlog")).isOne();
            assertThat(Collections.frequency(server.asked(), "close")).isOne();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** OBJECT_NAME_NOT_FOUND and ACCESS_DENIED. */
    @ParameterizedTest
    @CsvSource({"0xC0000034, HOST_UNREACHABLE", "0xC0000022, ACCESS_DENIED"})
    void pipeThatIsMissingOrDeniedIsToldAndTheHostServesOn(String status, ErrorCode code) {
        Script script = (request, message, usual) -> request.equals("pipe eventlog")
                ? Reply.message(FakeSession.status(message, Long.decode(status).intValue()))
                : usual;
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            EkuException refused = failure(host);
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused).hasMessageContaining("eventlog");
            host.services().status(ServiceName.of("S"));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Windows says so in the answer to the first call, if it does not believe who we are. */
    @Test
    void faultIsToldAndTheNextQueryStartsAgain() {
        fill(1);
        AtomicBoolean told = new AtomicBoolean();
        Script script = (request, message, usual) -> request.equals("eventlog 7") && !told.getAndSet(true)
                ? Reply.message(FakeSession.fault(message, 0x1C00_001A)) // the server has lost the context
                : log.reply(request, message, usual);
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertThat(failure(host).code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(records(read(host, NOON))).containsExactly(1L);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(Collections.frequency(server.asked(), "close"))
                    .as("the pipe of the fault is closed")
                    .isOne();
        }
    }

    /** PIPE_BROKEN, as after a restart of the service. */
    @Test
    void pipeThatBreaksIsOpenedAgain() {
        fill(2);
        AtomicBoolean broken = new AtomicBoolean();
        Script script = (request, message, usual) -> request.equals("eventlog 10") && broken.getAndSet(false)
                ? Reply.message(FakeSession.status(message, 0xC000_014B))
                : log.reply(request, message, usual);
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            read(host, NOON);
            broken.set(true);
            assertThat(records(read(host, NOON))).containsExactly(1L, 2L);
        }
    }

    @Test
    void answerThatLiesIsOneClearSentence() {
        fill(1);
        Script script = (request, message, usual) -> request.equals("eventlog 10")
                ? Reply.message(
                        FakeSession.result(message, new byte[] {100, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
                : log.reply(request, message, usual);
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            EkuException failure = failure(host);
            assertThat(failure.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
            assertThat(failure).hasMessageContaining("the answer cannot be read");
            host.services().status(ServiceName.of("S"));
        }
    }
}
