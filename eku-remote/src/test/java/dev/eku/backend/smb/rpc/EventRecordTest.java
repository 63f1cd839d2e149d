package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.contract.SpoiledInputs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of an event log as a server may send them, also if it lies. */
class EventRecordTest {
    private static final RpcHandle LOG = RpcHandle.of(new byte[RpcHandle.SIZE]);

    private static byte[] record(int number, int id, String source, String... strings) {
        return WrittenRecord.of(number, 1_800_000_000, id, source, strings);
    }

    private static byte[] answer(int room, byte[]... records) {
        byte[] answer = new byte[4 + room + 12];
        ByteBuffer out = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(room);
        for (byte[] record : records) {
            out.put(record);
        }
        int used = out.position() - 4;
        out.putInt(4 + room, used);
        return answer;
    }

    private static List<EventRecord> read(byte[] answer) {
        return Eventlog.read(LOG, 1, false, 0).decode(answer).content().all();
    }

    @Test
    void recordIsReadWithoutItsSeverityAndWithUnsignedNumbers() {
        byte[] answer = answer(512, record(-1, 41_026, "LS Data MCU", "a", "", "b"));
        assertThat(Eventlog.read(LOG, -1, true, 0).decode(answer).content().all())
                .containsExactly(
                        new EventRecord(0xFFFF_FFFFL, 1_800_000_000L, 41_026, "LS Data MCU", List.of("a", "", "b")));
    }

    @Test
    void longTextsAreCutAfter2000Characters() {
        EventRecord read = read(answer(20_000, record(1, 1, "S", "x".repeat(1_500), "y".repeat(1_500), "z")))
                .get(0);
        assertThat(read.strings()).containsExactly("x".repeat(1_500), "y".repeat(500));
    }

    /** Mark, number of strings, where they start: the length still tells where the next record begins. */
    @ParameterizedTest
    @CsvSource({"4, 0, 2", "24, 2000000000, 2", "36, 0, 2", "36, -2, 2", "36, 2000000000, 2", "8, 77, 2", "8, 1, 2"})
    void recordThatLiesHidesNoOther(int at, int number, int read) {
        assertThat(read(answer(512, record(1, 1, "S", "a"), spoiled(at, number), record(3, 3, "S", "c"))))
                .containsExactly(
                        new EventRecord(1, 1_800_000_000L, 1, "S", List.of("a")),
                        unreadable(read),
                        new EventRecord(3, 1_800_000_000L, 3, "S", List.of("c")));
    }

    /** Then nobody knows where the next record begins, and it must be asked for. */
    @ParameterizedTest
    @CsvSource({"0", "55", "-1", "2000000000", "513", "60", "200"})
    void recordWithoutItsTrueLengthIsTheLast(int length) {
        assertThat(read(answer(512, record(1, 1, "S", "a"), spoiled(0, length), record(3, 3, "S", "c"))))
                .containsExactly(new EventRecord(1, 1_800_000_000L, 1, "S", List.of("a")), unreadable(2));
    }

    /** Some servers may not repeat the length. */
    @Test
    void lengthNeedNotBeRepeated() {
        byte[] one = record(1, 1, "S", "a");
        byte[] other = record(2, 1, "S", "a");
        ByteBuffer.wrap(one).putInt(one.length - 4, 0);
        ByteBuffer.wrap(other).putInt(other.length - 4, 0);
        assertThat(read(answer(512, one, other))).hasSize(2).allMatch(EventRecord::isReadable);
    }

    /** The mark as well as the number; the record is the one that was asked for. */
    @Test
    void recordOfWhichNothingCanBeReadHasThePlaceOfItsOwn() {
        byte[] first = spoiled(4, 0);
        ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 99);
        assertThat(read(answer(512, first))).containsExactly(unreadable(1));
        assertThat(read(answer(512, record(1, 1, "S"), first))).element(1).isEqualTo(unreadable(2));
        assertThat(Eventlog.read(LOG, 7, true, 0)
                        .decode(answer(512, record(7, 1, "S"), first))
                        .content()
                        .all())
                .element(1)
                .isEqualTo(unreadable(6));
    }

    /** A half of a pair, two halves in the wrong order, and what Unicode keeps for no character. */
    @ParameterizedTest
    @ValueSource(strings = {"a\uD83Db", "a\uDE00\uD83Db", "\uD83D", "\uFFFE", "\uFFFF"})
    void textWithWhatIsNoCharacterIsToldAsAltered(String text) {
        EventRecord read =
                read(answer(512, record(1, 1, "S", text, "\uD83D\uDE00"))).get(0);
        assertThat(read.condition()).isEqualTo(EventRecord.Condition.ALTERED);
        assertThat(read.strings().get(0)).matches("a?\uFFFD+b?").hasSameSizeAs(text);
        assertThat(read.strings().get(1)).isEqualTo("\uD83D\uDE00");
        assertThat(read(answer(512, record(1, 1, "S\uD83D"))).get(0).condition())
                .isEqualTo(EventRecord.Condition.ALTERED);
    }

    @Test
    void pairThatTheLimitCutsInTwoIsNotAltered() {
        EventRecord read = read(answer(20_000, record(1, 1, "S", "x".repeat(1_999) + "\uD83D\uDE00", "z")))
                .get(0);
        assertThat(read.strings()).containsExactly("x".repeat(1_999));
        assertThat(read.condition()).isEqualTo(EventRecord.Condition.WHOLE);
        assertThat(read(answer(20_000, record(1, 1, "S", "\uFFFD"))).get(0).condition())
                .as("logged as it is")
                .isEqualTo(EventRecord.Condition.WHOLE);
    }

    private static byte[] spoiled(int at, int number) {
        byte[] record = record(2, 2, "S", "b");
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
        return record;
    }

    private static EventRecord unreadable(int number) {
        return new EventRecord(number, 0, 0, "", List.of(), EventRecord.Condition.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"-1", "513", "2000000000"})
    void answerThatLiesAboutItsSizeIsRefused(int used) {
        byte[] answer = answer(512, record(1, 1, "S", "a"));
        ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(4 + 512, used);
        assertThatThrownBy(() -> read(answer)).isInstanceOf(RpcException.class);
    }

    @ParameterizedTest
    @CsvSource({"55", "60"})
    void recordThatIsCutOffIsNotRead(int used) {
        byte[] answer = answer(512, record(1, 1, "S", "a"));
        ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(4 + 512, used);
        assertThat(read(answer)).containsExactly(unreadable(1));
    }

    @Test
    void spoiledRecordsEndInTheDocumentedExceptionOrAreRead() {
        byte[] one = record(7, 41_026, "LS Data MCU", "edge.contoso.com", "8057");
        List<byte[]> answers = List.of(
                answer(4_200, one, record(8, 41_025, "LS Data MCU", "edge.contoso.com", "8057"), record(9, 1, "")),
                answer(2_000, record(1, 1, "S", "x".repeat(800))),
                answer(0));
        SpoiledInputs.read("EventRecordTest", 100_000, 2, answers, input -> {
            try {
                read(input);
                return true;
            } catch (RpcException documented) {
                return false;
            }
        });
    }
}
