package dev.eku.maven.input;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import java.util.List;
import java.util.stream.Collectors;

/** Says which parameter cannot be used, why, and what to write instead. */
public final class BadParameter extends EkuException {
    private static final long serialVersionUID = 1L;

    private BadParameter(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }

    private BadParameter(String message) {
        super(ErrorCode.INVALID_PARAMETER, message);
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
        return new BadParameter(ErrorCode.INVALID_PARAMETER + ": "
                + messages.stream().map(BadParameter::text).collect(Collectors.joining("\n")));
    }

    private static String text(Message message) {
        Object[] arguments = message.arguments().toArray();
        return Messages.text(message.key(), arguments) + "\n  "
                + Messages.text("input.next", Messages.text(message.key() + ".next", arguments));
    }

    /** The library's own complaint, with the place in the POM it is about. */
    static BadParameter at(String place, EkuException complaint) {
        String code = complaint.code() + ": ";
        return new BadParameter(
                complaint.code(), code + place + ": " + complaint.getMessage().substring(code.length()), complaint);
    }
}
