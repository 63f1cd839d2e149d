package dev.eku.json;

import static dev.eku.json.MalformedJson.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1; line 1",
                "{\"a\": 1, \"a\": 2}; Duplicate field 'a'",
                "[1]; test cannot be read",
                "{\"a\": 1} {; test cannot be read",
                "nonsense; line 1, column",
                "``; test cannot be read"
            })
    void parseNamesThePlaceOfAFault(String text, String message) {
        refused(() -> Json.parse(text, "test"), message);
    }

    @Test
    void halfASurrogatePairIsWrittenInAWayThatAFileCanHold() {
        Map<String, Object> object = Map.of("\u540d\uD800", "\uDC00 \uD83D\uDE00 \u540d");

        for (String text : List.of(Json.pretty(object), Json.compact(object))) {
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            assertThat(Json.parse(text, "test").string("\u540d\uD800")).isEqualTo("\uDC00 \uD83D\uDE00 \u540d");
        }
        assertThat(Json.compact(Map.of("a", "\u540d"))).isEqualTo("{\"a\":\"\u540d\"}");
    }

    @Test
    void everyReaderNamesTheFieldItFailedAt() {
        String text = "{\"s\": \"x\", \"n\": 1.5, \"o\": {\"l\": [{\"u\": 1}, 2]}, \"t\": \"then\", \"z\": null}";
        JsonObject json = Json.parse(text, "test");
        refused(() -> json.string("n"), "$.n: text expected");
        refused(() -> json.string("missing"), "$.missing: missing");
        refused(() -> json.string("z"), "$.z: missing");
        refused(() -> json.number("n"), "$.n: whole number expected");
        refused(() -> json.number("s"), "$.s: whole number expected");
        refused(() -> json.bool("s"), "$.s: true or false expected");
        refused(() -> json.object("s"), "$.s: object expected");
        refused(() -> json.objects("s"), "$.s: list expected");
        refused(() -> json.instant("t"), "$.t: 'then' cannot be read");
        refused(() -> json.duration("t"), "$.t: 'then' cannot be read");
        refused(() -> json.constant("t", ErrorCode.class), "$.t: 'then' cannot be read");
        refused(() -> json.object("o").objects("l"), "$.o.l[1]: object expected");
        assertThat(json.optionalString("z")).isEmpty();
        assertThat(json.optionalNumber("missing")).isEmpty();
    }

    @Test
    void endRefusesAFieldNobodyAskedFor() {
        JsonObject json = Json.parse("{\"known\": 1, \"typo\": 2}", "test");
        json.number("known");
        refused(json::end, "$.typo: unknown field");
    }

    @Test
    void readRefusesAFileThatIsTooLarge(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("large.json");
        Files.write(file, new byte[Json.MAX_LENGTH + 1]);
        assertThatThrownBy(() -> Json.read(file))
                .isInstanceOfSatisfying(
                        EkuException.class, large -> assertThat(large.code()).isEqualTo(ErrorCode.FILE_TOO_LARGE));
        assertThatThrownBy(() -> Json.read(folder.resolve("absent.json")))
                .isInstanceOfSatisfying(
                        EkuException.class, absent -> assertThat(absent.code()).isEqualTo(ErrorCode.FILE_FAILURE));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "UTF-8, \ufeff", "UTF-16LE, \ufeff", "UTF-16BE, \ufeff", "UTF-16, ''"})
    void readTakesAFileThatPowerShellHasSavedAgain(String charset, String mark, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("plan.json"), mark + "{\"a\": \"会議\"}", Charset.forName(charset));
        assertThat(Json.read(file).string("a")).isEqualTo("会議");
    }

    @Test
    void whatGoesBeyondAllBoundsIsSaidInOurWords() {
        for (String text : List.of(
                "{\"a\":".repeat(9_999), "{\"a\": " + "9".repeat(9_999) + "}", "{\"" + "a".repeat(99_999) + "\": 1}")) {
            assertThatThrownBy(() -> Json.parse(text, "test"))
                    .hasMessageStartingWith("MALFORMED_FILE: test cannot be read, at ")
                    .hasMessageContaining("than in any such file")
                    .hasMessageNotContaining("StreamReadConstraints");
        }
    }

    @Test
    void documentsAreWrittenInOneFormOnly() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", "\"\\ \b\t\n\f\r\u0001\u001F\u007F/é日\uD83D\uDE00");
        fields.put("numbers", List.of(1, -2L));
        fields.put("nothing", null);
        fields.put("constant", ErrorCode.LOCKED);
        fields.put("empty", List.of(Map.of(), List.of()));
        fields.put("objects", List.of(Map.of("a", true), Map.of("b", Map.of("c", false))));

        String text = "\"\\\"\\\\ \\b\\t\\n\\f\\r\\u0001\\u001F\u007F/é日\uD83D\uDE00\"";
        // DEL steers a terminal, so that what people read is ASCII.
        String ascii = "\"\\\"\\\\ \\b\\t\\n\\f\\r\\u0001\\u001F\\u007F/\\u00E9\\u65E5\\uD83D\\uDE00\"";
        assertThat(Json.compact(fields))
                .isEqualTo("{\"text\":" + text
                        + ",\"numbers\":[1,-2],\"nothing\":null,\"constant\":\"LOCKED\",\"empty\":[{},[]],"
                        + "\"objects\":[{\"a\":true},{\"b\":{\"c\":false}}]}");
        assertThat(Json.pretty(fields))
                .isEqualTo(String.join(
                        "\n",
                        "{",
                        "  \"text\" : " + ascii + ",",
                        "  \"numbers\" : [ 1, -2 ],",
                        "  \"nothing\" : null,",
                        "  \"constant\" : \"LOCKED\",",
                        "  \"empty\" : [ { }, [ ] ],",
                        "  \"objects\" : [ {",
                        "    \"a\" : true",
                        "  }, {",
                        "    \"b\" : {",
                        "      \"c\" : false",
                        "    }",
                        "  } ]",
                        "}",
                        ""));
        assertThatThrownBy(() -> Json.compact(Map.of("a", 1.5))).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * An independent writer, to the byte: plans and journals written before this one came must keep their fingerprints.
     */
    @Test
    void documentsAreWrittenAsTheLibraryWritesThem() throws Exception {
        long seed = 4712;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Map<String, Object> document = Map.of("d", document(random, 4));
            assertThat(Json.compact(document))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(document));
        }
    }

    private static Object document(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> text(random);
            case 4 -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(document(random, depth - 1));
                }
                yield items;
            }
            default -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    fields.put(text(random), document(random, depth - 1));
                }
                yield fields;
            }
        };
    }

    /** Every UTF-16 unit up to the surrogates comes sooner or later, those to be escaped more often. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0xD800)));
        }
        return text.toString();
    }
}
