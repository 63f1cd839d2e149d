package dev.eku.diagnose;

import static dev.eku.diagnose.DiagnosisCase.BILLING;
import static dev.eku.diagnose.DiagnosisCase.BILLING_PATH;
import static dev.eku.diagnose.DiagnosisCase.LIBRARY;
import static dev.eku.diagnose.DiagnosisCase.NOW;
import static dev.eku.diagnose.DiagnosisCase.RELEASE;
import static dev.eku.diagnose.DiagnosisCase.both;
import static dev.eku.diagnose.DiagnosisCase.diagnose;
import static dev.eku.diagnose.DiagnosisCase.serverOnly;
import static dev.eku.diagnose.DiagnosisCase.storm;
import static dev.eku.diagnose.FindingAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.DiagnosisCase.WithoutFiles;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What turns the check off, and for whom. */
final class WhatTurnsTheCheckOffTest {
    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void processThatHasReadOneOfTwoValuesDoesNotCheck() {
        MemoryHost host = FrontEnd.exempted()
                .writtenAt(NOW.minusSeconds(60))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();

        assertThat(diagnose(host, serverOnly()).first()).says(Situation.EFFECTIVE);
    }

    @Test
    void configFileThatCannotBeReadIsNoMisplacedValue() {
        Host host = new WithoutFiles(
                frontEnd.log("Lync Server", storm(Duration.ofHours(1), 30)).build());

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding).says(Situation.NOT_EXEMPT, Confidence.LIKELY);
        assertThat(Told.evidence(finding))
                .anyMatch(line -> line.startsWith(FrontEnd.PATH + ".config cannot be used: FILE_FAILURE")
                        && line.endsWith("; what it says about the AppContext switch is not known"));
    }

    @Test
    void zeroForEveryApplicationInTheOtherViewIsMisplaced() {
        MemoryHost host = frontEnd.value(
                        RegistryView.VIEW_32,
                        RegistryTarget.runtimeKey(Clr.V4),
                        "RequireCertificateEKUs",
                        FrontEnd.ZERO)
                .build();

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding).says(Situation.MISPLACED);
        assertThat(Told.evidence(finding))
                .containsExactly(
                        "32-bit view HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319, value"
                                + " RequireCertificateEKUs (REG_DWORD 0) is in the wrong view; the application reads the 64-bit view");
    }

    @Test
    void switchOnAFrameworkThatDoesNotKnowSwitchesIsMisplaced() {
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(379_893))
                .file(
                        LIBRARY,
                        Content.of(Setting.REQUIRE_CERTIFICATE_EKUS.keyName().getBytes(StandardCharsets.UTF_16LE)))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding).says(Situation.MISPLACED);
        assertThat(Told.evidence(finding))
                .containsExactly("Switch.System.Net.DontCheckCertificateEKUs is true, but only .NET Framework 4.6 and"
                        + " newer read it");
    }

    @Test
    void switchOfTheMachineIsNotMisplacedWhereItIsMeantForOthers() {
        MemoryHost host = MemoryHost.lync2010FrontEnd()
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();
        MemoryHost malformed = MemoryHost.lync2010FrontEnd()
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("1"))
                .build();

        assertThat(diagnose(host, serverOnly()).first()).says(Situation.NOT_EXEMPT);
        assertThat(diagnose(malformed, serverOnly()).first()).says(Situation.NOT_EXEMPT);
    }

    @Test
    void valueThatAnotherApplicationReadsIsNotMisplacedForThisOne() {
        Application of32 = Application.at("billing-32", BILLING_PATH, Clr.V4, Bitness.BITS_32);
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(528_040))
                .value(
                        RegistryView.VIEW_32,
                        RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4),
                        BILLING_PATH,
                        RegistryValue.string("0"))
                .file(new StoredFile(BILLING_PATH, Optional.empty(), Optional.empty()))
                .build();
        Exemption both = FrontEnd.EXEMPTION.of(BILLING).of(of32);

        List<Finding> findings = Eku.on(host).diagnose(both, List.of()).findings();

        assertThat(findings)
                .extracting(finding -> finding.about() + " " + finding.situation())
                .contains("billing NOT_EXEMPT", "billing-32 MISPLACED")
                .doesNotContain("billing MISPLACED");
    }

    @Test
    void applicationOfOnesOwnIsNotBlamedForTheEventsOfTheDataMcu() {
        Eku eku = Eku.on(frontEnd.file(BILLING_PATH)
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .build());

        assertThat(eku.diagnose(FrontEnd.EXEMPTION.of(BILLING), List.of(both())).first())
                .says(Situation.NOT_AFFECTED);
        assertThat(Told.next(
                        eku.diagnose(FrontEnd.EXEMPTION.of(BILLING), List.of()).first()))
                .startsWith("look at the certificates of its peers first")
                .endsWith("only if one fails, exempt it: apply with hosts=memory:FE01, applications=billing");
    }
}
