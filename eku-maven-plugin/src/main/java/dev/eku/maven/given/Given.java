package dev.eku.maven.given;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a goal was given, by whom ever. Of properties only those in the name of eku; those of the goal's own parameters
 * have the value that Maven gives to the goal. Immutable.
 *
 * @param commandLine the properties of the command line and of {@code .mvn/maven.config}
 * @param supplied the properties of the POM, of profiles in the settings and of {@code MAVEN_OPTS}, without those of
 *     the command line; they supply values, but nobody has typed them for this run
 * @param configurations the configurations that concern the goal: of its plugin, and of its execution
 * @param configured what the goal's own parameters are set to by elements
 * @param referred the properties that the POM refers to, such as <code>${eku.version}</code>, or that activate a
 *     profile; whoever gives one of them means the POM
 * @param stray texts of the POM that are in none of its values
 * @param unset what the goal's own parameters refer to, and nobody has set; Maven would drop such a parameter
 */
public record Given(
        Map<String, String> commandLine,
        Map<String, String> supplied,
        List<Element> configurations,
        List<Configured> configured,
        Set<String> referred,
        List<Refusal.Stray> stray,
        List<Refusal.Unset> unset) {
    /** How the names of all properties start that can be meant for eku, in any case: one of them lacks its dot. */
    public static final String NAME = "eku";

    /** How the names of all parameters start. */
    public static final String PREFIX = NAME + ".";

    public Given {
        commandLine = Map.copyOf(commandLine);
        supplied = Map.copyOf(supplied);
        configurations = List.copyOf(configurations);
        configured = List.copyOf(configured);
        referred = Set.copyOf(referred);
        stray = List.copyOf(stray);
        unset = List.copyOf(unset);
    }

    /**
     * A parameter of the goal that an element sets, so that its property has no effect. Immutable.
     *
     * @param parameter as the goal declares it
     * @param value with all expressions evaluated; of an element with children all of theirs
     */
    public record Configured(Declared parameter, String value) {}

    /** Whether anybody gave that parameter of the goal: the command line, the POM or what supplies values to it. */
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
