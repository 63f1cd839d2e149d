package dev.eku.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions on what Windows refuses. */
final class Win32Failures {
    private Win32Failures() {}

    /** Asserts that the call is refused with one of these codes. */
    static void assertRefused(ThrowingCallable call, Win32Error... expected) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(Win32Exception.class))
                .satisfies(refused -> assertThat(refused.error()).isIn((Object[]) expected));
    }
}
