package dev.eku.maven.given;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a goal was given, from all sources. It includes only properties with eku's prefix; those of the goal's own
 * parameters have the value that Maven gives to the goal. Immutable.
 *
 * @param commandLine the properties of the command line and of {@code .mvn/maven.config}
 * @param supplied the properties of the POM, of profiles in the settings and of {@code MAVEN_OPTS}, without those of
 *     the command line; they supply values, but nobody has typed them for this run
 * @param configurations the configurations for the goal: of its plugin, and of its execution
 * @param configured the values of the goal's own parameters that elements set
 * @param referred the properties that the POM refers to, such as <code>${eku.version}</code>, or that activate a
 *     profile; they are meant for the POM
 * @param typedTwice the properties that are on the command line twice, with different values
 * @param stray texts of the POM that are in none of its values
 * @param unset references in the goal's own parameters to properties that are not set; Maven would drop such a
 *     parameter
 */
public record Given(
        Map<String, String> commandLine,
        Map<String, String> supplied,
        List<Element> configurations,
        List<Configured> configured,
        Set<String> referred,
        Set<String> typedTwice,
        List<Refusal.Stray> stray,
        List<Refusal.Unset> unset) {
    /** The start of the names of all properties that can be meant for eku, in any case, even if the dot is missing. */
    public static final String NAME = "eku";

    /** The start of the names of all parameters' properties. */
    public static final String PREFIX = NAME + ".";

    public Given {
        commandLine = Map.copyOf(commandLine);
        supplied = Map.copyOf(supplied);
        configurations = List.copyOf(configurations);
        configured = List.copyOf(configured);
        referred = Set.copyOf(referred);
        typedTwice = Set.copyOf(typedTwice);
        stray = List.copyOf(stray);
        unset = List.copyOf(unset);
    }

    /**
     * A parameter of the goal that an element sets, so that its property has no effect. Immutable.
     *
     * @param parameter as the goal declares it
     * @param value with all expressions evaluated; the value of an element with children consists of theirs
     */
    public record Configured(Declared parameter, String value) {}

    /** Whether that parameter of the goal was given, on the command line, in the POM or by another source of values. */
    public boolean has(Declared parameter) {
        return isTyped(parameter)
                || parameter.property().filter(supplied::containsKey).isPresent()
                || configured.stream().anyMatch(element -> element.parameter().equals(parameter));
    }

    /** Whether that parameter is given on the command line. */
    public boolean isTyped(Declared parameter) {
        return parameter.property().filter(commandLine::containsKey).isPresent();
    }
}
