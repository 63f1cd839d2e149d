package dev.eku.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the views of 32-bit Windows have to do with each other: it ignores which one is asked for (Microsoft Learn,
 * "Registry Key Security and Access Rights", on {@code KEY_WOW64_32KEY} and {@code KEY_WOW64_64KEY}). Such a host
 * declares {@link Limit#VIEWS}.
 */
public interface RegistryOneViewContract extends RegistryFixture {
    @Test
    default void setValueShowsInEveryView() {
        for (RegistryView wrote : RegistryView.values()) {
            registry().setValue(wrote, scratch(), "v", RegistryValue.string(wrote.name()));

            for (RegistryView asked : RegistryView.values()) {
                assertThat(registry().value(asked, scratch(), "v"))
                        .as("written as %s, read as %s", wrote, asked)
                        .contains(RegistryValue.string(wrote.name()));
                assertThat(registry().read(asked, scratch()).orElseThrow().values())
                        .hasSize(1);
            }
        }
    }

    @Test
    default void createKeyAndDeleteKeyActInEveryView() {
        KeyPath key = scratch().child("one");
        for (RegistryView view : RegistryView.values()) {
            assertThat(registry().createKey(view, key)).isEqualTo(Registry.Disposition.CREATED);
            for (RegistryView other : RegistryView.values()) {
                assertThat(registry().createKey(other, key)).isEqualTo(Registry.Disposition.OPENED);
                assertThat(registry().exists(other, key)).isTrue();
                assertThat(registry().writable(other, key)).isTrue();
            }
            registry().setValue(view, key, "v", RegistryValue.dword(1));
            assertThat(registry().deleteValue(RegistryView.VIEW_64, key, "v")).isTrue();
            assertThat(registry().deleteKey(RegistryView.VIEW_32, key)).isTrue();
            assertThat(registry().read(view, key)).isEmpty();
        }
    }

    @Test
    default void wow6432NodeIsANameLikeAnyOther() {
        List<String> names = scratch().names();
        KeyPath redirected = KeyPath.of(names.get(0), "Wow6432Node", names.get(1));
        registry().setValue(RegistryView.VIEW_32, scratch(), "v", RegistryValue.dword(1));

        for (RegistryView view : RegistryView.values()) {
            assertThat(registry().read(view, redirected)).isEmpty();
        }
        assertThat(registry()
                        .read(RegistryView.ONLY, KeyPath.of("SOFTWARE"))
                        .orElseThrow()
                        .subkeys())
                .noneMatch("Wow6432Node"::equalsIgnoreCase);
    }
}
