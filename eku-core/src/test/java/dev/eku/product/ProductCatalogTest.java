package dev.eku.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.service.ServiceName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductCatalogTest {
    @ParameterizedTest(name = "{0} reads {2} under {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "lync-2010, V2, C:\\Program Files\\Microsoft Lync Server 2010\\Web Conferencing\\DATAMCUSVC.exe",
                "lync-2013, V4, C:\\Program Files\\Microsoft Lync Server 2013\\Web Conferencing\\DATAMCUSVC.exe",
                "sfb-2015, V4, C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe",
                "sfb-2019, V4, C:\\Program Files\\Skype for Business Server 2019\\Web Conferencing\\DATAMCUSVC.exe",
                "sfb-se, V4, -"
            })
    void everyProductHasItsDataMcu(String id, Clr clr, String path) {
        List<Application> applications = ProductCatalog.product(id).applications(Setting.REQUIRE_CERTIFICATE_EKUS);
        assertThat(applications).singleElement().satisfies(dataMcu -> {
            assertThat(dataMcu.id()).isEqualTo("data-mcu");
            assertThat(dataMcu.clr()).isEqualTo(clr);
            assertThat(dataMcu.bitness()).isEqualTo(Bitness.BITS_64);
            assertThat(dataMcu.path()).isEqualTo(Optional.ofNullable(path));
            assertThat(dataMcu.executable()).contains("Web Conferencing\\DATAMCUSVC.exe");
            assertThat(dataMcu.service()).contains(ServiceName.of("RTCDATAMCU"));
        });
    }

    @Test
    void lync2010HasTwoMoreApplicationsForTheAuxiliaryRecord() {
        assertThat(ProductCatalog.product("lync-2010").applications(Setting.SCH_SEND_AUX_RECORD))
                .extracting(Application::id, application -> application.path().orElse("-"), Application::service)
                .containsExactly(
                        tuple(
                                "data-mcu",
                                "C:\\Program Files\\Microsoft Lync Server 2010\\Web Conferencing\\DATAMCUSVC.exe",
                                Optional.of(ServiceName.of("RTCDATAMCU"))),
                        tuple(
                                "meeting-mcu",
                                "C:\\Program Files\\Microsoft Lync Server 2010\\OCSMCU\\Web Meeting Conferencing"
                                        + "\\MeetingMCUSvc.exe",
                                Optional.of(ServiceName.of("RTCMEETINGMCU"))),
                        tuple("iis", "C:\\Windows\\System32\\inetsrv\\w3wp.exe", Optional.empty()));
    }

    @Test
    void productRefusesAnUnknownIdAndListsTheKnown() {
        assertThatThrownBy(() -> ProductCatalog.product("sfb-2016"))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        unknown -> assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN_PRODUCT))
                .hasMessageContaining("lync-2010, lync-2013, sfb-2015, sfb-2019, sfb-se");
    }

    @Test
    void matchingGoesByTheVersionFirst() {
        Optional<String> folderOf2013 =
                Optional.of("C:\\Program Files\\Microsoft Lync Server 2013\\Web Conferencing\\DATAMCUSVC.exe");
        assertThat(ids(Optional.of("6.0.9319.0"), folderOf2013)).containsExactly("sfb-2015");
        assertThat(ids(Optional.of("7.0.2046.216"), Optional.empty())).containsExactly("sfb-2019", "sfb-se");
        assertThat(ids(Optional.of("3.0.0"), folderOf2013)).isEmpty();
    }

    @Test
    void matchingGoesByTheFolderWhereThereIsNoVersion() {
        assertThat(ids(Optional.empty(), Optional.of("d:\\microsoft lync server 2013\\x\\DataMCUSvc.exe")))
                .containsExactly("lync-2013");
        assertThat(ids(Optional.empty(), Optional.of("C:\\elsewhere\\DATAMCUSVC.exe")))
                .isEmpty();
        assertThat(ids(Optional.empty(), Optional.empty())).isEmpty();
    }

    private static List<String> ids(Optional<String> version, Optional<String> path) {
        return ProductCatalog.matching(version, path).stream().map(Product::id).toList();
    }
}
