package dev.eku.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.host.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Processes} means, as tests. A backend's test class supplies a process that runs while a test does. */
public interface ProcessesContract {
    /** The processes under test. */
    Processes processes();

    /** A process that runs. */
    long running();

    /** The full path of the file that {@link #running} runs, without 8.3 names. */
    String file();

    /** A process that has ended; its number was given to no other. */
    long ended();

    @Test
    default void imagePathIsTheFullPathOfTheFileThatAProcessRuns() {
        assertThat(processes().imagePath(running()).orElseThrow()).isEqualToIgnoringCase(file());
        assertThat(processes().imagePath(running()).orElseThrow()).isEqualToIgnoringCase(file());
    }

    @Test
    default void imagePathIsEmptyForAProcessThatHasEnded() {
        assertThat(processes().imagePath(ended())).isEmpty();
    }

    /** Windows gives numbers that are multiples of four, and 0 to what runs when nothing does. */
    @ParameterizedTest
    @ValueSource(longs = {0, 0x7FFF_FFFCL, 0xFFFF_FFFCL, 0x1_0000_0000L, -4, Long.MAX_VALUE, Long.MIN_VALUE})
    default void imagePathIsEmptyWhereNoProcessIs(long processId) {
        assertThat(processes().imagePath(processId)).isEmpty();
    }
}
