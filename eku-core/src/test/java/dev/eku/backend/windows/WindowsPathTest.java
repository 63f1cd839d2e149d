package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WindowsPathTest {
    private static final String LONG = "C:\\" + "folder\\".repeat(40) + "a.exe";

    private final WindowsPath here = new WindowsPath(Optional.empty());
    private final WindowsPath there = new WindowsPath(Optional.of("fe01"));

    @Test
    void ourOwnPathsStayAsTheyAre() {
        assertThat(here.forApi("C:\\x y\\a.exe")).isEqualTo("C:\\x y\\a.exe");
        assertThat(here.forApi("\\\\nas\\share\\a.exe")).isEqualTo("\\\\nas\\share\\a.exe");
        assertThat(here.forApi("")).isEmpty();
        assertThat(here.fromApi("C:\\X Y\\a.exe", "C:\\XY~1\\a.exe")).isEqualTo("C:\\X Y\\a.exe");
    }

    @Test
    void longPathsGetThePrefixThatLiftsTheLimitAndLoseItAgain() {
        assertThat(here.forApi(LONG)).isEqualTo("\\\\?\\" + LONG);
        assertThat(here.fromApi("\\\\?\\" + LONG, LONG)).isEqualTo(LONG);
        String onShare = "\\\\nas\\share" + LONG.substring(2);
        assertThat(here.forApi(onShare)).isEqualTo("\\\\?\\UNC\\nas\\share" + LONG.substring(2));
        assertThat(here.fromApi("\\\\?\\UNC\\nas\\share" + LONG.substring(2), onShare))
                .isEqualTo(onShare);
        assertThat(here.forApi("\\\\?\\" + LONG)).isEqualTo("\\\\?\\" + LONG);
        assertThat(here.fromApi("\\\\?\\" + LONG, "\\\\?\\" + LONG)).isEqualTo("\\\\?\\" + LONG);
    }

    @Test
    void pathsOnTheDrivesOfAServerGoThroughItsAdministrativeShares() {
        assertThat(there.forApi("C:\\x\\a.exe")).isEqualTo("\\\\fe01\\C$\\x\\a.exe");
        assertThat(there.forApi("d:\\x")).isEqualTo("\\\\fe01\\d$\\x");
        assertThat(there.forApi(LONG)).isEqualTo("\\\\?\\UNC\\fe01\\C$" + LONG.substring(2));
        assertThat(there.forApi("\\\\nas\\share\\a.exe")).isEqualTo("\\\\nas\\share\\a.exe");
    }

    @Test
    void answersOfAServerAreItsOwnPathsAgain() {
        assertThat(there.fromApi("\\\\fe01\\C$\\Program Files\\a.exe", "C:\\PROGRA~1\\a.exe"))
                .isEqualTo("C:\\Program Files\\a.exe");
        assertThat(there.fromApi("\\\\?\\UNC\\fe01\\C$" + LONG.substring(2), LONG))
                .isEqualTo(LONG);
        assertThat(there.fromApi("\\\\nas\\share\\a.exe", "\\\\nas\\SHARE\\a.exe"))
                .isEqualTo("\\\\nas\\share\\a.exe");
    }
}
