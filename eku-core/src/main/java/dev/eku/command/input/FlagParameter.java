package dev.eku.command.input;

import dev.eku.text.Option;
import java.util.Optional;

/** The parameters that are true or false, with false as the default. */
public enum FlagParameter {
    FORGET(Option.FORGET),
    OVERWRITE(Option.OVERWRITE),
    TIDY(Option.TIDY);

    private final Option option;

    FlagParameter(Option option) {
        this.option = option;
    }

    /** The option that sets the flag. */
    public Option option() {
        return option;
    }

    /**
     * The value of the flag.
     *
     * @throws BadParameter for any other text
     */
    public boolean of(Parameters given) {
        return isTrue(given.name(option), given.text(option));
    }

    /**
     * The value of any flag.
     *
     * @param name the name of its parameter
     * @throws BadParameter for any other text
     */
    public static boolean isTrue(String name, Optional<String> given) {
        if (given.isEmpty() || given.get().equalsIgnoreCase("false")) {
            return false;
        }
        if (given.get().equalsIgnoreCase("true")) {
            return true;
        }
        throw BadParameter.of("input.choice", name, given.get(), "true, false");
    }
}
