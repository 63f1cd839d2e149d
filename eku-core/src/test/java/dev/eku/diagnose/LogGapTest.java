package dev.eku.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.LoggingHost;
import dev.eku.Told;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import dev.eku.inspect.LogGap;
import dev.eku.report.Report;
import dev.eku.report.Reports;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A log that lacks events, or the time before it, is told so and not called quiet. */
final class LogGapTest {
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");

    @Test
    void logThatBeginsLaterThanAskedForSaysFromWhenOnItTells() {
        Instant begin = NOW.minusSeconds(7200);
        Diagnosis diagnosis = diagnose(LoggingHost.log(begin, 0, 0));

        assertThat(diagnosis.symptoms().from()).isEqualTo(begin);
        assertThat(diagnosis.symptoms().gaps())
                .containsExactly(new LogGap.BeginsLater(NOW.minusSeconds(86_400), begin));
        assertThat(String.join("\n", Reports.ENGLISH.of(diagnosis).lines()))
                .contains("the log starts at 2017-06-10T01:00:00Z, later than asked for (2017-06-09T03:00:00Z)");
    }

    @Test
    void logOfWhichTheBeginIsNotKnownSaysSo() {
        Diagnosis diagnosis = diagnose(LogExcerpt.of(List.of()));

        assertThat(diagnosis.symptoms().gaps()).containsExactly(new LogGap.BeginUnknown());
    }

    @Test
    void logWithoutAnyEventIsNotChecked() {
        Diagnosis diagnosis = diagnose(LoggingHost.log(NOW, 0, 0));

        assertThat(diagnosis.symptoms().checked()).isFalse();
        assertThat(diagnosis.symptoms().problem()).contains(Message.of("inspect.log.empty", "Lync Server"));
    }

    @Test
    void logOfWhichNothingCouldBeReadIsNotCalledEmpty() {
        Diagnosis diagnosis = diagnose(LoggingHost.log(NOW, 16, 0));

        assertThat(diagnosis.symptoms().problem()).isEmpty();
        assertThat(diagnosis.symptoms().gaps())
                .containsExactly(new LogGap.BeginsLater(NOW.minusSeconds(86_400), NOW), new LogGap.Unreadable(16));
    }

    @Test
    void eventsThatCouldNotBeReadAreCountedInTextAndJson() {
        Report report = Reports.ENGLISH.of(diagnose(LoggingHost.log(Instant.MIN, 7, 3)));

        assertThat(String.join("\n", report.lines()))
                .contains("events that could not be read and are not counted: 7")
                .contains("the rest of them was read: 3");
        assertThat(report.json().toString()).contains("code=UNREADABLE", "code=ALTERED");
    }

    @Test
    void exportOfAnotherComputerSaysSo() {
        LogExcerpt own = export(List.of(), "FE01", "fe01.contoso.com");
        LogExcerpt others = export(List.of(), "fe01.contoso.com", "FE02.contoso.com", "fe011");

        assertThat(exported(own).symptoms().gaps()).isEmpty();
        Diagnosis diagnosis = exported(others);
        assertThat(diagnosis.symptoms().gaps())
                .containsExactly(new LogGap.OtherComputer(List.of("FE02.contoso.com", "fe011"), "FE01"));
        assertThat(String.join("\n", Reports.ENGLISH.of(diagnosis).lines()))
                .contains("events of another computer's log (FE02.contoso.com, fe011), and not of FE01");
        assertThat(Reports.ENGLISH.of(diagnosis).json().toString()).contains("code=OTHER_COMPUTER");
    }

    /** A storm on another front end, in an export of the one or of both, is none on this one. */
    @Test
    void eventsOfAnotherComputerAreNoEvidenceAboutThisOne() {
        List<LoggedEvent> storm = new ArrayList<>();
        for (int minute = 0; minute < 120; minute++) {
            Instant at = NOW.minusSeconds(60L * (120 - minute));
            storm.add(of("FE02.contoso.com", at, 41_025));
            storm.add(of("FE02.contoso.com", at.plusSeconds(1), 41_026));
        }
        LoggedEvent own = of("fe01.contoso.com", NOW.minusSeconds(60), 41_025);
        List<LoggedEvent> all = new ArrayList<>(storm);
        all.add(own);

        LogExcerpt others = export(storm, "FE02.contoso.com");
        LogExcerpt both = export(all, "FE02.contoso.com", "fe01.contoso.com");
        Diagnosis ofOthers = exported(others);
        assertThat(ofOthers.symptoms().checked()).isFalse();
        assertThat(ofOthers.symptoms().peers()).isEmpty();
        assertThat(ofOthers.first().confidence()).isNotEqualTo(Finding.Confidence.CERTAIN);
        assertThat(String.join("\n", Reports.ENGLISH.of(ofOthers).lines()))
                .contains("events of another computer's log (FE02.contoso.com), and not of FE01, are skipped");
        Diagnosis ofBoth = exported(both);
        assertThat(ofBoth.symptoms().checked()).isTrue();
        assertThat(ofBoth.symptoms().flapping()).isEmpty();
        assertThat(ofBoth.symptoms().peers()).extracting(PeerSymptom::connected).containsExactly(1);
        assertThat(Told.evidence(ofBoth.first())).anyMatch(line -> line.contains("another computer's log"));
        assertThat(exported(export(
                                storm.stream()
                                        .map(event -> of("FE01", event.at(), event.id()))
                                        .toList(),
                                "FE01"))
                        .symptoms()
                        .flapping())
                .hasSize(1);
    }

    private static LoggedEvent of(String computer, Instant at, int id) {
        List<String> data = List.of("edge.contoso.com", "8057");
        return new LoggedEvent(at, 0, id, "LS Data MCU", data, Optional.empty(), Optional.of(computer));
    }

    private static LogExcerpt export(List<LoggedEvent> events, String... computers) {
        return new LogExcerpt(events, Optional.of(NOW.minusSeconds(7200)), Optional.of(NOW), 0, 0, List.of(computers));
    }

    private static Diagnosis exported(LogExcerpt log) {
        LoggingHost host = LoggingHost.frontEnd(log);
        return Eku.on(host.host()).diagnose(FrontEnd.EXEMPTION, List.of(), host);
    }

    @Test
    void onlyAWholeLogProvesThatAProcessOfUnknownAgeIsQuiet() {
        assertThat(quiet(LoggingHost.log(Instant.MIN, 0, 0))).isTrue();
        assertThat(quiet(LoggingHost.log(NOW.minusSeconds(3600), 0, 5))).isTrue();
        assertThat(quiet(LoggingHost.log(NOW.minusSeconds(3599), 0, 0))).isFalse();
        assertThat(quiet(LoggingHost.log(Instant.MIN, 1, 0))).isFalse();
        assertThat(quiet(LogExcerpt.of(List.of()))).isFalse();
    }

    /** As in a log that was saved without information events. */
    @Test
    void lossesWithoutTheConnectionsBeforeThemAreNamedAndNotQuiet() {
        LoggedEvent[] lost = IntStream.range(0, 30)
                .mapToObj(minute -> NOW.minusSeconds(60L * (31 - minute)))
                .map(at -> LoggedEvent.of(at, 41_026, "LS Data MCU", "edge.contoso.com", "8057"))
                .toArray(LoggedEvent[]::new);
        LogExcerpt log = LoggingHost.log(Instant.MIN, 0, 0, lost);

        assertThat(quiet(log)).isFalse();
        Diagnosis diagnosis = diagnose(log);
        assertThat(diagnosis.symptoms().flapping()).isEmpty();
        assertThat(Told.evidence(diagnosis.first()))
                .anyMatch(line -> line.startsWith(
                        "events 41026 without event 41025 before them, edge.contoso.com:8057: up to 30 times"));
        assertThat(quiet(LoggingHost.log(Instant.MIN, 0, 0, lost[0]))).isTrue();
    }

    private static boolean quiet(LogExcerpt log) {
        Diagnosis diagnosis = diagnose(log);
        return new ApplicationEvents(
                        diagnosis.inspected(),
                        diagnosis.inspected().inspection().applications().get(0))
                .areQuiet();
    }

    private static Diagnosis diagnose(LogExcerpt log) {
        return Eku.on(LoggingHost.frontEnd(log)).diagnose(FrontEnd.EXEMPTION, List.of());
    }
}
