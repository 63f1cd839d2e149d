package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardedBytesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 8, 1000})
    void theUnitBeforeIsANulAndTheUnitBehindIsNone(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        try (GuardedBytes guarded = new GuardedBytes(bytes)) {
            assertThat(guarded.pointer().getByteArray(0, length)).isEqualTo(bytes);
            assertThat(guarded.pointer().getShort(-2)).isZero();
            assertThat(guarded.pointer().getShort(length)).isEqualTo((short) 0xFFFF);
        }
    }
}
