package dev.eku.probe;

import java.util.Arrays;

/**
 * Structures of ASN.1 within each other, so deep that a reader that calls itself for each comes to the end of its
 * stack.
 */
final class Nested {
    private Nested() {}

    /** Sequences that do not say how long they are. */
    static byte[] ofAnyLength(int bytes) {
        byte[] all = new byte[bytes];
        for (int i = 0; i + 1 < bytes; i += 2) {
            all[i] = 0x30;
            all[i + 1] = (byte) 0x80;
        }
        return all;
    }

    /** Sequences that each say how long the next is; so many. */
    static byte[] ofGivenLength(int depth) {
        byte[] all = new byte[depth * 5];
        int at = all.length;
        for (int i = 0; i < depth; i++) {
            int length = all.length - at;
            if (length < 0x80) {
                all[--at] = (byte) length;
            } else {
                int octets = 0;
                for (int rest = length; rest > 0; rest >>= 8) {
                    all[--at] = (byte) rest;
                    octets++;
                }
                all[--at] = (byte) (0x80 | octets);
            }
            all[--at] = 0x30;
        }
        return Arrays.copyOfRange(all, at, all.length);
    }
}
