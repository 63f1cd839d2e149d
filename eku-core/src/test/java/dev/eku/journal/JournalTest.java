package dev.eku.journal;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.TARGET;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.rollBack;
import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_64;
import static dev.eku.text.Message.asIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.service.ServiceName;
import dev.eku.service.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final KeyPath KEY = Journal.EKU_KEY.child("journal");
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");

    private final MemoryHost host = frontEnd().build();
    private final Journal journal = new Journal(host);

    private static JournalRecord record(int id, Optional<String> rollsBack, boolean ended) {
        return new JournalRecord(
                String.format(Locale.ROOT, "%06d", id),
                rollsBack,
                elsewhere("ann"),
                EXEMPTION,
                "fingerprint",
                NOW,
                ended ? Optional.of(NOW.plusSeconds(1)) : Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static JournalRecord ended(int id) {
        return record(id, Optional.empty(), true);
    }

    /** A run that has changed the registry, so that its record is needed to undo it. */
    private static JournalRecord changed(int id) {
        JournalRecord one = ended(id);
        return new JournalRecord(
                one.id(),
                one.rollsBack(),
                one.operator(),
                one.exemption(),
                one.fingerprint(),
                one.startedAt(),
                one.endedAt(),
                List.of(JournalRecord.Step.of(new SetValue(TARGET, Optional.empty(), ZERO, asIs("")))),
                one.failure(),
                one.startedToReach());
    }

    private static JournalRecord open(int id) {
        return record(id, Optional.empty(), false);
    }

    private static JournalRecord rollback(int id, int of, boolean ended) {
        return record(id, Optional.of(String.format(Locale.ROOT, "%06d", of)), ended);
    }

    private History written(JournalRecord... records) {
        for (JournalRecord one : records) {
            journal.write(one);
        }
        return journal.read();
    }

    static List<JournalRecord> records() {
        ServiceName service = ServiceName.of("RTCDATAMCU");
        List<Action> actions = List.of(
                new CreateKey(VIEW_64, TARGET.key(), asIs("a \"why\", 理由")),
                new DeleteKey(VIEW_64, TARGET.key(), asIs("")),
                new SetValue(TARGET, Optional.empty(), ZERO, asIs("")),
                new SetValue(TARGET, Optional.of(RegistryValue.of(99, new byte[] {1, 0, -1})), ZERO, asIs("")),
                new DeleteValue(TARGET, RegistryValue.string("0"), asIs("")),
                new StopService(
                        service,
                        StopMode.DRAIN,
                        DrainDeadline.STOP,
                        Duration.ofSeconds(900),
                        Duration.ofMillis(1500),
                        asIs("")),
                new StartService(service, StopMode.GRACEFUL, Duration.ofSeconds(1), asIs("")));
        List<Step> steps = new ArrayList<>(actions.stream().map(Step::of).toList());
        for (Result result : Result.values()) {
            steps.add(Step.of(actions.get(6))
                    .done(result, NOW)
                    .inProcess(OptionalLong.of(1234))
                    .leavingKey(Optional.of(NOW))
                    .noting(List.of(
                            new ProcessNote(service, OptionalLong.of(1234), Optional.of(NOW), false),
                            new ProcessNote(ServiceName.of("Other"), OptionalLong.empty(), Optional.empty(), true))));
        }
        Exemption rich = EXEMPTION
                .of("sfb-2015")
                .of(Application.ofService("mine", service, Clr.V2, Bitness.BITS_32))
                .because("why")
                .ownedBy("ann")
                .until(LocalDate.parse("2030-01-31"));
        JournalRecord begun = new JournalRecord(
                "000042",
                Optional.of("000041"),
                Operator.ofThisProcess(),
                rich,
                "ff",
                NOW,
                Optional.empty(),
                steps,
                Optional.empty(),
                List.of(ServiceName.of("RemoteRegistry")));
        return List.of(
                begun, begun.failed(asIs("line one\nline two")), begun.ended(NOW), open(1), rollback(3, 2, true));
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordIsReadAsItWasWritten(JournalRecord record) {
        History history = written(record);
        assertThat(history.records()).containsExactly(record);
        assertThat(history.unreadable()).isEmpty();
    }

    @Test
    void journalOfAFreshHostIsEmpty() {
        assertThat(journal.read()).isEqualTo(new History(List.of(), List.of()));
        assertThat(Journal.nextId(journal.read())).isEqualTo("000001");
        assertThat(journal.read().open()).isEmpty();
        assertThat(journal.read().lastToRollBack()).isEmpty();
    }

    @Test
    void recordsAreReadOldestFirstWhateverTheOrderInTheRegistry() {
        History history = written(ended(3), ended(10), ended(1));
        assertThat(history.records()).extracting(JournalRecord::id).containsExactly("000001", "000003", "000010");
        assertThat(Journal.nextId(history)).isEqualTo("000011");
    }

    @Test
    void recordIsOverwrittenByItsNextState() {
        History history = written(open(1), open(1).ended(NOW));
        assertThat(history.records()).containsExactly(open(1).ended(NOW));
    }

    @Test
    void valuesThatAreNoRecordsAreReportedWithTheirPlace() {
        written(ended(1));
        host.registry().setValue(VIEW_64, KEY, "000002", RegistryValue.string("{\"version\":"));
        host.registry().setValue(VIEW_64, KEY, "000003", RegistryValue.dword(3));
        host.registry().setValue(VIEW_64, KEY, "note", RegistryValue.string("hello"));
        host.registry().setValue(VIEW_64, KEY, "", RegistryValue.string("default"));
        String first = RecordJson.write(ended(1));
        host.registry().setValue(VIEW_64, KEY, "000004", RegistryValue.string(first));
        host.registry()
                .setValue(
                        VIEW_64, KEY, "000005", RegistryValue.string(first.replace("\"version\":2", "\"version\":3")));
        host.registry()
                .setValue(
                        VIEW_64,
                        KEY,
                        "000006",
                        RegistryValue.string(first.replace("{\"version\"", "{\"x\":0,\"version\"")));
        History history = journal.read();
        assertThat(history.records()).containsExactly(ended(1));
        assertThat(said(history.unreadable()))
                .containsExactly(
                        "record 000002 in HKLM\\SOFTWARE\\eku\\journal cannot be read (MALFORMED_FILE)",
                        "record 000003 in HKLM\\SOFTWARE\\eku\\journal cannot be read (REG_DWORD 3)",
                        "record note in HKLM\\SOFTWARE\\eku\\journal cannot be read (REG_SZ \"hello\")",
                        "the default value of HKLM\\SOFTWARE\\eku\\journal cannot be read (REG_SZ \"default\")",
                        "record 000004 in HKLM\\SOFTWARE\\eku\\journal cannot be read (000001)",
                        "record 000005 in HKLM\\SOFTWARE\\eku\\journal cannot be read (MALFORMED_FILE)",
                        "record 000006 in HKLM\\SOFTWARE\\eku\\journal cannot be read (MALFORMED_FILE)");
    }

    @Test
    void newestFiftyRecordsAreKept() {
        for (int id = 1; id <= 53; id++) {
            journal.write(ended(id));
        }
        journal.prune(journal.read());
        assertThat(journal.read().records())
                .extracting(JournalRecord::id)
                .hasSize(50)
                .startsWith("000004")
                .endsWith("000053");
        journal.prune(journal.read());
        assertThat(journal.read().records()).hasSize(50);
    }

    @Test
    void recordThatIsNeededIsKeptHoweverOld() {
        journal.write(open(1));
        journal.write(open(2));
        journal.write(rollback(3, 2, true));
        journal.write(changed(4));
        for (int id = 5; id <= 54; id++) {
            journal.write(ended(id));
        }
        journal.prune(journal.read());
        assertThat(journal.read().records())
                .extracting(JournalRecord::id)
                .as("record 1 is open, and what record 4 did stands; record 2 was undone, so it goes like any other")
                .hasSize(50)
                .startsWith("000001", "000004", "000007");
    }

    @Test
    void runsPruneTheJournal() {
        for (int id = 1; id <= 60; id++) {
            journal.write(ended(id));
        }
        apply(host);
        assertThat(journal.read().records()).hasSize(50);
        assertThat(journal.read().records().get(49).id()).isEqualTo("000061");
    }

    @Test
    void newestInterruptedRunIsTheOpenOneUnlessItIsUndone() {
        assertThat(written(open(1), ended(2)).open()).contains(open(1));
        assertThat(written(open(3)).open()).contains(open(3));
        assertThat(written(rollback(4, 3, false)).open())
                .as("the rollback itself was interrupted")
                .contains(rollback(4, 3, false));
        assertThat(written(rollback(4, 3, true)).open()).contains(open(1));
        assertThat(written(rollback(5, 1, true)).open()).isEmpty();
    }

    @Test
    void interruptedRestartIsUndoneWithWhatItWasFor() {
        History before = written(changed(1), changed(2), open(3));
        assertThat(before.openRestartsAfter(changed(2))).containsExactly(open(3));
        assertThat(before.openRestartsAfter(changed(1))).containsExactly(open(3));
        assertThat(written(rollback(4, 2, false)).open()).as("not yet").contains(rollback(4, 2, false));
        assertThat(written(rollback(4, 2, true)).open()).isEmpty();
    }

    @Test
    void journalEndsWithARollbackWhereNothingWasDoneSince() {
        assertThat(written().endsWithARollback()).isFalse();
        assertThat(written(changed(1), changed(2)).endsWithARollback()).isFalse();
        assertThat(written(rollback(3, 2, false)).endsWithARollback())
                .as("half done")
                .isFalse();
        assertThat(written(rollback(3, 2, true)).endsWithARollback()).isTrue();
        assertThat(written(open(4)).endsWithARollback()).isFalse();
    }

    @Test
    void newestRunThatStandsIsTheOneToRollBack() {
        assertThat(written(changed(1), changed(2)).lastToRollBack()).contains(changed(2));
        assertThat(written(open(3)).lastToRollBack())
                .as("what was interrupted restarts only, so it is undone with what it was for")
                .contains(changed(2));
        assertThat(written(rollback(4, 3, false)).lastToRollBack())
                .as("a rollback that was interrupted undoes nothing yet")
                .contains(open(3));
        assertThat(written(rollback(4, 3, true)).lastToRollBack()).contains(changed(2));
        assertThat(written(rollback(5, 2, true), rollback(6, 1, true)).lastToRollBack())
                .isEmpty();
    }

    @Test
    void restartIsPendingWhereAStepWasResumed() {
        StopService stop = (StopService) records().get(0).steps().get(5).action();
        JournalRecord record = new JournalRecord(
                "000001",
                Optional.empty(),
                elsewhere("ann"),
                EXEMPTION,
                "",
                NOW,
                Optional.empty(),
                List.of(Step.of(stop)),
                Optional.of(asIs("failed")),
                List.of());
        assertThat(record.restartPending()).isFalse();
        assertThat(record.withStep(0, Step.of(stop).done(Result.DONE, NOW)).restartPending())
                .isFalse();
        JournalRecord resumed = record.withStep(0, Step.of(stop).done(Result.RESUMED, NOW));
        assertThat(resumed.restartPending()).isTrue();
        assertThat(resumed.failure()).as("it goes on, so it has not failed").isEmpty();
        assertThat(resumed.withoutResult(0).steps()).containsExactly(Step.of(stop));
        assertThat(record.withoutResult(0).failure()).contains(asIs("failed"));
    }

    @Test
    void forgetDeletesAllRecordsAndRefusesWhatItCannotRead() {
        written(ended(1));
        host.registry().setValue(VIEW_64, KEY, "note", RegistryValue.string("hello"));
        assertThatThrownBy(journal::forget)
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("UNREADABLE_RECORD: the host has journal records that cannot be read: record"
                        + " note in HKLM\\SOFTWARE\\eku\\journal cannot be read (REG_SZ \"hello\")");
        assertThat(journal.read().records()).hasSize(1);
        host.registry().deleteValue(VIEW_64, KEY, "note");
        host.registry().createKey(VIEW_64, KEY.child("somebody's"));
        assertThatThrownBy(journal::forget)
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("UNREADABLE_RECORD: the host has journal records that cannot be read: the key"
                        + " somebody's below HKLM\\SOFTWARE\\eku\\journal is not one of eku's");
        assertThat(journal.read().records()).hasSize(1);
        host.registry().deleteKey(VIEW_64, KEY.child("somebody's"));
        journal.forget();
        assertThat(host.registry().read(VIEW_64, KEY)).isEmpty();
    }

    @Test
    void idsGoOnAfterARollback() {
        apply(host);
        rollBack(host);
        Eku eku = Eku.on(host);
        assertThat(eku.apply(eku.plan(EXEMPTION, STOP), event -> {})
                        .record()
                        .orElseThrow()
                        .id())
                .isEqualTo("000003");
        assertThat(eku.history().records())
                .extracting(JournalRecord::rollsBack)
                .containsExactly(Optional.empty(), Optional.of("000001"), Optional.empty());
    }

    @Test
    void recordsStayInOrderWhenSixDigitsAreUsedUp() {
        for (int id : new int[] {1_000_000, 999_999, 999_998, 1_000_001}) {
            journal.begin(ended(id));
        }
        assertThat(journal.read().unreadable()).isEmpty();
        assertThat(journal.read().records())
                .extracting(JournalRecord::id)
                .containsExactly("999998", "999999", "1000000", "1000001");
        assertThat(Journal.nextId(journal.read())).isEqualTo("1000002");
        assertThat(String.join(
                        "\n",
                        Reports.ENGLISH
                                .of(new ReportedHost("fe01", Optional.empty(), true), journal.read())
                                .lines()))
                .containsSubsequence("1000001", "1000000", "999999");
    }

    @Test
    void runsAreUndoneInOrderWhenSixDigitsAreUsedUp() {
        journal.begin(ended(999_998));
        apply(host);
        assertThat(host.registry().deleteValue(VIEW_64, TARGET.key(), TARGET.valueName()))
                .isTrue();
        apply(host);
        assertThat(journal.read().records())
                .extracting(JournalRecord::id)
                .containsExactly("999998", "999999", "1000000");
        rollBack(host);
        assertThat(host.registry().value(VIEW_64, TARGET.key(), TARGET.valueName()))
                .isEmpty();
        assertThat(journal.read().standing()).isEmpty();
    }

    @Test
    void runsBeforeAndAfterSixDigitsAreUsedUpAreToldApart() {
        journal.begin(ended(999_999));
        apply(host);
        History history = journal.read();
        assertThat(history.records().get(1).isLaterThan(history.records().get(0)))
                .isTrue();
        assertThat(history.records().get(0).isLaterThan(history.records().get(1)))
                .isFalse();
        rollBack(host);
        assertThat(journal.read().isRolledBack(history.records().get(1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000", "0999999", "99999", "", "00000a", "-00001", "٠٠٠٠٠١"})
    void nameThatIsNoNumberOfARecordIsUnreadable(String name) {
        journal.begin(ended(1));
        String text = host.registry()
                .value(VIEW_64, KEY, "000001")
                .flatMap(RegistryValue::asString)
                .orElseThrow();
        host.registry().setValue(VIEW_64, KEY, name, RegistryValue.string(text.replace("000001", name)));
        assertThat(journal.read().unreadable()).hasSize(1);
    }

    @Test
    void nextRecordAfterTheLastNumberIsRefusedAndTheHostUntouched() {
        journal.begin(ended(999_999_999));
        HostSnapshot before = host.snapshot();
        assertThatThrownBy(() -> apply(host))
                .isInstanceOf(EkuException.class)
                .hasMessageContaining("UNREADABLE_RECORD")
                .hasMessageContaining("999999999 in " + KEY + " is the last number that a record can have");
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void recordHoldsNoSentenceOfOurs() {
        MemoryHost host = FrontEnd.frontEnd().build();
        FrontEnd.apply(host);
        String text = host.registry()
                .value(VIEW_64, KEY, "000001")
                .flatMap(RegistryValue::asString)
                .orElseThrow();
        for (Step step : new Journal(host).read().records().get(0).steps()) {
            assertThat(text)
                    .contains("\"key\":\"" + step.action().why().key() + "\"")
                    .doesNotContain(said(step.action().why()));
        }
    }
}
