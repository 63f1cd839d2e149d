package dev.eku.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
    @Test
    void kanjiKanaAndFullWidthLettersTakeTwo() {
        assertThat(Columns.of("FE01")).isEqualTo(4);
        assertThat(Columns.of("ホスト")).isEqualTo(6);
        assertThat(Columns.of("更新、ＡＢ。")).isEqualTo(12);
        assertThat(Columns.of("\uD842\uDFB7野家")).isEqualTo(6);
        assertThat(Columns.of("\u00E9\uFF76\u2026")).isEqualTo(3);
        assertThat(Columns.of("")).isZero();
    }

    @Test
    void combiningCharactersTakeNone() {
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.of("か\u3099")).isEqualTo(2);
        assertThat(Columns.of("a\u200Bb\u20DD")).isEqualTo(2);
    }

    @Test
    void whatIsCutFitsAndIsNotCutWithinACharacter() {
        assertThat(Columns.cut("abc", 3)).isEqualTo("abc");
        assertThat(Columns.cut("abcd", 3)).isEqualTo("ab\u2026");
        assertThat(Columns.cut("ホスト", 6)).isEqualTo("ホスト");
        assertThat(Columns.cut("ホスト名", 6)).isEqualTo("ホス\u2026");
        assertThat(Columns.cut("\uD842\uDFB7\uD842\uDFB7", 3)).isEqualTo("\uD842\uDFB7\u2026");
    }
}
