package dev.eku.backend.memory;

import dev.eku.service.ServiceName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which services of a machine need which, as it is now. A snapshot may hold a chain of any length, and a circle, so
 * nothing here calls itself. Not thread-safe.
 */
final class Dependencies {
    private Dependencies() {}

    /** The services it needs itself; groups, marked by a plus, are always there. */
    static List<ServiceName> needed(SimulatedService service) {
        List<ServiceName> needed = new ArrayList<>();
        for (String name : service.config().dependencies()) {
            if (!name.startsWith("+")) {
                needed.add(ServiceName.told(name));
            }
        }
        return needed;
    }

    /** The services that need each one themselves. */
    static Map<ServiceName, List<ServiceName>> direct(Collection<SimulatedService> services) {
        Map<ServiceName, List<ServiceName>> direct = new HashMap<>();
        for (SimulatedService service : services) {
            for (ServiceName needed : needed(service)) {
                direct.computeIfAbsent(needed, absent -> new ArrayList<>())
                        .add(service.config().name());
            }
        }
        return direct;
    }

    /**
     * The services that need this one, directly or not, those first that must be stopped first; in a circle each other
     * one.
     */
    static List<ServiceName> dependents(ServiceName name, Map<ServiceName, List<ServiceName>> direct) {
        List<ServiceName> order =
                walk(name, found -> direct.getOrDefault(found, List.of())).order();
        return order.subList(0, order.size() - 1);
    }

    /**
     * What has to be started for a service, it at the end; empty if that goes round in a circle.
     *
     * @param toStart those that a service needs and that do not run
     */
    static Optional<List<ServiceName>> startOrder(ServiceName name, Function<ServiceName, List<ServiceName>> toStart) {
        Walk walk = walk(name, toStart);
        return walk.circular() ? Optional.empty() : Optional.of(walk.order());
    }

    private record Walk(List<ServiceName> order, boolean circular) {}

    private record Open(ServiceName name, Iterator<ServiceName> rest) {}

    /** Depth first; each service once, after all that it leads to. */
    private static Walk walk(ServiceName from, Function<ServiceName, List<ServiceName>> next) {
        List<ServiceName> order = new ArrayList<>();
        Set<ServiceName> seen = new HashSet<>(Set.of(from));
        Set<ServiceName> open = new HashSet<>(Set.of(from));
        Deque<Open> way =
                new ArrayDeque<>(List.of(new Open(from, next.apply(from).iterator())));
        boolean circular = false;
        while (!way.isEmpty()) {
            Open last = way.getLast();
            if (!last.rest().hasNext()) {
                way.removeLast();
                open.remove(last.name());
                order.add(last.name());
                continue;
            }
            ServiceName name = last.rest().next();
            circular |= open.contains(name);
            if (seen.add(name)) {
                open.add(name);
                way.addLast(new Open(name, next.apply(name).iterator()));
            }
        }
        return new Walk(order, circular);
    }
}
