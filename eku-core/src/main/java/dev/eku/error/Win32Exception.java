package dev.eku.error;

import dev.eku.text.Message;
import dev.eku.text.Words;

/** Says that a call of the Windows API failed: which call, on what, with which {@link Win32Error}. */
public final class Win32Exception extends EkuException {
    private static final long serialVersionUID = 1L;

    private final int number;

    /**
     * @param error what the call answered
     * @param call the name of the Windows function, for example {@code RegSetValueEx}
     * @param where the host and the key, value or service the call was about: a name, or a message
     */
    public Win32Exception(Win32Error error, String call, Object where) {
        this(error.code(), error, call, where);
    }

    /**
     * As {@link #Win32Exception(Win32Error, String, Object)}, where more is known than the error tells by itself.
     *
     * @param code what it means there
     */
    public Win32Exception(ErrorCode code, Win32Error error, String call, Object where) {
        this(code, error, call, where, explanation(code, error));
    }

    /**
     * A failure of which more can be said than its code tells.
     *
     * @param key {@code key.cause} and {@code key.next} are the catalogue's entries of the likely cause and the next
     *     step there
     */
    public Win32Exception(Win32Error error, String call, Object where, String key) {
        this(error.code(), error, call, where, key);
    }

    private Win32Exception(ErrorCode code, Win32Error error, String call, Object where, String key) {
        super(Fault.explained(code, Message.of("error.win32", call, where, error), key, where, error));
        this.number = error.number();
    }

    /** An error that says by itself what is wrong has a cause and a next step of its own. */
    private static String explanation(ErrorCode code, Win32Error error) {
        String own = "win32." + Integer.toUnsignedString(error.number());
        return Words.ENGLISH.has(own + ".cause") ? own : "error." + code;
    }

    /** What the call answered. */
    public Win32Error error() {
        return new Win32Error(number);
    }
}
