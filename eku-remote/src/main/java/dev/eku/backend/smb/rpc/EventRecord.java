package dev.eku.backend.smb.rpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One record of an event log (EVENTLOGRECORD, MS-EVEN 2.2.3). Immutable. Of long texts only the start is kept. A record
 * that cannot be read has its place among the others, so that it does not hide them.
 *
 * @param number counts on with each record of a log; of a record that does not tell it, the one that it must have
 * @param seconds when it was logged, in seconds since 1970
 * @param id the event id, without the severity that is stored with it
 * @param strings the texts that its message is filled with
 */
public record EventRecord(long number, long seconds, int id, String source, List<String> strings, Condition condition) {
    private static final int FIXED = 56;
    private static final int MAGIC_AT = 4;
    private static final int MAGIC = 0x654C_664C;
    private static final int UNIT = 2;
    private static final int LENGTH = 4;
    /** In UTF-16 units. Of the texts of one event no more is kept. */
    private static final int KEPT = 2000;

    private static final int NOWHERE = -1;
    private static final char REPLACEMENT = '\uFFFD';

    /** What could be read of a record. */
    public enum Condition {
        WHOLE,
        /** Its texts have units that are no characters, and have U+FFFD in their place. */
        ALTERED,
        /** Nothing but its number is certain. */
        UNREADABLE
    }

    public EventRecord {
        strings = List.copyOf(strings);
    }

    /** A record that was read as it is. */
    public EventRecord(long number, long seconds, int id, String source, List<String> strings) {
        this(number, seconds, id, source, strings, Condition.WHOLE);
    }

    private static EventRecord unreadable(int number) {
        return new EventRecord(Integer.toUnsignedLong(number), 0, 0, "", List.of(), Condition.UNREADABLE);
    }

    public boolean isReadable() {
        return condition != Condition.UNREADABLE;
    }

    /**
     * The records in a buffer, one behind the other. A record whose length is not believed is the last of them, because
     * where the next one begins is not known. Their numbers only go on, perhaps with gaps.
     *
     * @param used how much of the buffer is filled
     * @param first the number of the record that was asked for
     * @param step from the number of a record to that of the next one, 1 or -1
     * @throws RpcException {@code MALFORMED} if more of the buffer is filled than there is
     */
    static List<EventRecord> all(byte[] buffer, int used, int first, int step) {
        if (used < 0 || used > buffer.length) {
            throw RpcException.malformed(Integer.toUnsignedString(used) + " bytes of records in " + buffer.length);
        }
        List<EventRecord> records = new ArrayList<>();
        int expected = first;
        for (int at = 0; at < used; ) {
            ByteBuffer rest = part(ByteBuffer.wrap(buffer), at, used - at);
            int length = length(rest);
            if (length == NOWHERE) {
                records.add(unreadable(expected));
                break;
            }
            EventRecord record = of(part(rest, 0, length), expected);
            records.add(record);
            expected = (int) record.number() + step;
            at += length;
        }
        return numbered(records, first, step);
    }

    /**
     * Makes sure that the numbers only go on. A number is not believed if it goes back, or if a later record has the
     * number that it has without a gap.
     */
    private static List<EventRecord> numbered(List<EventRecord> records, int first, int step) {
        Map<Integer, Integer> last = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            last.put((int) records.get(i).number() - step * i, i);
        }
        int start = first;
        for (int i = 0; i < records.size(); i++) {
            int own = (int) records.get(i).number() - step * i;
            if ((own - start) * step < 0 || last.getOrDefault(start, i) > i) {
                records.set(i, own == start ? records.get(i) : unreadable(start + step * i));
            } else {
                start = own;
            }
        }
        return records;
    }

    /**
     * The length of the first record. It is believed if the record repeats it at its end, or if a record or nothing
     * follows.
     */
    private static int length(ByteBuffer rest) {
        int left = rest.limit();
        int length = left < FIXED ? 0 : rest.getInt(0);
        if (length < FIXED || length > left) {
            return NOWHERE;
        }
        boolean isRepeated = rest.getInt(length - LENGTH) == length;
        boolean isFollowed = left - length >= FIXED && rest.getInt(length + MAGIC_AT) == MAGIC;
        return isRepeated || isFollowed || length == left ? length : NOWHERE;
    }

    private static EventRecord of(ByteBuffer record, int expected) {
        if (record.getInt(MAGIC_AT) != MAGIC) {
            return unreadable(expected);
        }
        int number = record.getInt(8);
        int sourceEnd = end(record, FIXED);
        List<String> strings = new ArrayList<>();
        int kept = 0;
        int at = record.getInt(36);
        for (int left = Short.toUnsignedInt(record.getShort(26)); left > 0; left--) {
            int end = end(record, at);
            if (end == NOWHERE) {
                return unreadable(number);
            }
            if (kept < KEPT) {
                strings.add(text(record, at, end, KEPT - kept));
            }
            kept += (end - at) / UNIT;
            at = end + UNIT;
        }
        if (sourceEnd == NOWHERE) {
            return unreadable(number);
        }
        String source = text(record, FIXED, sourceEnd, KEPT);
        List<String> clean = new ArrayList<>();
        for (String string : strings) {
            clean.add(replaced(string));
        }
        boolean isWhole = clean.equals(strings) && replaced(source).equals(source);
        return new EventRecord(
                Integer.toUnsignedLong(number),
                Integer.toUnsignedLong(record.getInt(12)),
                Short.toUnsignedInt(record.getShort(20)),
                replaced(source),
                clean,
                isWhole ? Condition.WHOLE : Condition.ALTERED);
    }

    /** A text as it is, with units that may be no characters. A pair of units is not cut in two. */
    private static String text(ByteBuffer record, int from, int to, int most) {
        int length = Math.min((to - from) / UNIT, most);
        StringBuilder text = new StringBuilder(length);
        for (int unit = 0; unit < length; unit++) {
            text.append((char) record.getShort(from + unit * UNIT));
        }
        boolean isCut = length < (to - from) / UNIT;
        if (isCut && length > 0 && Character.isHighSurrogate(text.charAt(length - 1))) {
            text.setLength(length - 1);
        }
        return text.toString();
    }

    /** Halves of a surrogate pair, U+FFFE and U+FFFF are no characters (XML 1.1, 2.2), so they stand in no report. */
    private static String replaced(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            boolean isNone = (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                    || character == 0xFFFE
                    || character == 0xFFFF;
            replaced.appendCodePoint(isNone ? REPLACEMENT : character);
            at += Character.charCount(character);
        }
        return replaced.toString();
    }

    /** Where the NUL of a text is. */
    private static int end(ByteBuffer record, int from) {
        for (int at = from; at >= FIXED && at <= record.limit() - UNIT; at += UNIT) {
            if (record.getShort(at) == 0) {
                return at;
            }
        }
        return NOWHERE;
    }

    private static ByteBuffer part(ByteBuffer data, int at, int size) {
        return data.slice(at, size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
