package dev.eku.maven.given;

import java.util.List;

/** Why what was given cannot be meant: a code, which is the type, and its arguments. Immutable. */
public sealed interface Refusal {
    /** Where a name stands. */
    enum Place {
        COMMAND_LINE,
        /** The properties of the POM, of the settings or of {@code MAVEN_OPTS}. */
        SUPPLIED,
        /** An element of a configuration. */
        ELEMENT
    }

    /** A slip of the pen in the name of a parameter. */
    record Slip(Place place, String name, String meant) implements Refusal {}

    /**
     * A name that is none of a parameter, nor like one.
     *
     * @param nearest the least unlike
     */
    record Unknown(Place place, String name, String nearest) implements Refusal {}

    /** The wish that a goal does not change anything, or asks first; for that there is a goal of its own. */
    record NoDryRun(Place place, String name) implements Refusal {}

    /** A property that goals take of which none is part of this build. */
    record OfAnotherGoal(String property, List<String> goals) implements Refusal {
        public OfAnotherGoal {
            goals = List.copyOf(goals);
        }
    }

    /** A property of the command line without a value, of which Maven makes {@code true}; only a flag can mean that. */
    record NoValue(String property) implements Refusal {}

    /**
     * A property or an element without a value, which Maven would take for "not given".
     *
     * @param name of the property, or the path of the element, with {@code /} between names
     */
    record Empty(Place place, String name) implements Refusal {}

    /**
     * A reference to what is not set: Maven takes the parameter for "not given", or hands over the reference itself.
     *
     * @param name of the property, or the path of the element, with {@code /} between names
     * @param reference without the dollar sign and the braces; {@code env.X} is an environment variable
     */
    record Unset(Place place, String name, String reference) implements Refusal {}

    /**
     * An element that stands twice in another one, of which Maven would take one.
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
     * @param element the path of the one it stands in, among others
     */
    record Stray(String element, String text) implements Refusal {}

    /**
     * A property of the command line that has no effect, since an element of the configuration sets its parameter.
     *
     * @param given the property's value
     * @param configured the element's
     */
    record Overruled(String property, String given, String element, String configured) implements Refusal {}

    /** An option of the command line beside a saved plan, which has decided it. */
    record Decided(String name) implements Refusal {}

    /** An option of the POM that the saved plan has decided otherwise. */
    record UnlikeThePlan(String name) implements Refusal {}
}
