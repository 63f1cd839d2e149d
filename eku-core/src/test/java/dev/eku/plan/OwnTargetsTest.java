package dev.eku.plan;

import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.frontEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values of the keys are the applications' own, by their names. */
class OwnTargetsTest {
    private static final Exemption OF_THE_PRODUCT = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS);
    private static final OwnTargets FRONT_END = targets(OF_THE_PRODUCT);

    private static OwnTargets targets(Exemption exemption) {
        return new OwnTargets(
                Eku.on(frontEnd().file("C:\\App Folder\\LongName.exe").build()).inspect(exemption));
    }

    private static OwnTargets of(String path) {
        return targets(OF_THE_PRODUCT.of(Application.at("own", path)));
    }

    private static RegistryTarget value(String name) {
        return new RegistryTarget(RegistryView.VIEW_64, KEY, name);
    }

    @ParameterizedTest
    @CsvSource({
        // The same name, whatever its case and its folder.
        "DataMcuSvc.exe, DATAMCUSVC.EXE, true",
        "DataMcuSvc.exe, DataMcuSvc.com, false",
        // Its 8.3 name: six characters or fewer, a tilde and a number.
        "LongName.exe, LONGNA~1.EXE, true",
        "LongName.exe, LONGNA~23.EXE, true",
        "LongName.exe, LON~1.EXE, true",
        "LongName.exe, LONGNX~1.EXE, false",
        "LongName.exe, LONGNAM~1.EXE, false",
        "LongName.exe, LONGNA~1.COM, false",
        "LongName.exe, LONGNA~1, true",
        "LongName.exe, LONGNA~X.EXE, false",
        // Blanks and dots go, other characters become underlines.
        "A Long.Name.exe, ALONGN~1.EXE, true",
        "A+Name.exe, A_NAME~1.EXE, true",
        // A hash of four digits behind two characters or fewer.
        "LongName.exe, LO1F3A~1.EXE, true",
        "LongName.exe, L1F3A~1.EXE, true",
        "LongName.exe, 1F3A~1.EXE, true",
        "LongName.exe, LX1F3A~1.EXE, false",
        "LongName.exe, LO1G3A~1.EXE, false",
        // Only three characters of the ending are left, and none if there is none.
        "LongName.config, LONGNA~1.CON, true",
        "LongName, LONGNA~1, true",
        "LongName, LONGNA~1.EXE, false"
    })
    void fileMayHaveBeenNamedSoBefore(String file, String name, boolean may) {
        assertThat(of("C:\\App\\" + file).mayHaveBeen(value("D:\\Other\\" + name)))
                .as("%s for %s", name, file)
                .isEqualTo(may);
    }

    @Test
    void executableOfTheProductMayHaveBeenElsewhere() {
        assertThat(FRONT_END.mayHaveBeen(value("D:\\Lync\\DATAMCUSVC.exe"))).isTrue();
        assertThat(FRONT_END.mayHaveBeen(value("D:\\Lync\\Other.exe"))).isFalse();
        assertThat(FRONT_END.mayHaveBeen(value("no path"))).isFalse();
    }

    @Test
    void valueInAnotherKeyIsNobodysOwn() {
        RegistryTarget elsewhere = new RegistryTarget(RegistryView.VIEW_64, KeyPath.of("SOFTWARE", "Vendor"), PATH);
        assertThat(FRONT_END.mayHaveBeen(elsewhere)).isFalse();
        assertThat(FRONT_END.meansNow(elsewhere)).isFalse();
        assertThat(FRONT_END.isNow(elsewhere)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\App Folder\\LongName.exe, true",
        "'\"C:\\App Folder\\LongName.exe\"', true",
        "c:\\APP FOLDER\\longname.EXE, true",
        "C:\\APPFOL~1\\LONGNA~1.EXE, true",
        "C:\\App Folder\\LONGNA~1.EXE, true",
        "C:\\APPFOL~1\\LongName.exe, true",
        "C:\\OTHERF~1\\LONGNA~1.EXE, false",
        "D:\\APPFOL~1\\LONGNA~1.EXE, false",
        "C:\\APPFOL~1\\Sub\\LONGNA~1.EXE, false",
        "C:\\LONGNA~1.EXE, false",
        "C:\\Other Folder\\LongName.exe, false"
    })
    void valueMeansAnApplicationByAnotherSpellingOfItsPath(String name, boolean means) {
        OwnTargets targets = targets(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)
                .of(Application.at("own", "C:\\App Folder\\LongName.exe")));
        assertThat(targets.meansNow(value(name))).as(name).isEqualTo(means);
    }
}
