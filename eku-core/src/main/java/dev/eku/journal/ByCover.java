package dev.eku.journal;

import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One object for each exemption, found by {@link Exemption#coversSameAs} without comparing all others. An exemption
 * without a product covers the same as one of any product. Not thread-safe.
 */
final class ByCover<T> {
    private final Supplier<T> maker;
    private final Map<Wide, Map<Optional<String>, T>> all = new LinkedHashMap<>();

    private record Wide(Setting setting, List<Application> applications) {}

    /** @param maker makes the object for a new exemption */
    ByCover(Supplier<T> maker) {
        this.maker = maker;
    }

    /** The object of exactly that exemption. */
    T at(Exemption exemption) {
        return all.computeIfAbsent(wide(exemption), first -> new LinkedHashMap<>())
                .computeIfAbsent(exemption.product(), first -> maker.get());
    }

    /** The objects of all exemptions that cover the same. */
    Collection<T> sameAs(Exemption exemption) {
        Map<Optional<String>, T> products = all.getOrDefault(wide(exemption), Map.of());
        boolean any = exemption.applications().isEmpty();
        if (any && exemption.product().isEmpty()) {
            return products.values();
        }
        List<T> same = new ArrayList<>();
        Optional.ofNullable(products.get(exemption.product())).ifPresent(same::add);
        if (any) {
            Optional.ofNullable(products.get(Optional.<String>empty())).ifPresent(same::add);
        }
        return same;
    }

    private static Wide wide(Exemption exemption) {
        return new Wide(exemption.setting(), exemption.applications());
    }
}
