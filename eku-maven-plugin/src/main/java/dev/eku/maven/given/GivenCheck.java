package dev.eku.maven.given;

import dev.eku.maven.given.Given.Configured;
import dev.eku.maven.given.Refusal.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what was given but would have no effect. Maven silently treats an empty element, an empty property and an
 * unknown one as "not given". So {@code -Deku.host=fe01} would change the wrong machine, and {@code -Deku.dryRun} a
 * host that was not to be changed. Pure.
 */
public final class GivenCheck {
    /**
     * The attributes that have a meaning for Maven.
     *
     * @see <a href="https://maven.apache.org/pom.html#plugins">POM Reference, Plugins</a>
     */
    private static final Set<String> OF_MAVEN =
            Set.of("combine.children", "combine.self", "combine.id", "combine.keys", "implementation", "xml:space");

    /** The properties that are true or false. */
    private static final Set<String> FLAGS = Set.of("eku.forget", "eku.overwrite", "eku.skip", "eku.tidy");

    private final Given given;
    private final Known known;
    private final Set<String> ofBuild;

    private GivenCheck(Given given, Known known, Collection<String> goals) {
        this.given = given;
        this.known = known;
        this.ofBuild = known.properties(goals);
    }

    /**
     * Why the goal must not run; empty if everything that was given has an effect.
     *
     * @param goals the goals of this build; parameters of any of them may be given
     */
    public static List<Refusal> of(Given given, Known known, Collection<String> goals) {
        GivenCheck check = new GivenCheck(given, known, goals);
        Set<Refusal> refusals = new LinkedHashSet<>();
        for (Map.Entry<String, String> typed : new TreeMap<>(given.commandLine()).entrySet()) {
            check.typed(typed.getKey(), typed.getValue()).ifPresent(refusals::add);
        }
        given.typedTwice().stream().sorted().map(Refusal.TypedTwice::new).forEach(refusals::add);
        for (Map.Entry<String, String> supplied : new TreeMap<>(given.supplied()).entrySet()) {
            check.supplied(supplied.getKey(), supplied.getValue()).ifPresent(refusals::add);
        }
        for (Element configuration : given.configurations()) {
            refusals.addAll(check.configuration(configuration));
        }
        refusals.addAll(given.stray());
        for (Configured element : given.configured()) {
            check.overruled(element).ifPresent(refusals::add);
        }
        refusals.addAll(given.unset());
        return List.copyOf(refusals);
    }

    /**
     * The names that are allowed only if the POM refers to them.
     *
     * @param goals the goals of this build
     */
    public static Set<String> strangers(
            Map<String, String> commandLine, Map<String, String> supplied, Known known, Collection<String> goals) {
        Set<String> names = new HashSet<>(supplied.keySet());
        names.removeAll(known.properties());
        names.addAll(commandLine.keySet());
        names.removeAll(known.properties(goals));
        return names;
    }

    private Optional<Refusal> typed(String name, String value) {
        if (ofBuild.contains(name)) {
            if (value.strip().equals("true") && !FLAGS.contains(name)) {
                return Optional.of(new Refusal.NoValue(name));
            }
            return value.isBlank() ? Optional.of(new Refusal.Empty(Place.COMMAND_LINE, name)) : Optional.empty();
        }
        if (given.referred().contains(name)) {
            return Optional.empty();
        }
        List<String> taking = known.taking(name);
        return Optional.of(
                taking.isEmpty()
                        ? unknown(Place.COMMAND_LINE, name, ofBuild)
                        : new Refusal.OfAnotherGoal(name, taking));
    }

    /**
     * Nobody has typed these for this run. So only names that look like one of eku's are refused; the others may belong
     * to anybody.
     */
    private Optional<Refusal> supplied(String name, String value) {
        if (known.properties().contains(name)) {
            return value.isBlank() ? Optional.of(new Refusal.Empty(Place.SUPPLIED, name)) : Optional.empty();
        }
        if (given.referred().contains(name)) {
            return Optional.empty();
        }
        return Optional.of(unknown(Place.SUPPLIED, name, known.properties()))
                .filter(refusal -> !(refusal instanceof Refusal.Unknown));
    }

    private List<Refusal> configuration(Element configuration) {
        List<Refusal> refusals = new ArrayList<>(attributes(configuration.name(), configuration));
        for (Element element : configuration.children()) {
            if (!known.elements().contains(element.name())) {
                refusals.add(unknown(Place.ELEMENT, element.name(), known.elements()));
            }
            boolean isList = known.lists().contains(element.name());
            refusals.addAll(content(element.name(), element, isList));
        }
        refusals.addAll(twice(configuration.name(), configuration));
        return refusals;
    }

    /**
     * What Maven would drop of an element.
     *
     * @param isList whether its children are items of a list, and so may have the same name
     */
    private static List<Refusal> content(String path, Element element, boolean isList) {
        List<Refusal> refusals = new ArrayList<>(attributes(path, element));
        if (element.isEmpty()) {
            refusals.add(new Refusal.Empty(Place.ELEMENT, path));
        }
        element.children().forEach(child -> refusals.addAll(content(path + "/" + child.name(), child, false)));
        if (!isList) {
            refusals.addAll(twice(path, element));
        }
        return refusals;
    }

    private static List<Refusal> twice(String path, Element element) {
        Set<String> names = new HashSet<>();
        return element.children().stream()
                .map(Element::name)
                .filter(name -> !names.add(name))
                .<Refusal>map(name -> new Refusal.Twice(path, name))
                .toList();
    }

    private static List<Refusal> attributes(String path, Element element) {
        return element.attributes().stream()
                .filter(attribute -> !OF_MAVEN.contains(attribute))
                .<Refusal>map(attribute -> new Refusal.Attribute(path, attribute))
                .toList();
    }

    private Optional<Refusal> overruled(Configured element) {
        Optional<String> property = element.parameter().property().filter(given.commandLine()::containsKey);
        String typed =
                property.map(name -> given.commandLine().getOrDefault(name, "")).orElse("");
        return property.filter(name -> !typed.strip().equals(element.value().strip()))
                .map(name ->
                        new Refusal.Overruled(name, typed, element.parameter().name(), element.value()));
    }

    private Refusal unknown(Place place, String name, Set<String> names) {
        Optional<String> slip = NearestName.slipOf(name, names);
        if (slip.isPresent()) {
            return new Refusal.Slip(place, name, slip.get());
        }
        Optional<String> list = NearestName.slipOf(name, known.lists());
        if (place != Place.ELEMENT && list.isPresent()) {
            return new Refusal.ElementOnly(name, list.get());
        }
        return NearestName.isNoChange(name)
                ? new Refusal.NoDryRun(place, name)
                : new Refusal.Unknown(place, name, NearestName.of(name, names).orElse(""));
    }
}
