package dev.eku.command.input;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;
import dev.eku.text.Message;
import java.util.List;

/** A parameter cannot be used. The exception says which one, why, and what to write instead. */
public final class BadParameter extends EkuException {
    private static final long serialVersionUID = 1L;

    private BadParameter(List<Fault> faults) {
        super(faults);
    }

    /**
     * Makes the exception from a catalogue entry and its {@code .next}.
     *
     * @param key the key of the entry
     * @param arguments the arguments of both texts; usually the parameter's name and its value come first
     */
    public static BadParameter of(String key, Object... arguments) {
        return of(List.of(Message.of(key, arguments)));
    }

    /** Several parameters at once, each described as {@link #of(String, Object...)} does. */
    public static BadParameter of(List<Message> messages) {
        return new BadParameter(messages.stream()
                .map(message -> Fault.worded(
                        ErrorCode.INVALID_PARAMETER,
                        message.key(),
                        message.arguments().toArray()))
                .toList());
    }

    /**
     * An error of the library, with the place in the POM that caused it.
     *
     * @param place a name, or a message
     */
    static BadParameter at(Object place, EkuException complaint) {
        BadParameter said = new BadParameter(
                complaint.faults().stream().map(fault -> fault.at(place)).toList());
        said.initCause(complaint);
        return said;
    }
}
