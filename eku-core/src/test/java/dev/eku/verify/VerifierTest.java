package dev.eku.verify;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.rollBack;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.journal.Journal;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict.Compliant;
import dev.eku.verify.Verdict.Drifted;
import dev.eku.verify.Verdict.PendingRestart;
import dev.eku.verify.Verdict.Unverifiable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerifierTest {
    private static final String PLACE = "data-mcu: 64-bit " + KEY + ", value " + PATH + ": ";
    private static final String RIGHT = PLACE + "REG_DWORD 0";
    private static final String ABSENT = PLACE + "expected REG_DWORD 0, found nothing";
    private static final String READ =
            "service RTCDATAMCU started at 2017-06-10T02:00:00Z, after the value was written at 2017-06-01T00:00:00Z";

    private static Consumer<Verdict> is(Class<? extends Verdict> type, List<String> evidence) {
        return verdict -> {
            assertThat(verdict).isInstanceOf(type);
            assertThat(said(verdict.evidence())).isEqualTo(evidence);
        };
    }

    private static Verdict verify(MemoryHostBuilder host) {
        return Eku.on(host.build()).verify(EXEMPTION);
    }

    @Test
    void hostIsCompliantWhereTheValueIsRightAndTheProcessIsNewer() {
        assertThat(verify(exempted())).satisfies(is(Compliant.class, List.of(RIGHT, READ)));
        assertThat(verify(exempted()).isCompliant()).isTrue();
        assertThat(verify(exempted()).name()).isEqualTo("Compliant");
    }

    @Test
    void hostIsCompliantWhereTheServiceIsStoppedAndWillReadTheValue() {
        assertThat(verify(exempted().state(MCU, ServiceState.STOPPED)))
                .satisfies(is(
                        Compliant.class,
                        List.of(RIGHT, "service RTCDATAMCU is stopped and will read the value when it starts")));
    }

    @Test
    void restartIsPendingWhereEkuWroteTheValueAndTheProcessIsOlder() {
        Verdict verdict = verify(FrontEnd.pending(Instant.parse("2017-06-10T02:30:00Z")));
        assertThat(verdict)
                .satisfies(is(
                        PendingRestart.class,
                        List.of(
                                RIGHT,
                                "service RTCDATAMCU started at 2017-06-10T02:00:00Z, before the value was written at"
                                        + " 2017-06-10T02:30:00Z")));
        assertThat(verdict.isCompliant()).isFalse();
        assertThat(verdict.name()).isEqualTo("PendingRestart");
    }

    @Test
    void hostIsUnverifiableWhereSomebodyElseWroteTheKeySinceTheProcessStarted() {
        assertThat(verify(frontEnd()
                        .writtenAt(Instant.parse("2017-06-10T02:30:00Z"))
                        .value(KEY, PATH, ZERO)))
                .satisfies(is(
                        Unverifiable.class,
                        List.of(
                                RIGHT,
                                "service RTCDATAMCU started at 2017-06-10T02:00:00Z, before the key was last written at"
                                        + " 2017-06-10T02:30:00Z; eku cannot tell whether this value was written then or"
                                        + " another one")));
    }

    /** The check is off by either of the two values, and nothing tells since when the one of the machine stands. */
    @Test
    void restartIsNotCalledPendingOfAProcessThatMayHaveReadTheMachineWideValue() {
        Verdict verdict = verify(FrontEnd.pending(Instant.parse("2017-06-10T02:30:00Z"))
                .value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", ZERO));
        assertThat(verdict).isInstanceOf(Unverifiable.class);
        assertThat(said(verdict.evidence()))
                .contains("data-mcu: 64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319, value"
                        + " RequireCertificateEKUs is 0, too; eku cannot tell since when, so the process may be exempt"
                        + " without a restart");
        assertThat(verify(FrontEnd.pending(Instant.parse("2017-06-10T02:30:00Z"))
                        .value(RegistryTarget.runtimeKey(Clr.V2), "RequireCertificateEKUs", ZERO)))
                .as("of a runtime that the process does not load")
                .isInstanceOf(PendingRestart.class);
    }

    @Test
    void restartIsPendingAfterAnApplyWithoutRestart() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host);
        host.clock().sleep(Duration.ofSeconds(1));
        eku.apply(plan(host, STOP.restart(Restart.NEVER)), event -> {});
        assertThat(eku.verify()).isInstanceOf(PendingRestart.class);
        eku.apply(plan(host, STOP), event -> {});
        assertThat(eku.verify()).isInstanceOf(Compliant.class);
    }

    @Test
    void dwordOfOddLengthThatDotNetReadsAsZeroExempts() {
        for (int size = 0; size < 4; size++) {
            Verdict verdict = verify(exempted().value(KEY, PATH, RegistryValue.of(4, new byte[size])));

            assertThat(said(verdict.evidence()).get(0))
                    .startsWith("data-mcu: 64-bit " + KEY)
                    .contains("REG_DWORD of " + size + " bytes")
                    .endsWith(", which .NET reads as 0");
            assertThat(verdict).isNotInstanceOf(Drifted.class);
        }
    }

    /**
     * The rows of table A (reference/domain.md 2.3) that leave the check on, and those harvested from the reader's
     * code.
     */
    static List<Arguments> notExempt() {
        RegistryTarget clr2 =
                new RegistryTarget(RegistryView.VIEW_64, RegistryTarget.keyOf(EXEMPTION.setting(), Clr.V2), PATH);
        return List.of(
                Arguments.of("REG_DWORD 1", frontEnd().value(KEY, PATH, RegistryValue.dword(1)), "REG_DWORD 1"),
                Arguments.of("REG_SZ", frontEnd().value(KEY, PATH, RegistryValue.string("0")), "REG_SZ \"0\""),
                Arguments.of("REG_QWORD", frontEnd().value(KEY, PATH, RegistryValue.qword(0)), "REG_QWORD 0"),
                Arguments.of(
                        "long DWORD",
                        frontEnd().value(KEY, PATH, RegistryValue.of(4, new byte[5])),
                        "REG_DWORD of 5 bytes: 00 00 00 00 00"),
                Arguments.of("wrong view", frontEnd().value(RegistryView.VIEW_32, KEY, PATH, ZERO), "nothing"),
                Arguments.of("wrong runtime", frontEnd().value(clr2.key(), PATH, ZERO), "nothing"),
                Arguments.of("quoted name", frontEnd().value(KEY, "\"" + PATH + "\"", ZERO), "nothing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notExempt")
    void hostHasDriftedWhereTheValueIsNotWhatDotNetReads(String what, MemoryHostBuilder host, String found) {
        Verdict verdict = verify(host);
        assertThat(verdict)
                .as(what)
                .satisfies(is(Drifted.class, List.of(PLACE + "expected REG_DWORD 0, found " + found)));
        assertThat(verdict.isCompliant()).isFalse();
        assertThat(verdict.name()).isEqualTo("Drifted");
        assertThat(host.build().service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                .as("what the process saw")
                .isFalse();
    }

    @Test
    void hostIsCompliantInAnyCaseOfTheName() {
        assertThat(verify(frontEnd()
                                .writtenAt(Instant.parse("2017-06-01T00:00:00Z"))
                                .value(KEY, PATH.toLowerCase(Locale.ROOT), ZERO))
                        .isCompliant())
                .isTrue();
    }

    @Test
    void hostHasDriftedWhereTheExecutableIsGone() {
        assertThat(said(verify(exempted().withoutFile(PATH)).evidence()))
                .last()
                .asString()
                .startsWith("data-mcu: its executable was not found: service RTCDATAMCU, ImagePath \"" + PATH
                        + "\": no such file");
    }

    @Test
    void applicationWithoutAServiceCannotBeVerified() {
        MemoryHost host = MemoryHost.lync2010FrontEnd().build();
        Exemption aux = Exemption.from(Setting.SCH_SEND_AUX_RECORD);
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(aux, STOP), event -> {});
        Verdict verdict = eku.verify();
        assertThat(verdict).isInstanceOf(Unverifiable.class);
        assertThat(verdict.isCompliant()).isFalse();
        assertThat(said(verdict.evidence()))
                .hasSize(6)
                .endsWith("it has no service known to eku, so eku cannot tell whether its process is newer than the"
                        + " value");
    }

    @Test
    void worstApplicationDecides() {
        MemoryHost host = MemoryHost.lync2010FrontEnd().build();
        Exemption aux = Exemption.from(Setting.SCH_SEND_AUX_RECORD);
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(aux, STOP.restart(Restart.NEVER)), event -> {});
        assertThat(eku.verify(aux)).isInstanceOf(PendingRestart.class);
        host.registry()
                .deleteValue(
                        RegistryView.VIEW_64,
                        RegistryTarget.keyOf(Setting.SCH_SEND_AUX_RECORD, Clr.V2),
                        "C:\\Windows\\System32\\inetsrv\\w3wp.exe");
        assertThat(eku.verify(aux)).isInstanceOf(Drifted.class);
    }

    @ParameterizedTest
    @CsvSource({"2017-06-09, true", "2017-06-10, false"})
    void expiredExemptionIsDrift(LocalDate lastDay, boolean drifted) {
        Verdict verdict = Eku.on(exempted().build()).verify(EXEMPTION.until(lastDay));
        assertThat(verdict.name()).isEqualTo(drifted ? "Drifted" : "Compliant");
        assertThat(said(verdict.evidence()).contains("the exemption expired on " + lastDay))
                .isEqualTo(drifted);
    }

    @Test
    void expiryThatWasRecordedCountsUntilItIsRolledBack() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(EXEMPTION.until(LocalDate.parse("2017-06-30")), STOP), event -> {});
        assertThat(eku.verify(EXEMPTION).name()).isEqualTo("Compliant");
        host.clock().sleep(Duration.ofDays(30));
        assertThat(said(eku.verify(EXEMPTION).evidence())).contains("the exemption expired on 2017-06-30");
        assertThat(said(eku.verify(EXEMPTION.until(LocalDate.parse("2017-12-31")))
                        .evidence()))
                .as("a later day is wanted, but nobody has recorded it yet")
                .contains("the exemption expired on 2017-06-30");
        assertThat(said(eku.verify(Exemption.from(Setting.SCH_SEND_AUX_RECORD)).evidence()))
                .as("another setting")
                .noneMatch(line -> line.contains("expired"));
        rollBack(host);
        assertThat(said(eku.verify(EXEMPTION).evidence())).isEqualTo(List.of(ABSENT));
    }

    @Test
    void expiryThatIsNotRecordedCountsAsGiven() {
        assertThat(said(Eku.on(exempted().build())
                        .verify(EXEMPTION.until(LocalDate.parse("2017-06-09")))
                        .evidence()))
                .contains("the exemption expired on 2017-06-09");
    }

    @Test
    void everyExemptionThatStandsIsVerifiedAndTheWorstDecides() {
        MemoryHost host = frontEnd().file("C:\\Old.exe").file("C:\\New.exe").build();
        Eku eku = Eku.on(host);
        Exemption old = EXEMPTION.of(Application.at("old", "C:\\Old.exe", Clr.V4, Bitness.BITS_64));
        eku.apply(eku.plan(old, STOP), event -> {});
        eku.apply(eku.plan(EXEMPTION, STOP), event -> {});
        assertThat(eku.standing()).containsExactly(old, EXEMPTION);
        assertThat(eku.verify()).as("old.exe has no service").isInstanceOf(Unverifiable.class);
        assertThat(said(eku.verify().evidence()))
                .anyMatch(line -> line.startsWith("old: "))
                .anyMatch(line -> line.startsWith("data-mcu: "));

        host.registry().deleteValue(RegistryView.VIEW_64, KEY, "C:\\Old.exe");
        assertThat(eku.verify()).isInstanceOf(Drifted.class);
        assertThat(eku.verify(EXEMPTION)).isNotInstanceOf(Drifted.class);
    }

    @Test
    void interruptedRunIsDrift() {
        MemoryHost host = frontEnd()
                .faults(Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 1, new Faults.Kills()))
                .build();
        var unused = catchThrowable(
                () -> Eku.on(host).actingAs(elsewhere("ann")).apply(plan(frontEnd(), STOP), event -> {}));
        Verdict verdict = Eku.on(host.reconnect()).verify(EXEMPTION);
        assertThat(verdict).isInstanceOf(Drifted.class);
        assertThat(said(verdict.evidence()))
                .contains("record 000001 of ann@another-machine, started at 2017-06-10T03:00:00Z, was interrupted;"
                        + " apply finishes it, rollback undoes it");
    }

    @Test
    void recordThatCannotBeReadMakesACompliantHostUnverifiable() {
        Verdict verdict = verify(exempted().value(Journal.EKU_KEY.child("journal"), "000001", ZERO));
        assertThat(verdict).isInstanceOf(Unverifiable.class);
        assertThat(said(verdict.evidence()))
                .endsWith("record 000001 in HKLM\\SOFTWARE\\eku\\journal cannot be read (REG_DWORD 0)");
        assertThat(verdict.name()).isEqualTo("Unverifiable");
    }

    @Test
    void verifyWithoutAnExemptionTakesTheOneLastMade() {
        MemoryHost host = MemoryHost.lync2010FrontEnd().build();
        Eku eku = Eku.on(host);
        assertThat(said(eku.verify().evidence())).singleElement().asString().contains("RequireCertificateEKUs");
        eku.apply(eku.plan(Exemption.from(Setting.SCH_SEND_AUX_RECORD), STOP), event -> {});
        assertThat(said(eku.verify().evidence()).get(0)).contains("SchSendAuxRecord");
        rollBack(host);
        assertThat(said(eku.verify().evidence())).singleElement().asString().contains("RequireCertificateEKUs");
    }

    @Test
    void verifyChangesNothing() {
        MemoryHost host = frontEnd().build();
        apply(host);
        MemoryHost next = host.reconnect();
        Eku.on(next).verify();
        assertThat(next.portCalls())
                .extracting(PortCall::kind)
                .isNotEmpty()
                .doesNotContain(
                        PortCall.Kind.REGISTRY_CREATE_KEY,
                        PortCall.Kind.REGISTRY_SET_VALUE,
                        PortCall.Kind.REGISTRY_DELETE_VALUE,
                        PortCall.Kind.REGISTRY_DELETE_KEY,
                        PortCall.Kind.SERVICE_COMMAND,
                        PortCall.Kind.SERVICE_START,
                        PortCall.Kind.GRACEFUL_STOP,
                        PortCall.Kind.GRACEFUL_START);
    }

    @Test
    void hostThatNobodyTouchedHasNotDrifted() {
        assertThat(verify(FrontEnd.frontEnd())).satisfies(is(Verdict.NotApplied.class, List.of(ABSENT)));
        assertThat(verify(FrontEnd.frontEnd()).isCompliant()).isFalse();
        assertThat(verify(frontEnd()
                        .value(
                                RegistryTarget.keyOf(Setting.SCH_SEND_AUX_RECORD, Clr.V4),
                                PATH,
                                RegistryValue.dword(0))))
                .as("the other setting")
                .isInstanceOf(Verdict.NotApplied.class);
    }

    @Test
    void machineWithoutAnythingToExemptHasNotDrifted() {
        assertThat(verify(MemoryHost.builder().named("DB01")))
                .satisfies(is(Verdict.NotApplied.class, List.of("nothing to exempt was found on DB01")));
        Exemption missing = EXEMPTION.of(Application.ofService("billing", ServiceName.of("BILLING")));
        assertThat(Eku.on(FrontEnd.frontEnd().build()).verify(missing)).isInstanceOf(Verdict.NotApplied.class);
    }

    @Test
    void exemptionThatHasExpiredIsDriftOnlyWhereItIsStillThere() {
        Exemption expired = EXEMPTION.until(LocalDate.of(2001, 1, 1));
        assertThat(Eku.on(FrontEnd.frontEnd().build()).verify(expired)).isInstanceOf(Verdict.NotApplied.class);
        assertThat(Eku.on(exempted().build()).verify(expired)).isInstanceOf(Drifted.class);
    }

    @Test
    void hostThatIsRolledBackIsAsIfNobodyHadTouchedIt() {
        MemoryHost host = FrontEnd.frontEnd().build();
        FrontEnd.apply(host);
        rollBack(host);
        assertThat(Eku.on(host).verify(EXEMPTION)).isInstanceOf(Verdict.NotApplied.class);
        Eku.on(host).forget();
        assertThat(Eku.on(host).verify(EXEMPTION)).isInstanceOf(Verdict.NotApplied.class);
    }

    @Test
    void hostThatSomebodyWasAtHasDrifted() {
        MemoryHost taken = FrontEnd.frontEnd().build();
        FrontEnd.apply(taken);
        taken.registry().deleteValue(RegistryView.VIEW_64, KEY, PATH);
        assertThat(Eku.on(taken).verify(EXEMPTION)).isInstanceOf(Drifted.class);
        assertThat(verify(FrontEnd.frontEnd().value(KEY, PATH, RegistryValue.dword(1))))
                .isInstanceOf(Drifted.class);
        assertThat(verify(FrontEnd.frontEnd().value(KEY, "\"" + PATH + "\"", RegistryValue.dword(0))))
                .isInstanceOf(Drifted.class);
    }

    @Test
    void driftedIsWorseThanNotApplied() {
        Verdict not = new Verdict.NotApplied(List.of());
        assertThat(Verdict.worst(List.of(not, new Drifted(List.of())))).isInstanceOf(Drifted.class);
        assertThat(Verdict.worst(List.of(new PendingRestart(List.of()), not))).isInstanceOf(Verdict.NotApplied.class);
    }
}
