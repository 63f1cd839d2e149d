package dev.eku.product;

import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import dev.eku.text.Worded;
import java.util.Objects;

/**
 * The place of a switch in the registry. Key and value name are never joined, since the name of a per-application value
 * is itself a path. Immutable.
 */
public record RegistryTarget(RegistryView view, KeyPath key, String valueName) implements Worded {
    private static final KeyPath FRAMEWORK = KeyPath.of("SOFTWARE", "Microsoft", ".NETFramework");

    /** The key that holds a runtime's per-application values of a setting. */
    public static KeyPath keyOf(Setting setting, Clr clr) {
        return runtimeKey(clr).child(setting.keyName());
    }

    /** The key of a runtime, which holds the machine-wide values. */
    public static KeyPath runtimeKey(Clr clr) {
        return FRAMEWORK.child(clr.keyName());
    }

    /** The value that a process started from that executable reads in that view. */
    public static RegistryTarget of(Setting setting, Clr clr, RegistryView view, InstallPath path) {
        return new RegistryTarget(view, keyOf(setting, clr), path.path());
    }

    /** Whether Windows takes both for the same value. An update may have written the path in another case since. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RegistryTarget target
                && target.view == view
                && target.key.equals(key)
                && NameFolding.same(target.valueName, valueName);
    }

    @Override
    public int hashCode() {
        return Objects.hash(view, key, NameFolding.fold(valueName));
    }

    @Override
    public Message words() {
        return Message.of("registry.target", view, key, valueName);
    }

    @Override
    public String toString() {
        return view + " " + key + ", value " + valueName;
    }
}
