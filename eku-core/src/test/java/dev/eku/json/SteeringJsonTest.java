package dev.eku.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader on a terminal is not steered by what a host wrote, and the document still says what it was. */
final class SteeringJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n\"succeeded\" : true",
                "\u001B[2J",
                "\u0085x",
                "\u009B31m",
                "\u202Etxt.exe",
                "\u2066x",
                "\u2028x",
                "\u2029x",
                "\u200Fx",
                "\uFFFE",
                "\uD800",
                "\u007F"
            })
    void steeringCharactersAreEscaped(String hostile) {
        String json = Json.pretty(Map.of("name", hostile));
        assertThat(json.lines()).hasSize(3);
        assertThat(json.chars().filter(character -> character != '\n')).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(Json.parse(json, "x").string("name")).isEqualTo(hostile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M\u00FCller", "\u3053\u3093", "\uD83D\uDE00"})
    void lettersStayLetters(String text) {
        assertThat(Json.pretty(Map.of("name", text))).contains(text);
    }
}
