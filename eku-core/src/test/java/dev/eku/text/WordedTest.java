package dev.eku.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WordedTest {
    private static final RegistryValue BYTES = RegistryValue.binary((byte) 1, (byte) 0xAB);

    private static final RegistryTarget TARGET = new RegistryTarget(
            RegistryView.VIEW_64, RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4), "C:\\a.exe");

    /** Programs and files have the English, whatever a person is told. */
    @Test
    void asTextItIsTheEnglishOfItsWords() {
        List<Worded> values = new ArrayList<>(Arrays.asList(RegistryView.values()));
        values.addAll(List.of(
                TARGET,
                RegistryValue.dword(0),
                RegistryValue.dword(4294967295L),
                RegistryValue.qword(-1),
                RegistryValue.string("0"),
                RegistryValue.string("{0} 'x' [[apply]]"),
                RegistryValue.expandString("%x%"),
                RegistryValue.multiString(List.of("a", "b")),
                BYTES,
                RegistryValue.binary(),
                RegistryValue.binary(new byte[999]),
                RegistryValue.of(4, new byte[3]),
                RegistryValue.of(12345, new byte[3])));
        for (Worded value : values) {
            assertThat(Words.ENGLISH.text("text.as-is", value)).isEqualTo(value.toString());
        }
    }

    @Test
    void japaneseWordsThemInItsOwnOrder() {
        Words japanese = Words.of(Language.JA.locale(), FrontEnd.NONE);
        assertThat(japanese.text("text.as-is", RegistryView.VIEW_32)).isEqualTo("32 ビット");
        assertThat(japanese.text("text.as-is", BYTES)).isEqualTo("REG_BINARY (2 バイト): 01 ab");
        assertThat(japanese.text("text.as-is", TARGET))
                .startsWith("64 ビット HKLM\\")
                .endsWith("、値 C:\\a.exe");
        assertThat(japanese.text("text.as-is", List.of(1, 2))).isEqualTo("1、2");
        assertThat(japanese.text("text.as-is", List.of(Message.of("result.DONE"), Message.of("file.missing.cause"))))
                .isEqualTo("完了。パスが間違っているか、ファイルが移動されたか、まだ作成されていません");
    }
}
