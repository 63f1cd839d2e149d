package dev.eku.backend.common;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * The performance data of a host's processes, as the value {@link #PROCESSES} of HKEY_PERFORMANCE_DATA holds it
 * (PERF_DATA_BLOCK of winperf.h; Microsoft Learn, "Performance Data Format"). The numbers of Windows' own objects and
 * counters are the same on every host: 230 is PROCESS_OBJECT_TITLE_INDEX, 784 "ID Process", 684 "Elapsed Time". The
 * last is a PERF_ELAPSED_TIME, whose content is the time of the start (Microsoft Learn, "PERF_ELAPSED_TIME"). Every
 * length is checked before it is used. Anything that does not fit is a {@link MalformedException}. Pure.
 */
public final class PerformanceData {
    /** The name of the value that holds the object Process. */
    public static final String PROCESSES = "230";

    /** Enough for some 500 processes of Windows. Unused room costs nothing on the wire. */
    public static final int USUAL_ROOM = 262_144;

    /** With more room nobody is asked. */
    public static final int MOST_ROOM = 4 * 1024 * 1024;

    private static final int PROCESS = 230;
    private static final int ID_PROCESS = 784;
    private static final int ELAPSED_TIME = 684;

    private static final long PERF = 0x0046_0052_0045_0050L; // in UTF-16
    private static final int BLOCK = 88;
    private static final int OBJECT = 64;
    private static final int COUNTER = 40;
    private static final int INSTANCE = 24;
    private static final int NUMBER = 4;
    private static final int LARGE_NUMBER = 8;

    private static final long PER_SECOND = 10_000_000;
    private static final long FASTEST = 100_000_000_000L;
    /** The year 2000 as a FILETIME. No time since the start of a machine is as large, and every present time is. */
    private static final long CALENDAR = 125_911_584_000_000_000L;

    private PerformanceData() {}

    /** What a host gave is no performance data. */
    public static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private MalformedException(String what) {
            super(what);
        }
    }

    /**
     * Whether the data was cut off because the room for it was too small. Some servers report success nevertheless.
     *
     * @throws MalformedException if it is none
     */
    public static boolean isCut(byte[] data) {
        return length(block(data), 20, 0) > data.length;
    }

    /**
     * When a process started, as a FILETIME by the host's own clock.
     *
     * @return empty if there is no such process or several, or its start is not told
     * @throws MalformedException if it is none
     */
    public static OptionalLong started(byte[] data, long processId) {
        ByteBuffer block = block(data);
        int objects = length(block, 28, 0);
        int at = length(block, 24, BLOCK);
        for (int object = 0; object < objects; object++) {
            require(block, at, OBJECT);
            int size = length(block, at, OBJECT);
            require(block, at, size);
            if (block.getInt(at + 12) == PROCESS) {
                return started(part(block, at, size), processId, block.getLong(72));
            }
            at += size;
        }
        return OptionalLong.empty();
    }

    private static ByteBuffer block(byte[] data) {
        ByteBuffer block = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        require(block, 0, BLOCK);
        if (block.getLong(0) != PERF || block.getInt(8) != 1) {
            throw new MalformedException("no performance data in little endian");
        }
        return block;
    }

    /** @param clock the host's own time, as a FILETIME */
    private static OptionalLong started(ByteBuffer object, long processId, long clock) {
        int id = counter(object, ID_PROCESS);
        int elapsed = counter(object, ELAPSED_TIME);
        // Negative if the object has no instances.
        int instances = object.getInt(40);
        OptionalLong started = OptionalLong.empty();
        boolean isFound = false;
        int at = length(object, 4, OBJECT);
        for (int instance = 0; instance < instances && id != 0 && elapsed != 0; instance++) {
            require(object, at, INSTANCE);
            int counters = at + length(object, at, INSTANCE);
            require(object, counters, NUMBER);
            int size = length(object, counters, NUMBER);
            require(object, counters, size);
            ByteBuffer numbers = part(object, counters, size);
            if (number(numbers, object, id) == processId) {
                if (isFound) {
                    return OptionalLong.empty();
                }
                isFound = true;
                started = start(number(numbers, object, elapsed), object.getLong(48), object.getLong(56), clock);
            }
            at = counters + size;
        }
        return started;
    }

    /** Where that counter is defined, or 0. */
    private static int counter(ByteBuffer object, int wanted) {
        int counters = length(object, 32, 0);
        int at = length(object, 8, OBJECT);
        for (int counter = 0; counter < counters; counter++) {
            require(object, at, COUNTER);
            if (object.getInt(at + 4) == wanted) {
                return at;
            }
            at += length(object, at, COUNTER);
        }
        return 0;
    }

    /** The number of the counter that is defined there, which is never negative. */
    private static long number(ByteBuffer numbers, ByteBuffer object, int counter) {
        int size = object.getInt(counter + 32);
        int at = length(object, counter + 36, NUMBER);
        if (size != NUMBER && size != LARGE_NUMBER) {
            throw new MalformedException("a number of " + Integer.toUnsignedString(size) + " bytes");
        }
        require(numbers, at, size);
        return size == NUMBER ? Integer.toUnsignedLong(numbers.getInt(at)) : numbers.getLong(at);
    }

    /**
     * Windows and Samba give the start itself as a FILETIME. In the general case it is in the time of the object, which
     * only its frequency relates to the clock. A start that is later than the clock of the same answer is none: one of
     * the two was set, and nobody knows which.
     */
    private static OptionalLong start(long value, long now, long frequency, long clock) {
        boolean isFileTime = frequency == 0 || (frequency == PER_SECOND && now >= CALENDAR);
        if (isFileTime) {
            boolean isLater = clock >= CALENDAR && value > clock;
            return value >= CALENDAR && !isLater ? OptionalLong.of(value) : OptionalLong.empty();
        }
        if (frequency < 0 || frequency > FASTEST || value <= 0 || now < value || clock < CALENDAR) {
            return OptionalLong.empty();
        }
        long seconds = (now - value) / frequency;
        long rest = (now - value) % frequency * PER_SECOND / frequency;
        return seconds < (clock - CALENDAR) / PER_SECOND
                ? OptionalLong.of(clock - seconds * PER_SECOND - rest)
                : OptionalLong.empty();
    }

    private static ByteBuffer part(ByteBuffer data, int at, int size) {
        return data.slice(at, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int length(ByteBuffer data, int at, int least) {
        int length = data.getInt(at);
        if (length < least) {
            throw new MalformedException("a length of " + Integer.toUnsignedString(length) + " at " + at);
        }
        return length;
    }

    /** Makes sure that so many bytes are there. */
    private static void require(ByteBuffer data, int at, int count) {
        if (at < 0 || count < 0 || count > data.capacity() - at) {
            throw new MalformedException(count + " bytes wanted at " + at + " of " + data.capacity());
        }
    }
}
