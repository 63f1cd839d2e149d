package dev.eku.contract;

import static dev.eku.contract.Win32Failures.assertRefused;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import org.junit.jupiter.api.Test;

/** What happens without rights, and how one asks for them beforehand. */
public interface RegistryRightsContract extends RegistryFixture {
    @Test
    default void writableIsTrueOnOurOwnKeyAndBelowIt() {
        assertThat(registry().writable(VIEW_64, scratch())).isTrue();
        assertThat(registry().writable(VIEW_64, scratch().child("missing").child("deeper")))
                .isTrue();
    }

    @Test
    default void writableChangesNothing() {
        registry().writable(VIEW_64, scratch().child("missing").child("deeper"));

        assertThat(registry().read(VIEW_64, scratch()).orElseThrow().isEmpty()).isTrue();
    }

    @Test
    default void writableIsFalseWhereWeMayOnlyRead() {
        KeyPath key = readOnlyKey();

        assertThat(registry().writable(VIEW_64, key)).isFalse();
        assertThat(registry().writable(VIEW_64, key.child("missing").child("deeper")))
                .isFalse();
    }

    @Test
    default void setValueIsDeniedWhereWeMayOnlyRead() {
        KeyPath key = readOnlyKey();

        assertRefused(
                () -> registry().setValue(VIEW_64, key, "kept", RegistryValue.dword(2)), Win32Error.ACCESS_DENIED);

        assertThat(registry().value(VIEW_64, key, "kept")).contains(RegistryValue.dword(1));
    }

    @Test
    default void deleteValueIsDeniedWhereWeMayOnlyRead() {
        KeyPath key = readOnlyKey();

        assertRefused(() -> registry().deleteValue(VIEW_64, key, "kept"), Win32Error.ACCESS_DENIED);

        assertThat(registry().value(VIEW_64, key, "kept")).contains(RegistryValue.dword(1));
    }

    @Test
    default void createKeyIsDeniedBelowAKeyWeMayOnlyRead() {
        KeyPath key = readOnlyKey();

        assertRefused(() -> registry().createKey(VIEW_64, key.child("new")), Win32Error.ACCESS_DENIED);

        assertThat(registry().read(VIEW_64, key).orElseThrow().subkeys()).containsExactly("kept");
    }

    @Test
    default void createKeyOpensAKeyWeMayOnlyRead() {
        KeyPath key = readOnlyKey();

        assertThat(registry().createKey(VIEW_64, key)).isEqualTo(Registry.Disposition.OPENED);
        assertThat(registry().createKey(VIEW_64, key.child("kept"))).isEqualTo(Registry.Disposition.OPENED);
    }

    @Test
    default void readAndValueAreDeniedWhereWeMayNotRead() {
        KeyPath key = unreadableKey();

        assertRefused(() -> registry().read(VIEW_64, key), Win32Error.ACCESS_DENIED);
        assertRefused(() -> registry().value(VIEW_64, key, "any"), Win32Error.ACCESS_DENIED);
        assertRefused(() -> registry().exists(VIEW_64, key), Win32Error.ACCESS_DENIED);
        assertThat(registry().writable(VIEW_64, key)).isFalse();
    }
}
