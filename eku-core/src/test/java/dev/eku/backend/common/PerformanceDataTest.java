package dev.eku.backend.common;

import static dev.eku.backend.common.PerformanceBlock.NOON;
import static dev.eku.backend.common.PerformanceBlock.PID;
import static dev.eku.backend.common.PerformanceBlock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.contract.SpoiledInputs;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start of a process, out of data as the specification describes it. */
class PerformanceDataTest {
    private static final long TEN_MINUTES = 600 * SECOND;

    private static byte[] windows() {
        return new PerformanceBlock(NOON, NOON, SECOND, NOON - TEN_MINUTES).bytes();
    }

    private static OptionalLong started(PerformanceBlock block) {
        return PerformanceData.started(block.bytes(), PID);
    }

    @Test
    void startIsFoundByTheProcessId() {
        assertThat(PerformanceData.started(windows(), PID)).hasValue(NOON - TEN_MINUTES);
        assertThat(PerformanceData.started(windows(), 4)).hasValue(NOON - 3600 * SECOND);
        assertThat(PerformanceData.started(windows(), PID + 1)).isEmpty();
    }

    @Test
    void dataThatWasCutOffIsRecognised() {
        assertThat(PerformanceData.isCut(windows())).isFalse();
        assertThat(PerformanceData.isCut(Arrays.copyOf(windows(), windows().length - 1)))
                .isTrue();
    }

    /** The object's time has its own frequency and beginning, and is related to the clock by their difference. */
    @ParameterizedTest
    @CsvSource({"1000000, 3600000000", "3579545, 12886362000", "10000000, 36000000000", "1, 3600"})
    void startInAnotherTimeIsConvertedIntoThatOfTheClock(long frequency, long now) {
        long tenMinutesAgo = now - 600 * frequency;

        assertThat(started(new PerformanceBlock(NOON, now, frequency, tenMinutesAgo)))
                .hasValue(NOON - TEN_MINUTES);
    }

    /** Sampled a moment apart, the two times must not make the start differ from one answer to the next. */
    @Test
    void startThatIsAFileTimeIsTakenAsItIs() {
        assertThat(started(new PerformanceBlock(NOON + 77, NOON + 1_234, SECOND, NOON - 5)))
                .hasValue(NOON - 5);
        assertThat(started(new PerformanceBlock(0, 0, 0, NOON - 5))).hasValue(NOON - 5);
        assertThat(started(new PerformanceBlock(NOON, 0, 0, NOON))).hasValue(NOON);
        assertThat(started(new PerformanceBlock(NOON, NOON, SECOND, NOON))).hasValue(NOON);
    }

    @ParameterizedTest
    @CsvSource({
        "no clock,                          0, 3600000000, 1000000, 1",
        "a start after the sample,          134405136000000000, 1, 1000000, 2",
        "no start,                          134405136000000000, 3600000000, 1000000, 0",
        "a FILETIME after the clock,        134405136000000000, 134405136000000001, 10000000, 134405136000000001",
        "the same without a frequency,      134405136000000000, 0, 0, 134405136000000001",
        "a FILETIME in a time of its own,   134405136000000000, 3600000000, 10000000, 134405135000000000",
        "the same in another frequency,     134405136000000000, 3600000000, 3579545, 134405135000000000",
        "no start as a FILETIME,            134405136000000000, 134405136000000000, 10000000, 0",
        "a time since the machine's start,  0, 0, 0, 36000000000",
        "a frequency below zero,            134405136000000000, 3600000000, -1, 1",
        "a frequency no timer has,          134405136000000000, 9223372036854775807, 9223372036854775807, 1",
        "more seconds than there were,      134405136000000000, 9223372036854775807, 1, 1"
    })
    void whatTellsNoTimeIsNoGuess(String why, long clock, long now, long frequency, long start) {
        assertThat(started(new PerformanceBlock(clock, now, frequency, start)))
                .as(why)
                .isEmpty();
    }

    @Test
    void dataWithoutWhatWeAskForTellsNothing() {
        int processes = PerformanceBlock.processes();
        assertThat(started(block().with(28, 0))).as("no objects").isEmpty();
        assertThat(started(block().with(processes + 12, 232)))
                .as("no processes")
                .isEmpty();
        assertThat(started(block().with(processes + 40, -1))).as("no instances").isEmpty();
        assertThat(started(block().with(processes + 104 + 4, 685)))
                .as("no start")
                .isEmpty();
        assertThat(started(block().with(processes + 144 + 4, 785))).as("no id").isEmpty();
        assertThat(started(block().with(PerformanceBlock.firstInstance() + 40 + 24, PID)))
                .as("two of them")
                .isEmpty();
        assertThat(started(new PerformanceBlock(NOON, NOON, SECOND, NOON - TEN_MINUTES)
                        .with(PerformanceBlock.firstInstance() + 40 + 24, PID)
                        .with(PerformanceBlock.firstInstance() + 40 + 16, 0)
                        .with(PerformanceBlock.firstInstance() + 40 + 20, 0)))
                .as("two of them, one of which tells no start")
                .isEmpty();
    }

    private static PerformanceBlock block() {
        return new PerformanceBlock(NOON, NOON, SECOND, NOON - TEN_MINUTES);
    }

    @ParameterizedTest
    @CsvSource({
        "the signature, 0, 0",
        "big endian, 8, 0",
        "the first object, 24, 4000",
        "the number of objects, 28, -2",
        "an object without length, 96, 0",
        "an object behind the end, 96, 100000",
        "an object that overflows, 96, 2147483647"
    })
    void dataThatDoesNotFitIsRefused(String what, int at, int number) {
        assertThatThrownBy(() -> started(block().with(at, number)))
                .as(what)
                .isInstanceOf(PerformanceData.MalformedException.class);
    }

    @Test
    void spoiledDataIsReadOrRefused() {
        SpoiledInputs.read("PerformanceDataTest", SpoiledInputs.USUAL, 1, List.of(windows()), input -> {
            try {
                PerformanceData.isCut(input);
                PerformanceData.started(input, PID);
                return true;
            } catch (PerformanceData.MalformedException documented) {
                return false;
            }
        });
    }
}
