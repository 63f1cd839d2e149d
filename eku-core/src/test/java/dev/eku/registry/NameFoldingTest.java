package dev.eku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows' own table of upper case, whatever the JDK knows. */
final class NameFoldingTest {
    @Test
    void thereAreAsManyPairsAsInMicrosoftsTable() {
        assertThat(pairs()).hasSize(973);
    }

    @Test
    void eachBlockOfTheTableFolds() {
        for (String pair : List.of(
                "aA",
                "\u00E9\u00C9",
                "\u00FF\u0178",
                "\u0101\u0100",
                "\u0180\u0243",
                "\u019A\u023D",
                "\u01C6\u01C4",
                "\u01BF\u01F7",
                "\u0250\u2C6F",
                "\u0259\u018F",
                "\u0371\u0370",
                "\u03AC\u0386",
                "\u03C3\u03A3",
                "\u03F2\u03F9",
                "\u0430\u0410",
                "\u0450\u0400",
                "\u04CF\u04C0",
                "\u0523\u0522",
                "\u0561\u0531",
                "\u1D79\uA77D",
                "\u1E01\u1E00",
                "\u1EFF\u1EFE",
                "\u1F00\u1F08",
                "\u1F70\u1FBA",
                "\u1FB3\u1FBC",
                "\u214E\u2132",
                "\u2170\u2160",
                "\u24D0\u24B6",
                "\u2C30\u2C00",
                "\u2C65\u023A",
                "\u2CE3\u2CE2",
                "\u2D00\u10A0",
                "\uA641\uA640",
                "\uA78C\uA78B",
                "\uFF41\uFF21")) {
            String lower = pair.substring(0, 1);
            assertThat(NameFolding.fold(lower))
                    .as(Integer.toHexString(lower.charAt(0)))
                    .isEqualTo(pair.substring(1));
            assertThat(NameFolding.same(lower, pair.substring(1))).isTrue();
        }
    }

    @Test
    void lettersOutsideTheTableEqualOnlyThemselves() {
        for (String pair : List.of(
                "\u00B5\u039C", // micro
                "\u00DF\u1E9E", // sharp s
                "\u0131I", // dotless i
                "\u0130i",
                "\u017FS", // long s
                "\u03C2\u03A3", // final sigma
                "\u03F3\u037F",
                "\u0252\u2C70", // newer Latin
                "\u0525\u0524", // newer Cyrillic
                "\u10D0\u1C90", // Georgian
                "\u13F8\u13F0", // Cherokee
                "\uAB70\u13A0",
                "\u2D27\u10C7",
                "\u212Ak", // Kelvin
                "\uA661\uA660",
                "\uA791\uA790")) {
            assertThat(NameFolding.same(pair.substring(0, 1), pair.substring(1)))
                    .as(Integer.toHexString(pair.charAt(0)))
                    .isFalse();
        }
    }

    @Test
    void eachPairIsOneOfTheJdkToo() {
        for (char lower : pairs()) {
            char upper = NameFolding.fold(String.valueOf(lower)).charAt(0);
            assertThat(Character.toUpperCase(lower)).isEqualTo(upper);
            assertThat(Character.toLowerCase(upper)).isEqualTo(lower);
        }
    }

    @Test
    void foldingTwiceIsFoldingOnce() {
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            String once = NameFolding.fold(String.valueOf((char) unit));
            assertThat(NameFolding.fold(once)).isEqualTo(once);
        }
    }

    private static List<Character> pairs() {
        List<Character> pairs = new ArrayList<>();
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            if (NameFolding.fold(String.valueOf((char) unit)).charAt(0) != unit) {
                pairs.add((char) unit);
            }
        }
        return pairs;
    }
}
