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
        super(error.code(), compose(error.code(), Messages.text("error.win32", call, where, error), where, error));
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

    /** What the call answered. */
    public Win32Error error() {
        return new Win32Error(number);
    }
}
