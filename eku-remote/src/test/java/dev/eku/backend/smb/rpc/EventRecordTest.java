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
        assertThat(read(answer(512, record(-1, 41_026, "LS Data MCU", "a", "", "b"))))
                .containsExactly(
                        new EventRecord(0xFFFF_FFFFL, 1_800_000_000L, 41_026, "LS Data MCU", List.of("a", "", "b")));
    }

    @Test
    void longTextsAreCutAfter2000Characters() {
        EventRecord read = read(answer(20_000, record(1, 1, "S", "x".repeat(1_500), "y".repeat(1_500), "z")))
                .get(0);
        assertThat(read.strings()).containsExactly("x".repeat(1_500), "y".repeat(500));
    }

    /** Length, mark, number of strings, and where they start. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 55", "0, -1", "0, 2000000000", "0, 513", "4, 0", "36, 0", "36, -2", "36, 2000000000"})
    void recordThatLiesIsRefused(int at, int number) {
        byte[] record = record(1, 1, "S", "a");
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
        assertThatThrownBy(() -> read(answer(512, record))).isInstanceOf(RpcException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1", "513", "2000000000", "55", "60"})
    void answerThatLiesAboutItsSizeIsRefused(int used) {
        byte[] answer = answer(512, record(1, 1, "S", "a"));
        ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(4 + 512, used);
        assertThatThrownBy(() -> read(answer)).isInstanceOf(RpcException.class);
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
