package dev.eku.regfile;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import java.util.Optional;

/**
 * A line that does nothing, or not what it seems to. Immutable.
 *
 * @param line the line, from 1
 * @param column the character of that line, from 1
 * @param reason what an import does with the line, and why
 * @param instead the line as it should be, if that can be told
 */
public record RegFault(int line, int column, Message reason, Optional<String> instead) {
    /** Line and column, as a text of the catalogue. */
    public Message place() {
        return Message.of("regfile.place", line, column);
    }

    RegFault instead(Optional<String> repaired) {
        return new RegFault(line, column, reason, repaired);
    }

    /**
     * The fault as the failure of reading that file.
     *
     * @param source what to call the file
     */
    public EkuException in(String source) {
        return instead.isPresent()
                ? EkuException.worded(
                        ErrorCode.MALFORMED_FILE, "regfile.fault.instead", source, place(), reason, instead.get())
                : EkuException.worded(ErrorCode.MALFORMED_FILE, "regfile.fault", source, place(), reason);
    }
}
