package dev.eku.maven.input;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;
import dev.eku.text.Message;
import java.util.List;

/** Says which parameter cannot be used, why, and what to write instead. */
public final class BadParameter extends EkuException {
    private static final long serialVersionUID = 1L;

    private BadParameter(List<Fault> faults) {
        super(faults);
    }

    /**
     * A parameter described by a catalogue entry and its {@code .next}.
     *
     * @param key of the entry
     * @param arguments what both are filled with; by custom the parameter's name and its value come first
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
     * The library's own complaint, with the place in the POM it is about.
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
