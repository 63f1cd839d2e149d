package dev.eku.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LanguageTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void countryScriptAndCalendarMakeNoOtherLanguage() {
        for (String tag : new String[] {"ja", "ja-JP", "ja-JP-u-ca-japanese", "ja-Hira", "ja-JP-x-lvariant-JP"}) {
            assertThat(Language.of(Locale.forLanguageTag(tag))).as(tag).isEqualTo(Language.JA);
        }
        for (String tag : new String[] {"en", "en-JP", "de-DE", "jv", "und", "und-JP"}) {
            assertThat(Language.of(Locale.forLanguageTag(tag))).as(tag).isEqualTo(Language.EN);
        }
    }

    @Test
    void englishIsEnglishOnAJapaneseMachine() {
        Locale.setDefault(Locale.JAPAN);
        for (Locale english : new Locale[] {Language.EN.locale(), Locale.UK, Locale.ROOT, Locale.FRANCE}) {
            assertThat(Words.of(english, FrontEnd.NONE).text("action.absent"))
                    .as(english.toString())
                    .isEqualTo("absent");
        }
    }
}
