package dev.eku.backend.smb.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The keys of one direction of an NTLM session with extended session security, 128 bits and key exchange, and its count
 * of messages (MS-NLMP 3.4.4.2, 3.4.5.2 and 3.4.5.3). Not thread-safe.
 */
final class NtlmKeys {
    private static final int SIZE = 16;
    private static final int CHECKSUM = 8;
    private static final int VERSION = 1;

    private final KeyParameter signing;
    private final RC4Engine stream = new RC4Engine();
    private int next;

    /** @param direction in the words of the specification */
    private NtlmKeys(byte[] sessionKey, String direction) {
        signing = new KeyParameter(derived(sessionKey, direction + " signing"));
        stream.init(true, new KeyParameter(derived(sessionKey, direction + " sealing")));
    }

    /** For what we send. */
    static NtlmKeys ofClient(byte[] sessionKey) {
        return new NtlmKeys(sessionKey, "client-to-server");
    }

    /** For what the server sends. */
    static NtlmKeys ofServer(byte[] sessionKey) {
        return new NtlmKeys(sessionKey, "server-to-client");
    }

    private static byte[] derived(byte[] sessionKey, String purpose) {
        byte[] text = ("session key to " + purpose + " key magic constant\0").getBytes(StandardCharsets.US_ASCII);
        MD5Digest digest = new MD5Digest();
        digest.update(sessionKey, 0, sessionKey.length);
        digest.update(text, 0, text.length);
        byte[] key = new byte[SIZE];
        digest.doFinal(key, 0);
        return key;
    }

    /**
     * Encrypts a part of the next message in place.
     *
     * @return the signature of the whole message in plain text
     */
    byte[] seal(byte[] message, int from, int length) {
        byte[] checksum = checksum(message);
        stream.processBytes(message, from, length, message, from);
        return signature(checksum);
    }

    /**
     * Decrypts a part of the next message in place.
     *
     * @return whether the signature is that of the whole message in plain text
     */
    boolean unseal(byte[] message, int from, int length, byte[] signature) {
        stream.processBytes(message, from, length, message, from);
        return MessageDigest.isEqual(signature(checksum(message)), signature);
    }

    private byte[] checksum(byte[] message) {
        HMac mac = new HMac(new MD5Digest());
        mac.init(signing);
        byte[] number = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(next)
                .array();
        mac.update(number, 0, number.length);
        mac.update(message, 0, message.length);
        byte[] all = new byte[SIZE];
        mac.doFinal(all, 0);
        return Arrays.copyOf(all, CHECKSUM);
    }

    /** Version, encrypted checksum, number of the message. */
    private byte[] signature(byte[] checksum) {
        stream.processBytes(checksum, 0, CHECKSUM, checksum, 0);
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(VERSION)
                .put(checksum)
                .putInt(next++)
                .array();
    }
}
