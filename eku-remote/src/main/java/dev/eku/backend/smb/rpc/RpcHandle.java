package dev.eku.backend.smb.rpc;

import java.util.Arrays;
import java.util.HexFormat;

/** A context handle: the server's identifier of an open key, service or manager. Immutable. */
public final class RpcHandle {
    static final int SIZE = 20;

    private final byte[] bytes;

    RpcHandle(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The handle with these twenty bytes. */
    public static RpcHandle of(byte... bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a handle has " + SIZE + " bytes, not " + bytes.length);
        }
        return new RpcHandle(bytes.clone());
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RpcHandle handle && Arrays.equals(handle.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
