package dev.eku.text;

import java.util.Locale;

/** What eku can be asked to do. A front end has a name of its own for each: a goal, a subcommand, a button. */
public enum Operation {
    APPLY,
    CAPTURE,
    CERTIFICATES,
    DIAGNOSE,
    EXPORT,
    HISTORY,
    INSPECT,
    PLAN,
    PRODUCTS,
    REHEARSE,
    ROLLBACK,
    UNLOCK,
    VERIFY;

    /** Its name in a catalogue and in neutral English: {@code apply}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
