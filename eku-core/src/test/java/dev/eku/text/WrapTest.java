package dev.eku.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.registry.RegistryValue;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class WrapTest {
    private static final String PATH = "C:\\Program Files\\Skype for Business Server 2015\\DATAMCUSVC.exe";

    @Test
    void shortLineStaysAsItIs() {
        assertThat(Wrap.lines("nothing to do", 13)).containsExactly("nothing to do");
    }

    @Test
    void longLineGoesOnInIndentedLines() {
        assertThat(Wrap.lines("nothing to do for now", 13)).containsExactly("nothing to do", "  for now");
        assertThat(Wrap.lines("  - nothing to do for now", 17)).containsExactly("  - nothing to do", "    for now");
    }

    @Test
    void linesOfATextAreWrappedEachByItself() {
        assertThat(Wrap.lines("first\n  - second third", 10)).containsExactly("first", "  - second", "    third");
    }

    /** A blank in a path is no place to break, and neither is a hyphen in the name of an option. */
    @Test
    void whatOthersWroteIsNeverBroken() {
        Words words = Words.ENGLISH;
        assertThat(words.lines(Message.of("report.rehearsal.applied", PATH), 20))
                .containsExactly("applied: " + PATH);
        assertThat(words.lines(Message.of("report.rehearsal.applied", PATH), 65))
                .containsExactly("applied:", "  " + PATH);
        assertThat(Wrap.lines("say -Deku.hosts=a-b-c-d-e", 14)).containsExactly("say -Deku.hosts=a-b-c-d-e");
    }

    /** Japanese may be broken between any two characters, but a folder or a person may not. */
    @Test
    void whatOthersWroteInJapaneseIsNotBrokenEither() {
        String path = "C:\\株式会社山田製作所\\会議サーバー製品群\\データ共有.exe";
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            assertThat(Words.of(locale, FrontEnd.NONE).lines(Message.of("report.reason", path), 40))
                    .anySatisfy(line -> assertThat(line).contains(path));
        }
    }

    /** It starts a line of its own if the one before it is half full. */
    @Test
    void wordThatIsTooLongForAnyLineMakesOnlyOneLineLong() {
        String word = "x".repeat(30);
        assertThat(Wrap.lines("1234567 abcdef " + word + " " + word, 20))
                .containsExactly("1234567 abcdef", "  " + word, "  " + word);
        assertThat(Wrap.lines("key " + word, 20)).containsExactly("key " + word);
    }

    @Test
    void shortValueIsOneWord() {
        Message message = Message.of("report.change", "absent", RegistryValue.dword(0));
        assertThat(Words.ENGLISH.lines(message, 19)).containsExactly("absent ->", "  REG_DWORD 0");
    }

    /** No line begins with a full stop, a comma or a closing bracket, and none ends with an opening one. */
    @Test
    void japaneseIsBrokenBetweenCharactersByItsOwnRules() {
        List<String> lines = Wrap.lines("すべて完了しました。次の手順を「確認」してください。", 20);
        assertThat(lines).allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(20));
        assertThat(String.join("", lines.stream().map(String::strip).toList())).isEqualTo("すべて完了しました。次の手順を「確認」してください。");
        assertThat(lines)
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line.strip())
                        .doesNotStartWith("。")
                        .doesNotStartWith("」")
                        .doesNotEndWith("「"));
    }

    /** Every text of the catalogue, in both languages and at any width, keeps its words and their order. */
    @Test
    void nothingIsLost() {
        Random random = new Random(15);
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            Words words = Words.of(locale, FrontEnd.NONE);
            for (String key : Collections.list(
                    ResourceBundle.getBundle("dev.eku.messages", Locale.ROOT).getKeys())) {
                Message message = Message.of(key, PATH, "b c", 3, "d", "e", "f", "g", "h", "i");
                String plain = words.text(message);
                int columns = 10 + random.nextInt(110);
                List<String> lines = words.lines(message, columns);
                assertThat(squeezed(String.join("", lines))).as(key).isEqualTo(squeezed(plain));
                assertThat(String.join("\n", lines)).doesNotContain(String.valueOf(Wrap.OPEN));
            }
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s", "");
    }
}
