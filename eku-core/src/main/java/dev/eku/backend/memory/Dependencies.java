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
 * Which services of a machine need which others, at present. A snapshot may hold a chain of any length, and a circle,
 * so no method here is recursive. Not thread-safe.
 */
final class Dependencies {
    private Dependencies() {}

    /** The services that it needs directly. Groups, which are marked by a plus, always exist. */
    static List<ServiceName> needed(SimulatedService service) {
        List<ServiceName> needed = new ArrayList<>();
        for (String name : service.config().dependencies()) {
            if (!name.startsWith("+")) {
                needed.add(ServiceName.told(name));
            }
        }
        return needed;
    }

    /** For each service, the services that need it directly. */
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
     * The services that need this one, directly or indirectly, in the order in which they must be stopped. In a circle,
     * these are all other services of the circle.
     */
    static List<ServiceName> dependents(ServiceName name, Map<ServiceName, List<ServiceName>> direct) {
        List<ServiceName> order =
                walk(name, found -> direct.getOrDefault(found, List.of())).order();
        return order.subList(0, order.size() - 1);
    }

    /**
     * What has to be started for a service, in order, with the service at the end; empty if there is a circle.
     *
     * @param toStart the services that a service needs and that do not run
     */
    static Optional<List<ServiceName>> startOrder(ServiceName name, Function<ServiceName, List<ServiceName>> toStart) {
        Walk walk = walk(name, toStart);
        return walk.circular() ? Optional.empty() : Optional.of(walk.order());
    }

    private record Walk(List<ServiceName> order, boolean circular) {}

    private record Open(ServiceName name, Iterator<ServiceName> rest) {}

    /** Depth first, with each service once, after all services that can be reached from it. */
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
