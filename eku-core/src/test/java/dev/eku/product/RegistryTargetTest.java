package dev.eku.product;

import static dev.eku.text.Message.asIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.json.Json;
import dev.eku.product.InstallPath.Provenance;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryTargetTest {
    private static final String PATH = "D:\\Apps\\a.exe";

    @Test
    void targetIsTheKeyOfSettingAndRuntimeInTheViewOfTheProcess() {
        InstallPath path = new InstallPath(PATH, Provenance.GIVEN, asIs("given"));
        assertThat(RegistryTarget.of(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4, RegistryView.VIEW_64, path))
                .isEqualTo(new RegistryTarget(
                        RegistryView.VIEW_64,
                        KeyPath.parse("HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319"
                                + "\\System.Net.ServicePointManager.RequireCertificateEKUs"),
                        PATH));
        assertThat(RegistryTarget.of(Setting.SCH_SEND_AUX_RECORD, Clr.V2, RegistryView.VIEW_32, path))
                .hasToString("32-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v2.0.50727"
                        + "\\System.Net.ServicePointManager.SchSendAuxRecord, value " + PATH);
    }

    @Test
    void runtimeKeyHoldsTheMachineWideValue() {
        assertThat(RegistryTarget.runtimeKey(Clr.V2))
                .hasToString("HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v2.0.50727");
        assertThat(Setting.REQUIRE_CERTIFICATE_EKUS.globalName()).isEqualTo("RequireCertificateEKUs");
        assertThat(Setting.SCH_SEND_AUX_RECORD.globalName()).isEqualTo("SchSendAuxRecord");
    }

    @Test
    void ownApplicationsReadEverySetting() {
        Application byPath = Application.at("own", PATH, Clr.V4, Bitness.BITS_32);
        assertThat(byPath.settings()).containsExactlyInAnyOrder(Setting.values());
        assertThat(byPath.executable()).contains("a.exe");
        assertThat(byPath.path()).contains(PATH);
        assertThat(byPath.service()).isEmpty();
        assertThat(byPath.runBy(ServiceName.of("Own")).service()).contains(ServiceName.of("OWN"));
        assertThat(Application.ofService("own", ServiceName.of("Own"), Clr.V2, Bitness.BITS_64)
                        .path())
                .isEmpty();
    }

    @Test
    void applicationNeedsAnIdAndSomethingToBeFoundBy() {
        assertThatThrownBy(() -> Application.at("no blanks", PATH, Clr.V4, Bitness.BITS_64))
                .isInstanceOf(EkuException.class);
        assertThatThrownBy(() -> new Application(
                        "own", Optional.empty(), Optional.empty(), Optional.empty(), Clr.V4, Bitness.BITS_64, Set.of()))
                .isInstanceOf(EkuException.class)
                .hasMessageContaining("application own");
    }

    @Test
    void sharedHostsAreKnownByName() {
        assertThat(Application.isSharedHost("C:\\Windows\\System32\\inetsrv\\W3WP.exe"))
                .isTrue();
        assertThat(Application.isSharedHost("C:\\x\\dllhost.exe")).isTrue();
        assertThat(Application.isSharedHost(PATH)).isFalse();
    }

    @Test
    void exemptionSaysWhatItIsTold() {
        Application own = Application.at("own", PATH, Clr.V4, Bitness.BITS_64);
        Exemption exemption = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)
                .of("sfb-2015")
                .of(own)
                .because("change 4711")
                .ownedBy("operations")
                .until(LocalDate.of(2027, 1, 31));
        assertThat(exemption)
                .isEqualTo(new Exemption(
                        Setting.REQUIRE_CERTIFICATE_EKUS,
                        Optional.of("sfb-2015"),
                        List.of(own),
                        "change 4711",
                        Optional.of("operations"),
                        Optional.of(LocalDate.of(2027, 1, 31))));
        assertThatThrownBy(() -> exemption.of("nothing")).isInstanceOf(EkuException.class);
    }

    @Test
    void exemptionComesBackFromJson() {
        Exemption exemption = Exemption.from(Setting.SCH_SEND_AUX_RECORD)
                .of("lync-2010")
                .of(Application.at("own", PATH, Clr.V4, Bitness.BITS_32).runBy(ServiceName.of("Own")))
                .because("\"quoted\" 理由")
                .until(LocalDate.of(2027, 1, 31));
        String json = Json.pretty(ExemptionJson.write(exemption));
        assertThat(ExemptionJson.read(Json.parse(json, "test"))).isEqualTo(exemption);
        assertThatThrownBy(
                        () -> ExemptionJson.read(Json.parse(json.replace("SCH_SEND_AUX_RECORD\" ]", "x\" ]"), "test")))
                .isInstanceOf(EkuException.class)
                .hasMessageContaining("test cannot be read, at $.applications[0].settings: unknown setting");
    }
}
