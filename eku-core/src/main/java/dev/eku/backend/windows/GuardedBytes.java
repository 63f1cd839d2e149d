package dev.eku.backend.windows;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Bytes for {@code RegSetValueEx}, laid out so that exactly they are stored. For a string type that function looks at
 * the unit before and the one behind what it is given: is the last unit no NUL and the next one, which it was never
 * given, is, then it stores that one too ("if the caller forgot to count the NUL"). So it is shown a NUL in front and
 * none behind. Not thread-safe.
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
