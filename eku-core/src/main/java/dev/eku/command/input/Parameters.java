package dev.eku.command.input;

import dev.eku.error.EkuException;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.product.Application;
import dev.eku.text.Option;
import java.util.List;
import java.util.Optional;

/** What an operation was given through a front end, as it was written there. */
public interface Parameters {
    /** What people call that option there. */
    String name(Option option);

    /** The text of an option, or its default; empty if there is neither. */
    Optional<String> written(Option option);

    /** Whether that option was given, for this run or for all runs. */
    boolean isGiven(Option option);

    /** Whether that option was given for this run alone, so that it must have an effect on it. */
    boolean isTyped(Option option);

    /**
     * The applications of {@link Option#APPLICATIONS}.
     *
     * @throws EkuException {@code INVALID_PARAMETER} or {@code INVALID_PATH}, naming the place
     */
    List<Application> applications();

    /**
     * The pools of {@link Option#FLEET}.
     *
     * @throws BadParameter if one of them lacks its name or its hosts
     */
    List<NamedPool> fleet();

    /**
     * The text of an option without the blanks around it; empty if it is blank or not given.
     *
     * @throws BadParameter if it holds a control character or U+FFFD
     */
    default Optional<String> text(Option option) {
        Optional<String> written = written(option);
        return written.isPresent() ? TextParameter.optional(name(option), written.get()) : Optional.empty();
    }
}
