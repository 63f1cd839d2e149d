package dev.eku.backend.smb.rpc;

import java.util.Locale;
import java.util.Objects;

/** A server did not answer a call correctly. It is the only exception that reading an answer throws. */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kind of the failure. */
    public enum Kind {
        /** Bytes that are not an answer to the call. */
        MALFORMED,
        /** The server says that it did not carry out the call; {@link RpcException#status} says why. */
        FAULT,
        /** The server does not offer this interface on this pipe. */
        BIND_REFUSED,
        /** The server does not agree to encrypt the calls of a pipe on which they must be encrypted. */
        NOT_SEALED,
        /** An answer of a sealed pipe that the server has not signed, or that is not its next one. */
        TAMPERED
    }

    private final Kind kind;
    private final int status;

    private RpcException(Kind kind, int status, String message) {
        super(message);
        this.kind = kind;
        this.status = status;
    }

    static RpcException malformed(String what) {
        return new RpcException(Kind.MALFORMED, 0, what);
    }

    static RpcException fault(int status) {
        return new RpcException(Kind.FAULT, status, String.format(Locale.ROOT, "fault 0x%08x", status));
    }

    static RpcException bindRefused(int reason) {
        return new RpcException(
                Kind.BIND_REFUSED, reason, String.format(Locale.ROOT, "bind refused, reason 0x%x", reason));
    }

    /**
     * The server does not agree to encrypt.
     *
     * @param what for a developer
     */
    public static RpcException notSealed(String what) {
        return new RpcException(Kind.NOT_SEALED, 0, what);
    }

    static RpcException tampered(String what) {
        return new RpcException(Kind.TAMPERED, 0, what);
    }

    /** The kind of the failure. */
    public Kind kind() {
        return kind;
    }

    /** What is wrong with the answer, for a developer; never absent. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The status of a fault, or the reason of a refused bind. */
    public int status() {
        return status;
    }
}
