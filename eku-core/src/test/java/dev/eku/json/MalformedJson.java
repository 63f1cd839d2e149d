package dev.eku.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What every reader of JSON does with a text that it cannot use. */
public final class MalformedJson {
    private MalformedJson() {}

    /** Asserts that the reading is refused as malformed, with a message that holds this one. */
    public static void refused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        malformed -> assertThat(malformed.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                .hasMessageContaining(message);
    }
}
