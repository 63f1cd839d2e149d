package dev.eku.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Language;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FactTextTest {
    private static final Words JAPANESE = Words.of(Language.JA.locale(), dev.eku.text.FrontEnd.NONE);

    /** The English of every fact is its name in a plan file, and no fact has a name that is not known here. */
    @Test
    void everyFactIsWorded() {
        List<Precondition> facts = Preconditions.of(dev.eku.Eku.on(FrontEnd.frontEnd()
                        .value(FrontEnd.KEY, "x, value y", RegistryValue.string("0"))
                        .build())
                .inspect(FrontEnd.EXEMPTION));

        assertThat(facts).hasSizeGreaterThan(7).allSatisfy(fact -> {
            assertThat(Words.ENGLISH.text(FactText.name(fact.name()))).isEqualTo(fact.name());
            assertThat(Words.ENGLISH.text(FactText.state(fact.state()))).isEqualTo(fact.state());
            assertThat(FactText.name(fact.name()).key()).startsWith("fact.");
        });
        assertThat(japanese("64-bit HKLM\\SOFTWARE\\x, value y, value z"))
                .isEqualTo("64 ビット HKLM\\SOFTWARE\\x、値 y, value z");
        assertThat(japanese("state of service A")).isEqualTo("サービス A の状態");
        assertThat(JAPANESE.text(FactText.state("v4.0.30319, 64-bit"))).isEqualTo("v4.0.30319 (64 ビット)");
        assertThat(JAPANESE.text(FactText.state("missing from HKLM\\SOFTWARE"))).isEqualTo("HKLM\\SOFTWARE 以下がありません");
    }

    @Test
    void whatAnotherVersionWroteIsShownAsItIs() {
        assertThat(FactText.name("phase of the moon")).isEqualTo(Message.asIs("phase of the moon"));
        assertThat(FactText.state("RUNNING")).isEqualTo(Message.asIs("RUNNING"));
    }

    private static String japanese(String name) {
        return JAPANESE.text(FactText.name(name));
    }
}
