package dev.eku.backend.smb.session;

import com.hierynomus.ntlm.functions.NtlmV2Functions;
import com.hierynomus.security.bc.BCSecurityProvider;
import dev.eku.host.Credentials;
import dev.eku.registry.NameFolding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a pipe that is sealed by NTLM: it checks what a client sends, and seals what it answers. It knows
 * one user. Not thread-safe.
 */
public final class NtlmServer {
    /** Unicode, sign, seal, NTLM, extended security, target information, 128 bits, key exchange. */
    public static final int FLAGS = 0x6088_8235;

    private static final int TRAILER = 8;
    private static final int SIGNATURE = 16;
    private static final int CALL_HEADER = 24;

    private final Credentials user;
    private final int flags;
    private byte[] negotiate = new byte[0];
    private byte[] challenge = new byte[0];
    private @Nullable NtlmKeys client;
    private @Nullable NtlmKeys server;

    /** @param user {@code DOMAIN\name} */
    public NtlmServer(Credentials user, int flags) {
        this.user = user;
        this.flags = flags;
    }

    /** The answer to a bind, from the one that has no token yet. */
    public byte[] bound(byte[] bind, byte[] answer) {
        negotiate = token(bind);
        byte[] domain = "FAKE".getBytes(StandardCharsets.UTF_16LE);
        challenge = new byte[56 + domain.length + 4 + domain.length + 12 + 4];
        ByteBuffer out = little(challenge);
        out.put("NTLMSSP\0".getBytes(StandardCharsets.US_ASCII)).putInt(2);
        out.putShort((short) domain.length).putShort((short) domain.length).putInt(56);
        out.putInt(flags).putLong(0x0123_4567_89AB_CDEFL).putLong(0);
        int info = out.capacity() - 56 - domain.length;
        out.putShort((short) info).putShort((short) info).putInt(56 + domain.length);
        out.putLong(0).put(domain);
        out.putShort((short) 2).putShort((short) domain.length).put(domain);
        out.putShort((short) 7)
                .putShort((short) 8)
                .putLong(133_000_000_000_000_000L)
                .putInt(0);
        return with(answer, 0, challenge);
    }

    /** Learns the keys from the message that has no answer. */
    public void authenticated(byte[] message) {
        byte[] token = token(message);
        byte[] response = field(token, 20);
        NtlmV2Functions functions = new NtlmV2Functions(new Random(), new BCSecurityProvider());
        String[] names = user.user().split("\\\\", 2);
        byte[] owf = functions.NTOWFv2(user.password(), NameFolding.fold(names[1]), names[0]);
        byte[] proof = Arrays.copyOf(response, 16);
        byte[] rest = Arrays.copyOfRange(response, 16, response.length);
        require(proof, hmac(owf, Arrays.copyOfRange(challenge, 24, 32), rest), "proof of the password");
        byte[] key = decrypted(functions.getSessionBaseKey(owf, proof), field(token, 52));
        byte[] mic = Arrays.copyOfRange(token, 72, 88);
        byte[] without = token.clone();
        Arrays.fill(without, 72, 88, (byte) 0);
        require(mic, hmac(key, negotiate, challenge, without), "code of integrity");
        client = NtlmKeys.ofClient(key);
        server = NtlmKeys.ofServer(key);
    }

    /** The parameters of a request. */
    public byte[] parameters(byte[] request) {
        int end = request.length - SIGNATURE;
        byte[] signed = Arrays.copyOf(request, end);
        byte[] signature = Arrays.copyOfRange(request, end, request.length);
        NtlmKeys keys = Objects.requireNonNull(client);
        if (!keys.unseal(signed, CALL_HEADER, end - TRAILER - CALL_HEADER, signature)) {
            throw new IllegalStateException("a wrong signature");
        }
        return Arrays.copyOfRange(signed, CALL_HEADER, end - TRAILER - signed[end - TRAILER + 2]);
    }

    /** A response, sealed. */
    public byte[] sealed(byte[] response) {
        int padding = -(response.length - CALL_HEADER) & 15;
        byte[] whole = with(Arrays.copyOf(response, response.length + padding), padding, new byte[SIGNATURE]);
        byte[] signed = Arrays.copyOf(whole, whole.length - SIGNATURE);
        NtlmKeys keys = Objects.requireNonNull(server);
        byte[] signature = keys.seal(signed, CALL_HEADER, signed.length - TRAILER - CALL_HEADER);
        little(whole).put(signed).put(signature);
        return whole;
    }

    private static byte[] with(byte[] message, int padding, byte[] token) {
        byte[] whole = Arrays.copyOf(message, message.length + TRAILER + token.length);
        ByteBuffer out = little(whole);
        out.putShort(8, (short) whole.length).putShort(10, (short) token.length);
        out.position(message.length);
        out.put((byte) 10)
                .put((byte) 6)
                .put((byte) padding)
                .put((byte) 0)
                .putInt(0)
                .put(token);
        return whole;
    }

    private static byte[] token(byte[] message) {
        int length = Short.toUnsignedInt(little(message).getShort(10));
        return Arrays.copyOfRange(message, message.length - length, message.length);
    }

    private static byte[] field(byte[] token, int at) {
        int from = little(token).getInt(at + 4);
        return Arrays.copyOfRange(
                token, from, from + Short.toUnsignedInt(little(token).getShort(at)));
    }

    private static void require(byte[] told, byte[] right, String what) {
        if (!Arrays.equals(told, right)) {
            throw new IllegalStateException("a wrong " + what);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key, "HmacMD5"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] decrypted(byte[] key, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("ARCFOUR");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
