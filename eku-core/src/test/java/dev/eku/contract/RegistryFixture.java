package dev.eku.contract;

import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** What a backend supplies to be tested as a registry. */
public interface RegistryFixture {
    /** The registry under test. */
    Registry registry();

    /**
     * A key below {@code HKLM\SOFTWARE} that belongs to the test; made where missing and emptied before each test, in
     * both views.
     */
    KeyPath scratch();

    /** What cannot be shown here. */
    default Set<Limit> limits() {
        return Set.of();
    }

    /**
     * A key that may be read but not changed, that holds the REG_DWORD {@code kept} = 1 and the subkey {@code kept};
     * 64-bit view.
     */
    default KeyPath readOnlyKey() {
        throw Limit.REGISTRY_RIGHTS.missing(limits());
    }

    /** A key that exists and may be neither read nor changed; 64-bit view. */
    default KeyPath unreadableKey() {
        throw Limit.REGISTRY_RIGHTS.missing(limits());
    }

    /** Empties the scratch key through the port. */
    @BeforeEach
    default void emptyScratchKey() {
        for (RegistryView view : RegistryView.BOTH) {
            if (view == RegistryView.VIEW_64 || !limits().contains(Limit.VIEWS)) {
                deleteTree(view, scratch());
                registry().createKey(view, scratch());
            }
        }
    }

    private void deleteTree(RegistryView view, KeyPath key) {
        registry().read(view, key).ifPresent(contents -> {
            contents.subkeys().forEach(name -> deleteTree(view, key.child(name)));
            registry().deleteKey(view, key);
        });
    }

    /** Deletes a key as somebody else would, if the backend knows others. */
    default void deletedByOthers(KeyPath key) {
        registry().deleteKey(RegistryView.VIEW_64, key);
    }

    /** Sets a value in the scratch key. */
    private void set(String name, RegistryValue value) {
        registry().setValue(RegistryView.VIEW_64, scratch(), name, value);
    }

    /** Sets a REG_DWORD in the scratch key. */
    default void setDword(String name, long number) {
        set(name, RegistryValue.dword(number));
    }

    /** The value of that name in the scratch key. */
    default Optional<RegistryValue> valueOf(String name) {
        return registry().value(RegistryView.VIEW_64, scratch(), name);
    }

    /** The names of the values in the scratch key, sorted. */
    default List<String> valueNames() {
        return registry().read(RegistryView.VIEW_64, scratch()).orElseThrow().values().stream()
                .map(KeyContents.NamedValue::name)
                .sorted()
                .toList();
    }

    /** The names of the keys below the scratch key. */
    default Set<String> subkeys() {
        return registry().read(RegistryView.VIEW_64, scratch()).orElseThrow().subkeys().stream()
                .collect(Collectors.toSet());
    }
}
