package dev.eku.error;

/** Says that a call of the Windows API failed: which call, on what, with which {@link Win32Error}. */
public final class Win32Exception extends EkuException {
    private static final long serialVersionUID = 1L;

    private final int number;

    /**
     * @param error what the call answered
     * @param call the name of the Windows function, for example {@code RegSetValueEx}
     * @param where the host and the key, value or service the call was about
     */
    public Win32Exception(Win32Error error, String call, String where) {
        this(error.code(), error, call, where);
    }

    /**
     * As {@link #Win32Exception(Win32Error, String, String)}, where more is known than the error tells by itself.
     *
     * @param code what it means there
     */
    public Win32Exception(ErrorCode code, Win32Error error, String call, String where) {
        super(code, composed(code, error, Messages.text("error.win32", call, where, error), where));
        this.number = error.number();
    }

    /**
     * A failure of which more can be said than its code tells.
     *
     * @param cause the likely cause there
     * @param next the next step there
     */
    public Win32Exception(Win32Error error, String call, String where, String cause, String next) {
        super(
                error.code(),
                error.code()
                        + ": "
                        + Messages.text("error.win32", call, where, error)
                        + Messages.text("error.cause", cause)
                        + Messages.text("error.next", next));
        this.number = error.number();
    }

    /** An error that says by itself what is wrong has a cause and a next step of its own. */
    private static String composed(ErrorCode code, Win32Error error, String what, String where) {
        String own = "win32." + error.number();
        return Messages.has(own + ".cause")
                ? composed(code, own, what, where, error)
                : compose(code, what, where, error);
    }

    /** What the call answered. */
    public Win32Error error() {
        return new Win32Error(number);
    }
}
