package dev.eku.plan;

import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import java.util.Set;

/** A key in a view. Immutable. */
record KeyPlace(RegistryView view, KeyPath key) {
    /** Adds the key of a value, and those above it. */
    static void addAll(Set<KeyPlace> places, RegistryTarget target) {
        if (places.add(new KeyPlace(target.view(), target.key()))) {
            target.key().lineage().forEach(key -> places.add(new KeyPlace(target.view(), key)));
        }
    }
}
