package dev.eku.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostDifferencesTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "Vendor", "App");
    private static final MemoryHostBuilder FRONT_END =
            MemoryHost.skypeForBusiness2015FrontEnd().value(KEY, "v", RegistryValue.dword(1));

    @Test
    void differencesAreEmptyBetweenEqualHosts() {
        assertThat(differences(FRONT_END)).isEmpty();
    }

    @Test
    void differencesLeaveOutTimesAndProcesses() {
        MemoryHost host = FRONT_END.build();
        HostSnapshot before = host.snapshot();

        host.registry().setValue(RegistryView.VIEW_64, KEY, "v", RegistryValue.dword(1));
        host.service("RTCDATAMCU").crash(1);
        host.clock().sleep(Duration.ofMinutes(1));
        host.services().start(host.service("RTCDATAMCU").config().name());
        host.clock().sleep(Duration.ofMinutes(1));

        assertThat(before.differences(host.snapshot())).isEmpty();
        assertThat(host.snapshot()).isNotEqualTo(before);
    }

    @Test
    void differencesNameEachValueThatChanged() {
        assertThat(differences(FRONT_END.value(KEY, "v", RegistryValue.string("1"))))
                .containsExactly("value 'v' of HKLM\\SOFTWARE\\Vendor\\App: REG_DWORD 1 became REG_SZ \"1\"");
        assertThat(differences(FRONT_END.value(KEY, "C:\\a.exe", RegistryValue.dword(0))))
                .containsExactly("value 'C:\\a.exe' of HKLM\\SOFTWARE\\Vendor\\App was added: REG_DWORD 0");
        assertThat(differences(FRONT_END.withoutValue(RegistryView.VIEW_64, KEY, "v")))
                .containsExactly("value 'v' of HKLM\\SOFTWARE\\Vendor\\App was removed: REG_DWORD 1");
    }

    @Test
    void differencesTellSpellingsApart() {
        assertThat(differences(
                        FRONT_END.withoutValue(RegistryView.VIEW_64, KEY, "v").value(KEY, "V", RegistryValue.dword(1))))
                .containsExactly("value 'v' of HKLM\\SOFTWARE\\Vendor\\App: v became V");
        assertThat(differences(FRONT_END
                        .withoutKey(RegistryView.VIEW_64, KEY)
                        .value(KeyPath.of("SOFTWARE", "Vendor", "APP"), "v", RegistryValue.dword(1))))
                .containsExactly("HKLM\\SOFTWARE\\Vendor\\App: App became APP");
    }

    @Test
    void differencesShowTheBytesOfLongValuesThatBeginAlike() {
        byte[] one = new byte[20];
        byte[] other = one.clone();
        other[19] = 1;
        HostSnapshot before =
                FRONT_END.value(KEY, "v", RegistryValue.binary(one)).build().snapshot();
        HostSnapshot after =
                FRONT_END.value(KEY, "v", RegistryValue.binary(other)).build().snapshot();

        assertThat(words(before.differences(after)))
                .containsExactly("value 'v' of HKLM\\SOFTWARE\\Vendor\\App: REG_BINARY " + "00".repeat(20)
                        + " became REG_BINARY " + "00".repeat(19) + "01");
    }

    @Test
    void differencesNameKeysWithAllBelow() {
        assertThat(differences(FRONT_END.key(RegistryView.VIEW_32, KEY)))
                .containsExactly(
                        "key HKLM\\SOFTWARE\\Wow6432Node\\Vendor was added",
                        "key HKLM\\SOFTWARE\\Wow6432Node\\Vendor\\App was added");
        assertThat(differences(FRONT_END.withoutKey(RegistryView.VIEW_64, KEY)))
                .containsExactly(
                        "key HKLM\\SOFTWARE\\Vendor\\App was removed",
                        "value 'v' of HKLM\\SOFTWARE\\Vendor\\App was removed: REG_DWORD 1");
        assertThat(differences(FRONT_END.access(RegistryView.VIEW_64, KEY, Access.READ_ONLY)))
                .containsExactly("HKLM\\SOFTWARE\\Vendor\\App: FULL became READ_ONLY");
    }

    @Test
    void differencesLeaveOutTheKeysTheyAreTold() {
        HostSnapshot before = FRONT_END.build().snapshot();
        HostSnapshot after = FRONT_END
                .value(KeyPath.of("SOFTWARE", "EKU", "journal"), "1", RegistryValue.string("{}"))
                .build()
                .snapshot();

        assertThat(before.differences(after)).hasSize(3);
        assertThat(before.differences(after, KeyPath.of("SOFTWARE", "eku"))).isEmpty();
    }

    @Test
    void differencesNameServicesFilesAndCmdlets() {
        assertThat(differences(FRONT_END.state("RTCDATAMCU", ServiceState.STOPPED)))
                .containsExactly(
                        "service RTCDATAMCU: RUNNING became STOPPED",
                        "service RTCDATAMCU: [STOP, PAUSE, CONTINUE] became []");
        assertThat(differences(FRONT_END.startType("RTCDATAMCU", StartType.DISABLED)))
                .anyMatch(line -> line.startsWith("service RTCDATAMCU: ServiceConfig["));
        assertThat(differences(FRONT_END.withoutService("RTCDATAMCU"))).contains("service RTCDATAMCU was removed");
        assertThat(differences(FRONT_END.uncontrollable("RTCDATAMCU")))
                .containsExactly("service RTCDATAMCU: true became false");
        assertThat(differences(FRONT_END.file("C:\\a.exe"))).containsExactly("file C:\\a.exe was added");
        assertThat(differences(FRONT_END.file("C:\\a.exe").file("C:\\b.exe")))
                .containsExactly("file C:\\a.exe was added", "file C:\\b.exe was added");
        assertThat(differences(FRONT_END.cmdlets(false))).containsExactly("cmdlets: true became false");
    }

    private static List<String> differences(MemoryHostBuilder after) {
        return words(FRONT_END.build().snapshot().differences(after.build().snapshot()));
    }

    private static List<String> words(List<Message> differences) {
        return differences.stream().map(Words.ENGLISH::text).toList();
    }
}
