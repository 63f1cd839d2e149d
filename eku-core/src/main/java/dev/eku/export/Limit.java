package dev.eku.export;

import dev.eku.text.Message;
import dev.eku.text.Worded;

/** What a form cannot do, though {@code apply} does it. It stands in the first lines of each file. */
public enum Limit implements Worded {
    /** Checks neither the computer nor the executable nor the value before. */
    NO_PRECONDITION,
    /** Restarts nothing, so the change has no effect before somebody does. */
    NO_RESTART,
    /** Leaves no record on the host, so history does not name the change, and rollback does not undo it. */
    NO_RECORD,
    /** Deletes no key, since it cannot see whether somebody has put something there. */
    KEYS_STAY;

    @Override
    public Message words() {
        return Message.of("export.limit." + name());
    }
}
