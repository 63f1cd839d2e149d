package dev.eku.inspect;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.frontEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.report.Report;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host whose clock is far from ours. */
class ClockDifferenceTest {
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");

    private final Inspection inspection = Eku.on(frontEnd().at(NOW).build()).inspect(EXEMPTION);

    @ParameterizedTest(name = "inspected from {0} to {1} minutes by our clock")
    @CsvSource({"0, 0", "-5, -5", "5, 5", "-60, 60", "-60, -5"})
    void clockThatAgreesWellEnoughIsNoFinding(int from, int to) {
        assertThat(ClockDifference.of(inspection, NOW.plusSeconds(60L * from), NOW.plusSeconds(60L * to)))
                .isEmpty();
    }

    @Test
    void clockFarAheadOrBehindIsSaidWithHowFar() {
        Optional<ClockDifference> ahead =
                ClockDifference.of(inspection, NOW.minusSeconds(7_200), NOW.minusSeconds(3_600));
        Report said = Reports.ENGLISH.of(ReportedHost.of(inspection), ahead.orElseThrow());
        assertThat(said.body().get(0))
                .isEqualTo(
                        "CLOCK: the clock of FE01 is 60 minutes ahead of this machine's, so read its times with care.");
        assertThat(said.json().toString()).contains("code=CLOCK_DIFFERS", "ahead=PT1H");
        assertThat(ClockDifference.of(inspection, NOW.plusSeconds(301), NOW.plusSeconds(400)))
                .map(ClockDifference::isBehind)
                .contains(true);
    }
}
