package dev.eku.regfile;

import dev.eku.text.Message;
import java.util.Optional;

/**
 * The first thing that is wrong with an entry; the others come from it, or come up when it is fixed. Not thread-safe.
 */
final class RegProblem {
    private Optional<RegFault> first = Optional.empty();
    private String line = "";

    /** Something is wrong at that index of that line. */
    void note(RegLines at, int index, String key, Object... arguments) {
        if (first.isEmpty()) {
            line = at.line();
            first = Optional.of(new RegFault(at.number(), index + 1, Message.of(key, arguments), Optional.empty()));
        }
    }

    /** What was noted since the last call. */
    Optional<RegFault> take() {
        Optional<RegFault> taken = first;
        first = Optional.empty();
        return taken;
    }

    /** The line that the last one was noted of. */
    String line() {
        return line;
    }
}
