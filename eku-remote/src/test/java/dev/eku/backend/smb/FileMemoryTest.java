package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.smb.session.SmbClock;
import dev.eku.backend.smb.session.WireFiles.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of files that were read before. */
class FileMemoryTest {
    private static final byte[] CONTENT = {1, 2, 3};

    private final FileMemory memory = new FileMemory(new SmbClock(Duration.ZERO));
    private final long old = ago(Duration.ofHours(1));

    /** As a FILETIME. */
    private static long ago(Duration length) {
        return Duration.between(
                                Instant.parse("1601-01-01T00:00:00Z"),
                                Instant.now().minus(length))
                        .toMillis()
                * 10_000;
    }

    private Optional<byte[]> kept(Stamp first, Stamp second) {
        memory.keep("C:\\a.exe", Optional.of(first), 0, 3, CONTENT);
        return memory.part("C:\\a.exe", Optional.of(second), 0, 3);
    }

    @Test
    void partOfAFileThatIsTheSameIsKnown() {
        assertThat(kept(new Stamp(old, old, old, 3), new Stamp(old, old, old, 3)))
                .hasValueSatisfying(
                        known -> assertThat(known).isEqualTo(CONTENT).isNotSameAs(CONTENT));
        assertThat(memory.part("C:\\a.exe", Optional.of(new Stamp(old, old, old, 3)), 1, 2))
                .as("another part")
                .isEmpty();
        assertThat(memory.part("C:\\b.exe", Optional.of(new Stamp(old, old, old, 3)), 0, 3))
                .as("another file")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "0, 1, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1"})
    void partOfAFileWithAnotherTimeOrSizeIsNotKnown(int created, int written, int changed, int size) {
        Stamp before = new Stamp(old, old, old, 3);
        assertThat(kept(before, new Stamp(old + created, old + written, old + changed, 3 + size)))
                .isEmpty();
    }

    /** A second change within the same tick would not show. */
    @Test
    void fileThatWasChangedJustNowOrInTheFutureIsNotKept() {
        for (Duration age : new Duration[] {Duration.ZERO, Duration.ofSeconds(2), Duration.ofHours(-1)}) {
            Stamp young = new Stamp(old, old, ago(age), 3);
            assertThat(kept(young, young)).as(age.toString()).isEmpty();
            Stamp written = new Stamp(old, ago(age), old, 3);
            assertThat(kept(written, written)).as(age.toString()).isEmpty();
        }
    }

    @Test
    void fileOfWhichTheServerTellsNoTimeOfChangeIsNotKept() {
        Stamp untold = new Stamp(old, old, 0, 3);
        assertThat(kept(untold, untold)).isEmpty();
    }

    @Test
    void fileBehindALinkIsNotKept() {
        memory.keep("C:\\a.exe", Optional.empty(), 0, 3, CONTENT);
        assertThat(memory.part("C:\\a.exe", Optional.empty(), 0, 3)).isEmpty();
    }

    @Test
    void largePartsAndManyFilesAreForgotten() {
        Stamp stamp = new Stamp(old, old, old, 3);
        memory.keep("C:\\large", Optional.of(stamp), 0, 1 << 20, new byte[1 << 20]);
        assertThat(memory.part("C:\\large", Optional.of(stamp), 0, 1 << 20)).isEmpty();
        for (int i = 0; i < 100; i++) {
            memory.keep("C:\\" + i, Optional.of(stamp), 0, 3, CONTENT);
        }
        assertThat(memory.part("C:\\0", Optional.of(stamp), 0, 3)).isEmpty();
        assertThat(memory.part("C:\\99", Optional.of(stamp), 0, 3)).isPresent();
    }
}
