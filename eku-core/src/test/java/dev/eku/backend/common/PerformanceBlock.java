package dev.eku.backend.common;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Performance data as Windows would send it: an object before that of the processes, counters of four and eight bytes
 * of which two matter, two instances.
 */
public final class PerformanceBlock {
    /** 2026-11-30T12:00:00Z. */
    public static final long NOON = 134_405_136_000_000_000L;

    /** In units of a FILETIME. */
    public static final long SECOND = 10_000_000;
    /** Of the second of its processes. */
    public static final int PID = 4_711;

    private static final int HEADER = 96;
    private static final int OTHER = 64 + 40 + 8;
    private static final int INSTANCE = 40;
    private static final int NUMBERS = 32;
    private static final int OBJECT = 64 + 3 * 40 + 2 * (INSTANCE + NUMBERS);

    private final ByteBuffer bytes =
            ByteBuffer.allocate(HEADER + OTHER + OBJECT).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * @param clock the host's time
     * @param objectTime the object's time
     * @param frequency of the object's time
     * @param start what the counter of the process with {@link #PID} holds
     */
    public PerformanceBlock(long clock, long objectTime, long frequency, long start) {
        bytes.put("PERF".getBytes(StandardCharsets.UTF_16LE))
                .putInt(1)
                .putInt(1)
                .putInt(1);
        bytes.putInt(bytes.capacity()).putInt(HEADER).putInt(2).putInt(-1);
        bytes.putLong(72, clock);
        other(HEADER);
        processes(HEADER + OTHER, objectTime, frequency, start);
    }

    private void other(int at) {
        bytes.putInt(at, OTHER).putInt(at + 4, 104).putInt(at + 8, 64).putInt(at + 12, 2);
        bytes.putInt(at + 32, 1).putInt(at + 40, -1);
        counter(at + 64, 684, 4, 4);
        bytes.putInt(at + 104, 8);
    }

    private void processes(int at, long time, long frequency, long start) {
        bytes.putInt(at, OBJECT).putInt(at + 4, 64 + 3 * 40).putInt(at + 8, 64).putInt(at + 12, 230);
        bytes.putInt(at + 32, 3).putInt(at + 40, 2).putLong(at + 48, time).putLong(at + 56, frequency);
        counter(at + 64, 6, 8, 8);
        counter(at + 104, 684, 8, 16);
        counter(at + 144, 784, 4, 24);
        instance(at + 184, 4, NOON - 3600 * SECOND);
        instance(at + 184 + INSTANCE + NUMBERS, PID, start);
    }

    private void counter(int at, int name, int size, int offset) {
        bytes.putInt(at, 40).putInt(at + 4, name).putInt(at + 32, size).putInt(at + 36, offset);
    }

    private void instance(int at, int id, long start) {
        bytes.putInt(at, INSTANCE).putInt(at + 16, 24).putInt(at + 20, 10);
        int numbers = at + INSTANCE;
        bytes.putInt(numbers, NUMBERS).putLong(numbers + 16, start).putInt(numbers + 24, id);
    }

    /** The same data with another number somewhere. */
    PerformanceBlock with(int at, int number) {
        bytes.putInt(at, number);
        return this;
    }

    /** Where the object of the processes begins. */
    static int processes() {
        return HEADER + OTHER;
    }

    /** Where the first of its two instances begins. */
    static int firstInstance() {
        return processes() + 184;
    }

    /** All of it. */
    public byte[] bytes() {
        return bytes.array().clone();
    }
}
