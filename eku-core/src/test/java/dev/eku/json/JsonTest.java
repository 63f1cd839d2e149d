package dev.eku.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.RegistryValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        assertThatThrownBy(() -> Json.parse(text, "test"))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        malformed -> assertThat(malformed.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                .hasMessageContaining(message);
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

    @Test
    void everyRegistryValueComesBackBitForBit() {
        long seed = 4711;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                Arrays.fill(bytes, 0, bytes.length / 2, (byte) 0);
            }
            RegistryValue value = RegistryValue.of(random.nextInt(14), bytes);
            String text = Json.compact(ValueJson.write(value));
            assertThat(ValueJson.read(Json.parse(text, "test")))
                    .as("seed %d, round %d: %s", seed, i, text)
                    .isEqualTo(value);
        }
    }

    @Test
    void valuesAreWrittenReadably() {
        assertThat(ValueJson.write(RegistryValue.dword(0))).isEqualTo(Map.of("dword", 0L));
        assertThat(ValueJson.write(RegistryValue.string("日本"))).isEqualTo(Map.of("string", "日本"));
        assertThat(ValueJson.write(RegistryValue.expandString("%x%"))).isEqualTo(Map.of("expandString", "%x%"));
        assertThat(ValueJson.write(RegistryValue.of(4, new byte[3]))).isEqualTo(Map.of("type", 4L, "hex", "000000"));
    }

    @Test
    void valuesThatCannotBeAreRefused() {
        refused(() -> ValueJson.read(Json.parse("{\"dword\": 4294967296}", "test")), "$.dword: 0 to 4294967295");
        refused(() -> ValueJson.read(Json.parse("{\"dword\": -1}", "test")), "$.dword: 0 to 4294967295");
        refused(() -> ValueJson.read(Json.parse("{\"type\": -1, \"hex\": \"\"}", "test")), "$.type: 0 to");
        refused(() -> ValueJson.read(Json.parse("{\"type\": 3, \"hex\": \"0\"}", "test")), "$.hex: '0'");
        refused(() -> ValueJson.read(Json.parse("{\"string\": \"a\\u0000b\"}", "test")), "$.string: a NUL");
        refused(() -> ValueJson.read(Json.parse("{\"dword\": 1, \"x\": 1}", "test")), "$.x: unknown field");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        malformed -> assertThat(malformed.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                .hasMessageContaining(message);
    }
}
