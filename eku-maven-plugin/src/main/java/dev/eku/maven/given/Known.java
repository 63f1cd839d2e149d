package dev.eku.maven.given;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The goals of the plugin and the parameters of each. Immutable.
 *
 * @param goals by the goal's name
 */
public record Known(Map<String, List<Declared>> goals) {
    public Known {
        Map<String, List<Declared>> sorted = new TreeMap<>();
        for (Map.Entry<String, List<Declared>> goal : goals.entrySet()) {
            sorted.put(goal.getKey(), List.copyOf(goal.getValue()));
        }
        goals = Collections.unmodifiableMap(sorted);
    }

    /** The properties of these goals; an unknown goal has none. */
    public Set<String> properties(Collection<String> of) {
        Set<String> names = new TreeSet<>();
        for (String goal : of) {
            for (Declared parameter : goals.getOrDefault(goal, List.of())) {
                if (parameter.property().isPresent()) {
                    names.add(parameter.property().get());
                }
            }
        }
        return names;
    }

    /** The properties of all goals. */
    public Set<String> properties() {
        return properties(goals.keySet());
    }

    /** The elements of all goals. */
    public Set<String> elements() {
        Set<String> names = new TreeSet<>();
        goals.values().forEach(parameters -> parameters.forEach(parameter -> names.addAll(parameter.elements())));
        return names;
    }

    /** The elements that hold a list of elements, such as the pools of a fleet. They have no property. */
    public Set<String> lists() {
        Set<String> names = new TreeSet<>();
        goals.values()
                .forEach(parameters -> parameters.stream()
                        .filter(parameter -> parameter.property().isEmpty())
                        .forEach(parameter -> names.addAll(parameter.elements())));
        return names;
    }

    /** The goals that have a property. */
    public List<String> taking(String property) {
        return goals.keySet().stream()
                .filter(goal -> properties(List.of(goal)).contains(property))
                .toList();
    }
}
