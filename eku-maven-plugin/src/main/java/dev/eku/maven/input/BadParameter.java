package dev.eku.maven.input;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;

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
        return new BadParameter(ErrorCode.INVALID_PARAMETER + ": " + Messages.text(key, arguments) + "\n  "
                + Messages.text("input.next", Messages.text(key + ".next", arguments)));
    }

    /** The library's own complaint, with the place in the POM it is about. */
    static BadParameter at(String place, EkuException complaint) {
        String code = complaint.code() + ": ";
        return new BadParameter(
                complaint.code(), code + place + ": " + complaint.getMessage().substring(code.length()), complaint);
    }
}
