package dev.eku.error;

import java.util.Objects;

/**
 * Says that eku did not do what was asked: what, where, the likely cause and the next step, all in {@link #getMessage()}.
 * Its {@link #code()} is stable; the text may be translated.
 */
public class EkuException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * A failure described by the catalogue's entries {@code error.CODE}, {@code error.CODE.cause} and {@code error.CODE.next}.
     *
     * @param code what kind of failure
     * @param arguments what the catalogue's entries are filled with
     */
    public EkuException(ErrorCode code, Object... arguments) {
        this(code, compose(code, Messages.text("error." + code, arguments), arguments));
    }

    /** As {@link #EkuException(ErrorCode, Object...)}, with the failure underneath. */
    public EkuException(Throwable cause, ErrorCode code, Object... arguments) {
        this(code, arguments);
        initCause(Objects.requireNonNull(cause));
    }

    /**
     * A failure whose code alone would say too little: the catalogue has entries of its own for this case.
     *
     * @param key the entry of what happened; {@code key.cause} and {@code key.next} are the others
     */
    public static EkuException worded(ErrorCode code, String key, Object... arguments) {
        return new EkuException(code, composed(code, key, Messages.text(key, arguments), arguments));
    }

    /** As {@link #worded(ErrorCode, String, Object...)}, with the failure underneath. */
    public static EkuException worded(Throwable cause, ErrorCode code, String key, Object... arguments) {
        EkuException worded = worded(code, key, arguments);
        worded.initCause(cause);
        return worded;
    }

    /** A failure whose whole message is given, with the failure underneath; for subclasses that say more. */
    protected EkuException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** A failure whose whole message is given; for subclasses that say more. */
    protected EkuException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What went wrong, where, the likely cause and the next step; never absent. */
    @Override
    public String getMessage() {
        return Messages.plain(Objects.requireNonNull(super.getMessage()));
    }

    /** The stable name of the failure. */
    public ErrorCode code() {
        return code;
    }

    static String compose(ErrorCode code, String what, Object... arguments) {
        return composed(code, "error." + code, what, arguments);
    }

    static String composed(ErrorCode code, String key, String what, Object... arguments) {
        return code
                + ": "
                + what
                + Messages.text("error.cause", Messages.text(key + ".cause", arguments))
                + Messages.text("error.next", Messages.text(key + ".next", arguments));
    }
}
