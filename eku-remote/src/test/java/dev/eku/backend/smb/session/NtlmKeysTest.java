package dev.eku.backend.smb.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Sealing against the example of the specification (MS-NLMP 4.2.4.4): a session key of sixteen times 0x55, and the text
 * "Plaintext".
 */
class NtlmKeysTest {
    private static final byte[] KEY = new byte[16];
    private static final byte[] TEXT = "Plaintext".getBytes(StandardCharsets.UTF_16LE);

    static {
        Arrays.fill(KEY, (byte) 0x55);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void messageIsSealedAsInTheSpecification() {
        byte[] message = TEXT.clone();
        byte[] signature = NtlmKeys.ofClient(KEY).seal(message, 0, message.length);
        assertThat(hex(message)).isEqualTo("54e50165bf1936dc996020c1811b0f06fb5f");
        assertThat(hex(signature)).isEqualTo("010000007fb38ec5c55d497600000000");
    }

    /** Which impacket computes for the same messages of a server. */
    @Test
    void serversMessagesHaveKeysOfTheirOwn() {
        byte[] message = TEXT.clone();
        byte[] signature = NtlmKeys.ofServer(KEY).seal(message, 0, message.length);
        assertThat(hex(message)).isEqualTo("160871b730ba74e946c453d7465b54278dd0");
        assertThat(hex(signature)).isEqualTo("01000000b298b847ce7c580700000000");
    }

    @Test
    void eachMessageHasItsPlace() {
        NtlmKeys ours = NtlmKeys.ofClient(KEY);
        byte[] first = TEXT.clone();
        byte[] signature = ours.seal(first, 0, first.length);
        byte[] second = TEXT.clone();
        byte[] signatureOfSecond = ours.seal(second, 0, second.length);
        assertThat(second).isNotEqualTo(first);
        assertThat(signatureOfSecond).isNotEqualTo(signature).endsWith((byte) 1, (byte) 0, (byte) 0, (byte) 0);

        NtlmKeys theirs = NtlmKeys.ofClient(KEY);
        byte[] again = first.clone();
        assertThat(theirs.unseal(first, 0, first.length, signature)).isTrue();
        assertThat(first).isEqualTo(TEXT);
        assertThat(theirs.unseal(again, 0, again.length, signature))
                .as("repeated")
                .isFalse();
        assertThat(NtlmKeys.ofClient(KEY).unseal(second, 0, second.length, signatureOfSecond))
                .as("without the first")
                .isFalse();
    }

    /** The header is signed, but not encrypted. */
    @Test
    void whatIsNotEncryptedIsSignedToo() {
        byte[] message = Arrays.copyOf(TEXT, TEXT.length);
        byte[] signature = NtlmKeys.ofClient(KEY).seal(message, 4, message.length - 4);
        assertThat(Arrays.copyOf(message, 4)).isEqualTo(Arrays.copyOf(TEXT, 4));
        message[0] ^= 1;
        assertThat(NtlmKeys.ofClient(KEY).unseal(message, 4, message.length - 4, signature))
                .isFalse();
    }
}
