package dev.eku.backend.smb.rpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of an event log (EVENTLOGRECORD, MS-EVEN 2.2.3). Immutable. Of long texts only the start is kept.
 *
 * @param number counts on with each record of a log
 * @param seconds when it was logged, in seconds since 1970
 * @param id the event id, without the severity that is stored with it
 * @param strings the texts that its message is filled with
 */
public record EventRecord(long number, long seconds, int id, String source, List<String> strings) {
    private static final int FIXED = 56;
    private static final int MAGIC = 0x654C_664C;
    private static final int UNIT = 2;
    /** In UTF-16 units. Of the texts of one event no more is kept. */
    private static final int KEPT = 2000;

    public EventRecord {
        strings = List.copyOf(strings);
    }

    /**
     * The records in a buffer, one behind the other.
     *
     * @param used how much of the buffer is filled
     * @throws RpcException {@code MALFORMED}
     */
    static List<EventRecord> all(byte[] buffer, int used) {
        if (used < 0 || used > buffer.length) {
            throw RpcException.malformed(Integer.toUnsignedString(used) + " bytes of records in " + buffer.length);
        }
        List<EventRecord> records = new ArrayList<>();
        for (int at = 0; at < used; ) {
            int left = used - at;
            int length = left < FIXED
                    ? 0
                    : ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
            if (length < FIXED || length > left) {
                throw RpcException.malformed("a record of " + Integer.toUnsignedString(length) + " bytes in " + left);
            }
            records.add(of(ByteBuffer.wrap(buffer, at, length).slice().order(ByteOrder.LITTLE_ENDIAN)));
            at += length;
        }
        return records;
    }

    private static EventRecord of(ByteBuffer record) {
        if (record.getInt(4) != MAGIC) {
            throw RpcException.malformed("a record without its mark");
        }
        List<String> strings = new ArrayList<>();
        int kept = 0;
        int at = record.getInt(36);
        for (int left = Short.toUnsignedInt(record.getShort(26)); left > 0; left--) {
            int end = end(record, at);
            if (kept < KEPT) {
                strings.add(text(record, at, Math.min(end, at + UNIT * (KEPT - kept))));
            }
            kept += (end - at) / UNIT;
            at = end + UNIT;
        }
        return new EventRecord(
                Integer.toUnsignedLong(record.getInt(8)),
                Integer.toUnsignedLong(record.getInt(12)),
                Short.toUnsignedInt(record.getShort(20)),
                text(record, FIXED, Math.min(end(record, FIXED), FIXED + UNIT * KEPT)),
                strings);
    }

    private static String text(ByteBuffer record, int from, int to) {
        byte[] units = new byte[to - from];
        record.get(from, units);
        return new String(units, StandardCharsets.UTF_16LE);
    }

    /** Where the NUL of a text is. */
    private static int end(ByteBuffer record, int from) {
        for (int at = from; at >= FIXED && at <= record.limit() - UNIT; at += UNIT) {
            if (record.getShort(at) == 0) {
                return at;
            }
        }
        throw RpcException.malformed("a text without an end at " + Integer.toUnsignedString(from));
    }
}
