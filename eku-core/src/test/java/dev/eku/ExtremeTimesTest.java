package dev.eku;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.apply.Outcome;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.RolloutOptions;
import dev.eku.host.HostAccess;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import dev.eku.host.event.LoggedEvent;
import dev.eku.inspect.Capture;
import dev.eku.journal.Journal;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.product.PeerEvents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.time.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Times and lengths of time that no clock has shown: refused in a sentence where they are read, survived where they are
 * legal.
 */
final class ExtremeTimesTest {
    private static final String BUT = "a year from 1601 to 9999 expected";

    static Stream<Instant> impossible() {
        return Stream.of(
                Instant.MIN,
                Instant.MAX,
                Instant.parse("-0001-01-01T00:00:00Z"),
                FileTime.FIRST.minusNanos(1),
                FileTime.LAST.plusNanos(1));
    }

    private static String snapshot() {
        LoggedEvent event = LoggedEvent.of(Instant.parse("2017-06-10T02:00:00Z"), 41025, PeerEvents.SOURCE, "a");
        HostSnapshot host = frontEnd()
                .writtenAt(Instant.parse("2017-06-09T00:00:00Z"))
                .value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO)
                .log(PeerEvents.LOG, event)
                .build()
                .snapshot();
        return HostSnapshotFile.print(host)
                .replaceFirst("\"events\" :", "\"since\" : \"2017-06-01T00:00:00Z\", \"events\" :");
    }

    private static void refused(Runnable reading, String sentence) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void snapshotWithAnImpossibleTimeAnywhereIsRefused(Instant time) {
        for (String field : List.of("instant", "lastWritten", "processStarted", "at", "since")) {
            String spoiled =
                    snapshot().replaceFirst("\"" + field + "\" : \"[^\"]*\"", "\"" + field + "\" : \"" + time + "\"");
            assertThat(spoiled).contains("\"" + field + "\" : \"" + time);
            refused(() -> HostSnapshotFile.parse(spoiled, "fe01.json"), field + ": " + BUT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PT-1S", "P10001D", "PT9223372036854775807S", "PT-9223372036854775808S", "P106751991167300D"})
    void snapshotWithAnImpossibleWaitHintIsRefused(String length) {
        String spoiled = snapshot().replaceFirst("\"state\" :", "\"waitHint\" : \"" + length + "\", \"state\" :");
        refused(() -> HostSnapshotFile.parse(spoiled, "fe01.json"), "waitHint: 0 to 10000 days expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9223372036854775808S", "P99999999999999999999D", "PT1E9S"})
    void lengthThatCannotBeCountedIsRefused(String length) {
        String spoiled = snapshot().replaceFirst("\"state\" :", "\"waitHint\" : \"" + length + "\", \"state\" :");
        refused(() -> HostSnapshotFile.parse(spoiled, "fe01.json"), "waitHint");
    }

    static Stream<Instant> extreme() {
        return Stream.of(FileTime.FIRST, FileTime.FIRST.plusSeconds(60), FileTime.LAST.minusSeconds(60), FileTime.LAST);
    }

    @ParameterizedTest
    @MethodSource("extreme")
    void hostAtTheFirstOrLastOfTimesIsPlannedChangedProvedDiagnosedCapturedAndUndone(Instant time) {
        MemoryHost host = MemoryHost.from(HostSnapshotFile.parse(
                snapshot().replaceFirst("\"instant\" : \"[^\"]*\"", "\"instant\" : \"" + time + "\""), "fe01.json"));
        Eku eku = FrontEnd.mortal(host);
        Plan plan = eku.plan(EXEMPTION, STOP.restart(PlanOptions.Restart.ALWAYS));
        assertThat(PlanJson.read(Json.parse(Json.compact(PlanJson.write(plan)), "plan")))
                .isEqualTo(plan);
        assertThat(eku.apply(plan, event -> {}).status()).isIn(Outcome.Status.DONE, Outcome.Status.NOTHING_TO_DO);
        assertThat(host.service(MCU).starts()).isPositive();
        eku.verify(EXEMPTION);
        eku.diagnose(EXEMPTION, List.of());
        HostSnapshot captured = new Capture(host).snapshot(List.of());
        assertThat(HostSnapshotFile.parse(HostSnapshotFile.print(captured), "again"))
                .isEqualTo(captured);
        eku.apply(eku.planRollback(STOP), event -> {});
        MemoryHost fresh = frontEnd().at(time).build();
        FrontEnd.apply(fresh);
        FrontEnd.rollBack(fresh);
    }

    @Test
    void clockOfAMemoryHostStandsStillAtTheEndOfAllTimes() {
        MemoryHost host = frontEnd().build();
        boolean[] happened = new boolean[1];
        host.clock().after(Duration.ofSeconds(Long.MAX_VALUE), () -> happened[0] = true);
        host.clock().sleep(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        assertThat(host.clock().now()).isEqualTo(FileTime.LAST);
        assertThat(happened[0]).isTrue();
        host.clock().sleep(Duration.ofSeconds(Long.MIN_VALUE));
        assertThat(host.clock().now()).isEqualTo(FileTime.LAST);
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void memoryHostRefusesAnImpossibleTime(Instant time) {
        assertThatThrownBy(() -> frontEnd().at(time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(BUT);
        assertThatThrownBy(() -> frontEnd().writtenAt(time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(BUT);
        assertThatThrownBy(() -> frontEnd()
                        .log(PeerEvents.LOG, LoggedEvent.of(time, 1, "a"))
                        .build()
                        .snapshot())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(BUT);
    }

    @ParameterizedTest
    @CsvSource({
        "madeAt, -1000000000-01-01T00:00:00Z, a year from 1601 to 9999 expected",
        "madeAt, +1000000000-12-31T23:59:59.999999999Z, a year from 1601 to 9999 expected",
        "expires, +999999999-12-31, a year from 1601 to 9999 expected",
        "expires, -999999999-01-01, a year from 1601 to 9999 expected",
        "expires, 1600-12-31, a year from 1601 to 9999 expected",
        "drainTimeout, PT9223372036854775807S, 0 to 10000 days expected",
        "stopTimeout, PT-1S, 0 to 10000 days expected",
        "startTimeout, P10001D, 0 to 10000 days expected"
    })
    void planFileWithAnImpossibleTimeIsRefused(String field, String time, String sentence) {
        Plan plan = Eku.on(frontEnd().build()).plan(EXEMPTION.until(LocalDate.of(2018, 1, 1)), STOP);
        String spoiled = Json.compact(PlanJson.write(plan))
                .replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + time + "\"");
        assertThat(spoiled).contains(time);
        refused(() -> PlanJson.read(Json.parse(spoiled, "plan")), field + ": " + sentence);
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void recordWithAnImpossibleTimeIsToldAsUnreadable(Instant time) {
        MemoryHost host = frontEnd().build();
        FrontEnd.apply(host);
        String id = Eku.on(host).history().records().get(0).id();
        KeyPath key = Journal.EKU_KEY.child("journal");
        String text = host.registry()
                .value(RegistryView.VIEW_64, key, id)
                .flatMap(RegistryValue::asString)
                .orElseThrow();
        String spoiled = text.replaceFirst("\"doneAt\":\"[^\"]*\"", "\"doneAt\":\"" + time + "\"");
        assertThat(spoiled).isNotEqualTo(text);
        host.registry().setValue(RegistryView.VIEW_64, key, id, RegistryValue.string(spoiled));
        assertThat(Eku.on(host).history().unreadable()).hasSize(1);
        assertThatCode(() -> Eku.on(host).plan(EXEMPTION, STOP)).doesNotThrowAnyException();
        assertThatCode(() -> Eku.on(host).verify(EXEMPTION)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT9223372036854775807S", "P3661D"})
    void lengthsWithoutBoundAreRefusedByTheLibrary(String text) {
        Duration length = Duration.parse(text);
        parameter(() -> HostAccess.DEFAULT.within(length, Duration.ofSeconds(1)), "connectDeadline");
        parameter(() -> HostAccess.DEFAULT.within(Duration.ofSeconds(1), length), "callDeadline");
        parameter(() -> PlanOptions.DEFAULT.timeouts(length, length, length), "timeout");
        if (!length.isZero()) {
            parameter(() -> RolloutOptions.DEFAULT.soak(length), "soak");
        }
        parameter(() -> Eku.on(frontEnd().build()).diagnose(EXEMPTION, List.of(), length), "window");
    }

    @Test
    void lastDayOfAnExemptionLiesInTheYearsThatRecordsCanTell() {
        parameter(() -> EXEMPTION.until(LocalDate.MAX), "expires");
        parameter(() -> EXEMPTION.until(LocalDate.MIN), "expires");
        assertThat(EXEMPTION.until(LocalDate.of(9999, 12, 31)).expires()).isPresent();
    }

    private static void parameter(Runnable call, String name) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PARAMETER))
                .hasMessageContaining(name);
    }
}
