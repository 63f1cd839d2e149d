package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.FakeServer.Script;
import dev.eku.host.Host;
import dev.eku.registry.KeyPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Of a server that goes on without an end nobody reads for ever. */
final class ReadLimitTest {
    @Test
    void readingEndsInTime() {
        AtomicLong now = new AtomicLong(-17);
        ReadLimit limit = new ReadLimit("smb://fe01 HKLM\\SOFTWARE", now::get);
        now.addAndGet(ReadLimit.LONGEST.toNanos());
        limit.inTime();
        now.incrementAndGet();
        assertThatThrownBy(limit::inTime)
                .hasMessageStartingWith(
                        "HOST_TOO_SLOW: eku read smb://fe01 HKLM\\SOFTWARE for 300 s and did not finish");
    }

    @Test
    void entriesAndTheirSizeAreBounded() {
        ReadLimit many = new ReadLimit("x");
        for (int i = 0; i < ReadLimit.ENTRIES; i++) {
            many.entry(0);
        }
        assertThatThrownBy(() -> many.entry(0)).hasMessage("""
                UNSUPPORTED: x holds more than 65536 entries or 64 MB
                  Cause: the server is defective or hostile, since nothing of the kind is that large
                  Next: look at the key on the server itself, with regedit""");
        ReadLimit large = new ReadLimit("x");
        large.entry((int) ReadLimit.BYTES);
        assertThatThrownBy(() -> large.entry(1)).hasMessageStartingWith("UNSUPPORTED: x holds more");
    }

    /** It says that it holds two thousand million keys, and names one whenever it is asked. */
    @Test
    void keyWithoutAnEndIsNotReadForEver() {
        AtomicInteger listed = new AtomicInteger();
        Script script = (asked, message, usual) -> {
            if (asked.equals("winreg 16")) {
                return Reply.message(
                        FakeSession.result(message, numbers(0, 0, Integer.MAX_VALUE, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
            }
            if (asked.equals("winreg 9")) {
                listed.incrementAndGet();
                return Reply.message(
                        FakeSession.result(message, numbers(0x0006_0006, 0x20000, 3, 0, 3, 0x0062_0061, 0, 0, 0, 0)));
            }
            return usual;
        };
        try (FakeServer server = FakeServer.start(script);
                Host host = server.open()) {
            assertThatThrownBy(() -> host.registry().read(VIEW_64, KeyPath.of("SOFTWARE", "x")))
                    .hasMessageStartingWith("UNSUPPORTED: ");
        }
        assertThat(listed.get()).isBetween(ReadLimit.ENTRIES + 1, ReadLimit.ENTRIES + 64);
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer out = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            out.putInt(number);
        }
        return out.array();
    }
}
