package dev.eku.plan;

import dev.eku.inspect.ApplicationFacts.Dependent;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether services can be stopped one after the other, as Windows stops none that a running one needs (1051). Pure. */
final class StopOrder {
    private StopOrder() {}

    /**
     * The services that cannot be stopped in any order, as they need each other in a circle or are needed by such ones;
     * empty if all can be stopped.
     *
     * @param dependents those running ones that need it, directly or not
     */
    static Set<ServiceName> circle(ServiceConfig service, List<Dependent> dependents) {
        Map<ServiceName, Set<ServiceName>> needs = new TreeMap<>();
        needs.put(service.name(), names(service.dependencies()));
        for (Dependent dependent : dependents) {
            needs.put(dependent.name(), names(dependent.needs()));
        }
        Map<ServiceName, Integer> neededBy = new HashMap<>();
        for (Set<ServiceName> all : needs.values()) {
            all.forEach(name -> neededBy.merge(name, 1, Integer::sum));
        }
        Deque<ServiceName> stoppable = new ArrayDeque<>(needs.keySet());
        stoppable.removeAll(neededBy.keySet());
        while (!stoppable.isEmpty()) {
            for (ServiceName freed : needs.getOrDefault(stoppable.peek(), Set.of())) {
                if (neededBy.merge(freed, -1, Integer::sum) == 0 && needs.containsKey(freed)) {
                    stoppable.add(freed);
                }
            }
            needs.remove(stoppable.remove());
        }
        return new TreeSet<>(needs.keySet());
    }

    private static Set<ServiceName> names(List<String> dependencies) {
        Set<ServiceName> names = new HashSet<>();
        for (String name : dependencies) {
            if (!name.startsWith("+")) {
                names.add(ServiceName.told(name));
            }
        }
        return names;
    }
}
