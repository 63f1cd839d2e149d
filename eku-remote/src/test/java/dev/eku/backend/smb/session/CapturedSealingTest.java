package dev.eku.backend.smb.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.smb.rpc.Eventlog;
import dev.eku.backend.smb.rpc.RpcHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sealed pipe between impacket and a real Samba server, both ways, with the session key that impacket chose: each
 * message has the signature that we compute, and inside is what the calls are without encryption.
 */
class CapturedSealingTest {
    private static final Pattern BLOCK = Pattern.compile("(request|response) pdu\n([0-9a-f\n]+)");
    private static final int TRAILER_AND_SIGNATURE = 24;

    @ParameterizedTest
    @ValueSource(strings = {"impacket", "impacket-old-server"})
    void everyMessageOfAnIndependentClientAndServerIsUnsealed(String folder) throws IOException {
        String text = Files.readString(
                Path.of("src/test/resources/captures", folder, "eventlog-sealed.txt"), StandardCharsets.UTF_8);
        Matcher key = Pattern.compile("# session key: (.*)").matcher(text);
        assertThat(key.find()).isTrue();
        byte[] sessionKey = HexFormat.of().parseHex(Objects.requireNonNull(key.group(1)));
        NtlmKeys client = NtlmKeys.ofClient(sessionKey);
        NtlmKeys server = NtlmKeys.ofServer(sessionKey);
        Matcher block = BLOCK.matcher(text);
        byte[] handle = new byte[20];
        int messages = 0;
        int read = 0;
        while (block.find()) {
            byte[] pdu = HexFormat.of()
                    .parseHex(Objects.requireNonNull(block.group(2)).replace("\n", ""));
            boolean response = "response".equals(block.group(1));
            if (pdu[2] != 0 && pdu[2] != 2) {
                continue; // The bind, its answer, and the third message of NTLM.
            }
            byte[] content = content(response ? server : client, pdu);
            messages++;
            int call = pdu[12];
            if (call == 2 && response) {
                handle = Arrays.copyOf(content, 20);
            }
            if (call == 3 && !response) {
                assertThat(content)
                        .isEqualTo(Eventlog.count(RpcHandle.of(handle)).stub());
            }
            if (call == 4 && !response) {
                assertThat(content)
                        .isEqualTo(Eventlog.read(RpcHandle.of(handle), 1, false, 9_000)
                                .stub());
            }
            read += call == 4 && response ? content.length : 0;
        }
        assertThat(messages)
                .as("four calls, one of them answered in three fragments")
                .isEqualTo(10);
        assertThat(read).isEqualTo(4 + 9_000 + 12);
    }

    private static byte[] content(NtlmKeys keys, byte[] pdu) {
        int end = pdu.length - TRAILER_AND_SIGNATURE;
        byte[] signed = Arrays.copyOf(pdu, pdu.length - 16);
        assertThat(keys.unseal(signed, 24, end - 24, Arrays.copyOfRange(pdu, pdu.length - 16, pdu.length)))
                .as("signature of message "
                        + ByteBuffer.wrap(pdu).order(ByteOrder.LITTLE_ENDIAN).getInt(12))
                .isTrue();
        return Arrays.copyOfRange(signed, 24, end - signed[end + 2]);
    }
}
