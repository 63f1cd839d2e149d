package dev.eku.registry;

import static dev.eku.json.MalformedJson.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.json.Json;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueJsonTest {
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
}
