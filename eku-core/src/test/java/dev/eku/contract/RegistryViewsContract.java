package dev.eku.contract;

import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the two registry views of 64-bit Windows have to do with each other. */
public interface RegistryViewsContract extends RegistryFixture {
    @Test
    default void setValueShowsInItsOwnViewOnly() {
        Limit.VIEWS.abortIfIn(limits());
        registry().setValue(VIEW_64, scratch(), "v", RegistryValue.dword(64));
        assertThat(registry().value(VIEW_32, scratch(), "v")).isEmpty();

        registry().setValue(VIEW_32, scratch(), "v", RegistryValue.dword(32));
        assertThat(registry().value(VIEW_64, scratch(), "v")).contains(RegistryValue.dword(64));
        assertThat(registry().value(VIEW_32, scratch(), "v")).contains(RegistryValue.dword(32));
    }

    @Test
    default void createKeyAndDeleteKeyActInTheirOwnViewOnly() {
        Limit.VIEWS.abortIfIn(limits());
        KeyPath key = scratch().child("one-sided");

        registry().createKey(VIEW_32, key);
        assertThat(registry().read(VIEW_64, key)).isEmpty();
        assertThat(registry().createKey(VIEW_64, key)).isEqualTo(Registry.Disposition.CREATED);

        assertThat(registry().deleteKey(VIEW_32, key)).isTrue();
        assertThat(registry().read(VIEW_32, key)).isEmpty();
        assertThat(registry().read(VIEW_64, key)).isPresent();
    }

    @Test
    default void wow6432NodeShowsThe32BitViewFromEitherView() {
        Limit.VIEWS.abortIfIn(limits());
        registry().setValue(VIEW_32, scratch(), "v", RegistryValue.dword(32));

        for (RegistryView view : RegistryView.BOTH) {
            assertThat(registry().value(view, redirected(), "v"))
                    .as("from the %s view", view)
                    .contains(RegistryValue.dword(32));
        }
    }

    @Test
    default void setValueBelowWow6432NodeWritesThe32BitView() {
        Limit.VIEWS.abortIfIn(limits());
        registry().setValue(VIEW_64, redirected(), "v", RegistryValue.dword(1));

        assertThat(registry().value(VIEW_32, scratch(), "v")).contains(RegistryValue.dword(1));
        assertThat(registry().value(VIEW_64, scratch(), "v")).isEmpty();
    }

    @Test
    default void readShowsTheSameKeysInBothViewsOutsideOfSoftware() {
        Limit.VIEWS.abortIfIn(limits());
        KeyPath system = KeyPath.of("SYSTEM");

        assertThat(registry().read(VIEW_32, system).orElseThrow().subkeys())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        registry().read(VIEW_64, system).orElseThrow().subkeys());
    }

    private KeyPath redirected() {
        List<String> names = scratch().names();
        KeyPath key = KeyPath.of(names.get(0), "Wow6432Node");
        for (String name : names.subList(1, names.size())) {
            key = key.child(name);
        }
        return key;
    }
}
