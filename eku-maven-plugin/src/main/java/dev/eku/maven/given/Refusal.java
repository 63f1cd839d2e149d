package dev.eku.maven.given;

import java.util.List;

/** Why something that was given cannot be meant: a code, which is the type, and its arguments. Immutable. */
public sealed interface Refusal {
    /** The place of a name. */
    enum Place {
        COMMAND_LINE,
        /** The properties of the POM, of the settings or of {@code MAVEN_OPTS}. */
        SUPPLIED,
        /** An element of a configuration. */
        ELEMENT
    }

    /** A misspelled name of a parameter. */
    record Slip(Place place, String name, String meant) implements Refusal {}

    /**
     * A name that is not the name of a parameter, nor similar to one.
     *
     * @param nearest the most similar name
     */
    record Unknown(Place place, String name, String nearest) implements Refusal {}

    /**
     * The name of a list, for which there is an element and no property.
     *
     * @param element its name
     */
    record ElementOnly(String property, String element) implements Refusal {}

    /** A request that a goal changes nothing, or asks first; there are separate goals for that. */
    record NoDryRun(Place place, String name) implements Refusal {}

    /** A property of goals that are not part of this build. */
    record OfAnotherGoal(String property, List<String> goals) implements Refusal {
        public OfAnotherGoal {
            goals = List.copyOf(goals);
        }
    }

    /** A property that is on the command line twice, with different values, of which Maven keeps the last. */
    record TypedTwice(String property) implements Refusal {}

    /**
     * A property of the command line without a value, which Maven turns into {@code true}; only a flag can have this
     * value.
     */
    record NoValue(String property) implements Refusal {}

    /**
     * A property or an element without a value, which Maven would treat as "not given".
     *
     * @param name the name of the property, or the path of the element, with {@code /} between names
     */
    record Empty(Place place, String name) implements Refusal {}

    /**
     * A reference to a property that is not set. Maven treats the parameter as "not given", or passes the reference
     * itself.
     *
     * @param name the name of the property, or the path of the element, with {@code /} between names
     * @param reference without the dollar sign and the braces; {@code env.X} is an environment variable
     */
    record Unset(Place place, String name, String reference) implements Refusal {}

    /**
     * An element that occurs twice in another one. Maven would use only one of them.
     *
     * @param in the path of the other one
     */
    record Twice(String in, String element) implements Refusal {}

    /**
     * An attribute of an element, which Maven would drop.
     *
     * @param element its path
     */
    record Attribute(String element, String attribute) implements Refusal {}

    /**
     * A text that is in no value, which Maven would drop.
     *
     * @param element the path of the element that contains it, besides other elements
     */
    record Stray(String element, String text) implements Refusal {}

    /**
     * A property of the command line that has no effect, because an element of the configuration sets its parameter.
     *
     * @param given the property's value
     * @param configured the element's value
     */
    record Overruled(String property, String given, String element, String configured) implements Refusal {}
}
