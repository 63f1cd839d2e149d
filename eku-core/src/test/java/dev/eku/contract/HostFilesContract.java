package dev.eku.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostFiles;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link HostFiles} means, as tests. A backend's test class supplies the files and a host on which one file lies
 * in one folder.
 */
public interface HostFilesContract {
    /** The files under test. */
    HostFiles files();

    /** The full path of a file that exists, in a folder whose name is no 8.3 name; without 8.3 names in it. */
    String file();

    /** What {@link #file} holds; at least two bytes. */
    byte[] content();

    /** What cannot be shown here. */
    default Set<Limit> limits() {
        return Set.of();
    }

    /** {@link #file} with 8.3 names in it. */
    default String shortFile() {
        throw Limit.SHORT_NAMES.missing(limits());
    }

    private String folder() {
        return file().substring(0, file().lastIndexOf('\\'));
    }

    @Test
    default void isFileIsTrueForAFileInAnySpelling() {
        assertThat(files().isFile(file())).isTrue();
        assertThat(files().isFile(file().toUpperCase(Locale.ROOT))).isTrue();
        assertThat(files().isFile(file().toLowerCase(Locale.ROOT))).isTrue();
    }

    @Test
    default void isFileIsFalseForAFolderAndForWhatIsMissing() {
        assertThat(files().isFile(folder())).isFalse();
        assertThat(files().isFile(folder() + "\\missing.exe")).isFalse();
        assertThat(files().isFile(folder() + "\\missing\\missing.exe")).isFalse();
        assertThat(files().isFile(file() + "\\below.exe")).isFalse();
    }

    @Test
    default void longPathGivesALongPathBack() {
        assertThat(files().longPath(file()).orElseThrow()).isEqualToIgnoringCase(file());
    }

    @Test
    default void longPathTakesAFolder() {
        assertThat(files().longPath(folder()).orElseThrow()).isEqualToIgnoringCase(folder());
    }

    @Test
    default void longPathIsEmptyForWhatIsMissing() {
        assertThat(files().longPath(folder() + "\\missing.exe")).isEmpty();
        assertThat(files().longPath(folder() + "\\MISSIN~1.EXE")).isEmpty();
    }

    @Test
    default void longPathMakesShortNamesLong() {
        assertThat(files().longPath(shortFile()).orElseThrow()).isEqualToIgnoringCase(file());
    }

    @Test
    default void isFileTakesShortNames() {
        assertThat(files().isFile(shortFile())).isTrue();
    }

    /** A service's command line may hold anything; a look must neither fail nor match wildcards. */
    @ParameterizedTest
    @ValueSource(strings = {"\\*.exe", "\\?ATAMCUSVC.exe", "\\*", "\\a\"b.exe", "\\a<b.exe", "\\a|b.exe", "\\"})
    default void isFileAndLongPathFindNothingAtAnImpossiblePath(String end) {
        assertThat(files().isFile(folder() + end)).isFalse();
        if (!end.equals("\\")) {
            assertThat(files().longPath(folder() + end)).isEmpty();
        }
    }

    @Test
    default void isFileAndLongPathFindNothingAtAnEmptyPath() {
        assertThat(files().isFile("")).isFalse();
        assertThat(files().longPath("")).isEmpty();
    }

    @Test
    default void readGivesTheWholeFileInAnySpelling() {
        assertThat(files().read(file(), content().length)).hasValue(content());
        assertThat(files().read(file().toUpperCase(Locale.ROOT), Integer.MAX_VALUE))
                .hasValue(content());
    }

    @Test
    default void readRefusesAFileThatIsLargerThanTheLimit() {
        assertThatThrownBy(() -> files().read(file(), content().length - 1))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FILE_TOO_LARGE))
                .hasMessageContaining(file())
                .hasMessageContaining(String.valueOf(content().length - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\missing.exe", "\\missing\\missing.exe", "\\*.exe", "\\?ATAMCUSVC.exe", "\\"})
    default void readFindsNothingWhereNoFileIs(String end) {
        assertThat(files().read(folder() + end, 100)).isEmpty();
    }

    @Test
    default void readGivesAPartOfTheFile() {
        byte[] all = content();
        assertThat(files().read(file(), 0, all.length)).hasValue(all);
        assertThat(files().read(file(), 0, 1)).hasValue(Arrays.copyOf(all, 1));
        assertThat(files().read(file().toUpperCase(Locale.ROOT), 1, all.length - 1))
                .hasValue(Arrays.copyOfRange(all, 1, all.length));
        assertThat(files().read(file(), all.length - 1L, 1))
                .hasValue(Arrays.copyOfRange(all, all.length - 1, all.length));
        assertThat(files().read(file(), 1, 0)).hasValue(new byte[0]);
    }

    @Test
    default void readOfAPartIsShortWhereTheFileEnds() {
        byte[] all = content();
        assertThat(files().read(file(), 1, all.length)).hasValue(Arrays.copyOfRange(all, 1, all.length));
        assertThat(files().read(file(), all.length - 1L, Integer.MAX_VALUE))
                .hasValue(Arrays.copyOfRange(all, all.length - 1, all.length));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 64 * 1024, 0xFFFF_FFFFL, 0x1_0000_0000L, 0x7FFF_FFFF_0000L})
    default void readOfAPartPastTheEndIsEmpty(long beyond) {
        assertThat(files().read(file(), content().length + beyond, 16)).hasValue(new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\missing.exe", "\\missing\\missing.exe", "\\*.exe", "\\?ATAMCUSVC.exe", "\\"})
    default void readOfAPartFindsNothingWhereNoFileIs(String end) {
        assertThat(files().read(folder() + end, 0, 100)).isEmpty();
    }

    @Test
    default void readRefusesAPartThatNoFileHas() {
        assertThatThrownBy(() -> files().read(file(), -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> files().read(file(), 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
