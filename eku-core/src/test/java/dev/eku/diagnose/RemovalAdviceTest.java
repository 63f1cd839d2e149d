package dev.eku.diagnose;

import static dev.eku.diagnose.DiagnosisCase.BILLING;
import static dev.eku.diagnose.DiagnosisCase.BILLING_PATH;
import static dev.eku.diagnose.DiagnosisCase.LIBRARY;
import static dev.eku.diagnose.DiagnosisCase.RELEASE;
import static dev.eku.diagnose.DiagnosisCase.apply;
import static dev.eku.diagnose.DiagnosisCase.both;
import static dev.eku.diagnose.DiagnosisCase.diagnose;
import static dev.eku.diagnose.DiagnosisCase.later;
import static dev.eku.diagnose.DiagnosisCase.serverOnly;
import static dev.eku.diagnose.FindingAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.DiagnosisCase.Named;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an exemption is taken back: what is not needed has to go, and nothing else. */
final class RemovalAdviceTest {
    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void recordThatDidNotWriteTheValueDoesNotTakeItAway() {
        MemoryHost host = FrontEnd.exempted().build();
        apply(host, FrontEnd.EXEMPTION.because("change 1"));

        assertThat(Told.next(diagnose(host, both()).first()))
                .isEqualTo(
                        "eku recorded the reason for it, but did not write it; remove it by hand and restart the service:"
                                + "\nreg.exe delete \"" + FrontEnd.KEY + "\" /v \"" + FrontEnd.PATH
                                + "\" /f /reg:64"
                                + "\nthen roll back the record: rollback with hosts=memory:FE01");
    }

    /** Another record is newer, and would be undone in its place. */
    @Test
    void recordIsNamedWhereItIsNotTheLast() {
        MemoryHost host = FrontEnd.exempted().file(BILLING_PATH).build();
        apply(host, FrontEnd.EXEMPTION.because("change 1"));
        apply(host, FrontEnd.EXEMPTION.of(BILLING));

        assertThat(Told.next(diagnose(host, both()).first()))
                .endsWith("\nthen roll back the record: rollback with hosts=memory:FE01, record=000001");
    }

    @Test
    void misplacedValueOfAnExpiredExemptionIsNotPutRight() {
        MemoryHost host = frontEnd.build();
        apply(host, FrontEnd.EXEMPTION.until(LocalDate.of(2017, 6, 11)));
        MemoryHost changed = later(host).toBuilder()
                .value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("0"))
                .build();

        Finding finding = diagnose(changed, serverOnly()).first();

        assertThat(finding).says(Situation.MISPLACED);
        assertThat(Told.next(finding)).startsWith("its last day is over").contains("expires=DAY");
    }

    @Test
    void expiredRecordThatDidNotWriteTheValueDoesNotTakeItAway() {
        MemoryHost host = FrontEnd.exempted().build();
        apply(host, FrontEnd.EXEMPTION.because("change 1").until(LocalDate.of(2017, 6, 11)));

        assertThat(Told.next(diagnose(later(host), serverOnly()).first()))
                .startsWith("eku recorded the reason for it, but did not write it; remove it by hand")
                .endsWith("\nor give a later day: apply with hosts=memory:FE01, expires=DAY");
    }

    @Test
    void rollbackThatIsAdvisedTakesTheExemptionAwayThoughItsReasonWasRenewed() {
        MemoryHost host = frontEnd.build();
        apply(host, FrontEnd.EXEMPTION.because("change 1"));
        apply(host, FrontEnd.EXEMPTION.because("change 2"));

        assertThat(Told.next(diagnose(host, both()).first()))
                .isEqualTo("roll the exemption back: rollback with hosts=memory:FE01");
        FrontEnd.rollBack(host);
        assertThat(diagnose(host, both()).enforcements().get(0).check()).isEqualTo(Enforcement.Check.ON);
    }

    @Test
    void rollbackNamesTheRecordWhereItIsNotTheLast() {
        MemoryHost host = frontEnd.build();
        apply(host, FrontEnd.EXEMPTION);
        apply(host, Exemption.from(Setting.SCH_SEND_AUX_RECORD));

        assertThat(Told.next(diagnose(host, both()).first()))
                .isEqualTo("roll the exemption back: rollback with hosts=memory:FE01, record=000001");
    }

    @Test
    void allThatTurnsTheCheckOffHasToGoAndTheRollbackComesLast() {
        MemoryHost host = frontEnd.value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", FrontEnd.ZERO)
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();
        apply(host, FrontEnd.EXEMPTION);

        Finding finding = diagnose(host, both()).first();

        assertThat(finding).says(Situation.NO_LONGER_NEEDED);
        assertThat(Told.next(finding))
                .isEqualTo(
                        "each of the following alone turns the check off, so remove all of them"
                                + "\neku did not set the AppContext switch, and a switch of the machine counts for"
                                + " every application, so remove it by hand and restart the service: 64-bit"
                                + " HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\AppContext, value"
                                + " Switch.System.Net.DontCheckCertificateEKUs"
                                + "\neku did not write it, and it counts for every application of that runtime;"
                                + " remove it by hand and restart the service:\nreg.exe delete"
                                + " \"HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\" /v"
                                + " RequireCertificateEKUs /f /reg:64\nroll the exemption back: rollback with hosts=memory:FE01");
        assertThat(Told.evidence(finding))
                .contains(
                        "the check is off: the AppContext switch DontCheckCertificateEKUs is true",
                        "the check is off: the value of the application is REG_DWORD 0",
                        "the check is off: the value for every application of the runtime is REG_DWORD 0");
    }

    @Test
    void switchIsNamedByEachPlaceThatSetsIt() {
        String config = "<configuration><runtime><AppContextSwitchOverrides value=\"" + RuntimeFacts.SWITCH
                + "=true\"/></runtime></configuration>";
        MemoryHost host = frontEnd.file(FrontEnd.PATH + ".config", Content.of(config.getBytes(StandardCharsets.UTF_8)))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();

        assertThat(Told.next(diagnose(host, both()).first()))
                .isEqualTo("eku did not set the AppContext switch, and a switch of the machine counts for every"
                        + " application, so remove it by hand and restart the service: "
                        + FrontEnd.PATH
                        + ".config; 64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\AppContext, value "
                        + RuntimeFacts.SWITCH);
    }

    @Test
    void expiredExemptionIsSaidOfARuntimeWithoutTheCheckToo() {
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(394_271))
                .file(LIBRARY, Content.of((byte) 'M', (byte) 'Z'))
                .build();
        Exemption brief = FrontEnd.EXEMPTION.until(LocalDate.of(2017, 6, 11));
        apply(host, brief);

        assertThat(diagnose(host).findings()).extracting(Finding::situation).containsExactly(Situation.NOT_AFFECTED);
        assertThat(diagnose(later(host)).findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.EXPIRED, Situation.NOT_AFFECTED);
        assertThat(Told.next(diagnose(later(host)).findings().get(1))).isEqualTo("nothing to do");
        assertThat(Told.next(diagnose(later(host)).first()))
                .startsWith("roll the exemption back: rollback with hosts=memory:FE01\nor");
        FrontEnd.rollBack(host);
        assertThat(Eku.on(later(host)).diagnose(brief, List.of()).findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.NOT_AFFECTED);
    }

    @Test
    void keyOfAnotherMachineIsNamedWithItsServer() {
        MemoryHost host = FrontEnd.exempted().build();

        assertThat(Told.next(diagnose(new Named(host, "\\\\fe01"), both()).first()))
                .endsWith("reg.exe delete \"\\\\fe01\\" + FrontEnd.KEY + "\" /v \"" + FrontEnd.PATH + "\" /f /reg:64");
        assertThat(Told.next(diagnose(new Named(host, "smb://fe01.contoso.com:445"), both())
                        .first()))
                .contains("reg.exe delete \"\\\\fe01.contoso.com\\HKLM\\");
        assertThat(Told.next(diagnose(new Named(host, "local:"), both()).first()))
                .contains("reg.exe delete \"HKLM\\");
    }

    @Test
    void adviceNamesTheHostAndWhatWasMeant() {
        Host host = new Named(frontEnd.build(), "memory:my fe01.json");

        assertThat(Told.next(diagnose(host, serverOnly()).first()))
                .startsWith("exempt it, on every front end: apply with hosts=memory:my fe01.json\n");
        assertThat(Told.next(Eku.on(host)
                        .diagnose(FrontEnd.EXEMPTION.of("sfb-2015"), List.of(serverOnly()))
                        .first()))
                .startsWith("exempt it, on every front end: apply with hosts=memory:my fe01.json, product=sfb-2015\n");
    }
}
