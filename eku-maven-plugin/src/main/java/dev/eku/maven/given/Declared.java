package dev.eku.maven.given;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A parameter as a goal declares it. Immutable.
 *
 * @param name the name of its element in a configuration
 * @param alias another name of that element
 * @param property the property that sets it from the command line, if there is one
 */
public record Declared(String name, Optional<String> alias, Optional<String> property) {
    /** The names that its element can have. */
    Set<String> elements() {
        Set<String> names = new TreeSet<>(Set.of(name));
        alias.ifPresent(names::add);
        return names;
    }
}
