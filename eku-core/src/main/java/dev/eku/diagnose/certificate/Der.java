package dev.eku.diagnose.certificate;

/**
 * Reads the little of DER that extensions of purposes are written in. What is malformed is refused, however long it claims to
 * be. Not thread-safe.
 */
final class Der {
    static final int OID = 0x06;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private final byte[] bytes;
    private int at;
    private final int end;

    private Der(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** The content of what fills those bytes to their end. */
    static Der whole(byte[] bytes, int tag) {
        return new Der(bytes, 0, bytes.length).whole(tag);
    }

    /** The content of what fills this to its end. */
    Der whole(int tag) {
        Der content = next(tag);
        if (hasMore()) {
            throw new IllegalArgumentException("more than expected");
        }
        return content;
    }

    boolean hasMore() {
        return at < end;
    }

    /** The content of what comes next. */
    Der next(int tag) {
        if (octet() != tag) {
            throw new IllegalArgumentException("another tag than " + tag);
        }
        int length = length();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("longer than what is there");
        }
        at += length;
        return new Der(bytes, at - length, at);
    }

    /** The object identifier that comes next, in dots. */
    String oid() {
        Der content = next(OID);
        long first = content.arc();
        long root = Math.min(first / 40, 2);
        StringBuilder text = new StringBuilder().append(root).append('.').append(first - root * 40);
        while (content.hasMore()) {
            text.append('.').append(content.arc());
        }
        return text.toString();
    }

    private long arc() {
        long arc = 0;
        int octet;
        do {
            octet = octet();
            if (arc > Long.MAX_VALUE >> 8) {
                throw new IllegalArgumentException("a number too large");
            }
            arc = (arc << 7) | (octet & 0x7F);
        } while (octet >= 0x80);
        return arc;
    }

    private int length() {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        int octets = first & 0x7F;
        if (octets == 0 || octets > 4) {
            throw new IllegalArgumentException("a length of " + octets + " octets");
        }
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | octet();
        }
        return length;
    }

    private int octet() {
        if (at >= end) {
            throw new IllegalArgumentException("cut off");
        }
        return Byte.toUnsignedInt(bytes[at++]);
    }
}
