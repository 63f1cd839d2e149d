package dev.eku.inspect;

import dev.eku.product.Clr;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the keys that can hold a setting's per-application values. Immutable.
 *
 * @param contents empty if the key does not exist
 * @param missing the keys to be created so that it does, topmost first
 * @param global the machine-wide value of the same view and runtime
 * @param writable whether we may create it and write its values
 * @param readable whether we may know what it holds; one that we may not is kept only where nothing that is asked about reads it,
 *     and then everything else here is as of a key that is not there
 * @param longNames for each value whose name looks like an 8.3 path: the long path it stands for, where there is one
 */
public record SettingKey(
        RegistryView view,
        Clr clr,
        KeyPath key,
        Optional<KeyContents> contents,
        List<KeyPath> missing,
        Optional<RegistryValue> global,
        boolean writable,
        boolean readable,
        Map<String, String> longNames) {
    public SettingKey {
        missing = List.copyOf(missing);
        longNames = Map.copyOf(longNames);
    }

    /** A key that could be read. */
    public SettingKey(
            RegistryView view,
            Clr clr,
            KeyPath key,
            Optional<KeyContents> contents,
            List<KeyPath> missing,
            Optional<RegistryValue> global,
            boolean writable,
            Map<String, String> longNames) {
        this(view, clr, key, contents, missing, global, writable, true, longNames);
    }

    /** A key that may not be read. */
    static SettingKey unreadable(RegistryView view, Clr clr, KeyPath key) {
        return new SettingKey(view, clr, key, Optional.empty(), List.of(), Optional.empty(), false, false, Map.of());
    }

    /** The value of that name in any spelling of case. */
    public Optional<RegistryValue> value(String name) {
        return contents.flatMap(held -> held.value(name));
    }
}
