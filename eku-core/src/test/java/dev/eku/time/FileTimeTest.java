package dev.eku.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTimeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1601-01-01T00:00:00.0000001Z",
        "116444736000000000, 1970-01-01T00:00:00Z",
        "131415696123456789, 2017-06-10T12:00:12.3456789Z",
        "2650467743999999999, 9999-12-31T23:59:59.9999999Z"
    })
    void timeIsCountedFrom1601(long fileTime, Instant time) {
        assertThat(FileTime.of(fileTime)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, 2_650_467_744_000_000_000L, Long.MAX_VALUE})
    void whatIsNoTimeIsUnknown(long fileTime) {
        assertThat(FileTime.of(fileTime)).isEqualTo(Optional.empty());
    }

    @Test
    void sumStaysWithinTheTimesThatThereAre() {
        Duration most = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        assertThat(FileTime.plus(FileTime.FIRST, most)).isEqualTo(FileTime.LAST);
        assertThat(FileTime.plus(FileTime.LAST, Duration.ofSeconds(Long.MIN_VALUE)))
                .isEqualTo(FileTime.FIRST);
        assertThat(FileTime.plus(FileTime.FIRST, Duration.ofNanos(1))).isEqualTo(FileTime.FIRST.plusNanos(1));
        assertThat(FileTime.plus(FileTime.LAST, Duration.ofNanos(-1))).isEqualTo(FileTime.LAST.minusNanos(1));
    }
}
