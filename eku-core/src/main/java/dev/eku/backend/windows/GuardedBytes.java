package dev.eku.backend.windows;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Bytes for {@code RegSetValueEx}, laid out so that Windows stores exactly these bytes. For a string type, that
 * function reads the unit before and the unit after the data. If the last unit is not a NUL, but the next one, which it
 * was not given, is a NUL, it stores that one too ("if the caller forgot to count the NUL"). So there is a NUL before
 * the data and none after it. Not thread-safe.
 */
final class GuardedBytes implements AutoCloseable {
    private static final int GUARD = 8;

    private final Memory memory;

    GuardedBytes(byte[] bytes) {
        memory = new Memory(GUARD + bytes.length + GUARD);
        memory.clear();
        memory.write(GUARD, bytes, 0, bytes.length);
        memory.setMemory(GUARD + bytes.length, GUARD, (byte) 0xFF);
    }

    Pointer pointer() {
        return memory.share(GUARD);
    }

    @Override
    public void close() {
        memory.close();
    }
}
