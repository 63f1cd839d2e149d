package dev.eku.host.event;

/** What is read is no export of events, from that line on. */
final class NoExportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final int line;

    /** What is wrong there. */
    enum Why {
        /** An event, or the root, has no end. */
        CUT_OFF,
        /** There is markup that is none of an export of events. */
        FOREIGN,
        /** It is larger than any event. */
        TOO_LARGE
    }

    NoExportException(Why why, int line) {
        super(why.name());
        this.why = why;
        this.line = line;
    }

    Why why() {
        return why;
    }

    int line() {
        return line;
    }
}
