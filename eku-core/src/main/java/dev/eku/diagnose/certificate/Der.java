package dev.eku.diagnose.certificate;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads the small part of DER that extensions with purposes use. Malformed data is refused, whatever length it claims.
 * Not thread-safe.
 */
final class Der {
    static final int OID = 0x06;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private static final BigInteger PER_ROOT = BigInteger.valueOf(40);
    /** In octets; a UUID has 19. */
    private static final int LONGEST_ARC = 64;

    private final byte[] bytes;
    private int at;
    private final int end;

    private Der(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** The content of the one element that fills these bytes completely. */
    static Der whole(byte[] bytes, int tag) {
        return new Der(bytes, 0, bytes.length).whole(tag);
    }

    /** The content of the one element that fills the rest completely. */
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

    /** Whether that tag comes next. */
    boolean isNext(int tag) {
        return hasMore() && Byte.toUnsignedInt(bytes[at]) == tag;
    }

    /** The rest of the content. */
    byte[] octets() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    /** The content of the next element. */
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

    /** The next object identifier, in dotted form. */
    String oid() {
        Der content = next(OID);
        BigInteger first = content.arc();
        BigInteger root = first.divide(PER_ROOT).min(BigInteger.TWO);
        StringBuilder text =
                new StringBuilder().append(root).append('.').append(first.subtract(root.multiply(PER_ROOT)));
        while (content.hasMore()) {
            text.append('.').append(content.arc());
        }
        return text.toString();
    }

    /** An arc of any size, such as a UUID below {@code 2.25}, but not padded (X.690, 8.19.2). */
    private BigInteger arc() {
        BigInteger arc = BigInteger.ZERO;
        int octet = octet();
        if (octet == 0x80) {
            throw new IllegalArgumentException("a padded number");
        }
        for (int count = 1; octet >= 0x80; count++) {
            if (count > LONGEST_ARC) {
                throw new IllegalArgumentException("a number too large");
            }
            arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7F));
            octet = octet();
        }
        return arc.shiftLeft(7).or(BigInteger.valueOf(octet));
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
