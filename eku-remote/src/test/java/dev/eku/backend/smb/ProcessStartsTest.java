package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.FakeServer.Script;
import dev.eku.host.Host;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server whose counters do not answer. */
final class ProcessStartsTest {
    private static final ServiceStatus RUNNING = new ServiceStatus(
            ServiceState.RUNNING, Set.of(), 0, 0, Duration.ZERO, OptionalLong.of(1200), Optional.empty());

    @Test
    void countersThatHangAreAskedOnce() {
        Script hangs = (request, message, usual) -> switch (request) {
            case "winreg 3" -> Reply.message(FakeSession.opened(message, 0));
            case "winreg 17" -> Reply.silence();
            default -> usual;
        };
        try (FakeServer server = FakeServer.start(hangs);
                Host host = server.open()) {
            for (int question = 1; question <= 3; question++) {
                assertThat(host.services().processStarted(RUNNING)).isEmpty();
            }
            assertThat(Collections.frequency(server.asked(), "winreg 17")).isOne();
        }
    }

    @Test
    void countersThatAreRefusedAreAskedOnce() {
        Script refuses = (request, message, usual) ->
                request.equals("winreg 3") ? Reply.message(FakeSession.opened(message, 5)) : usual;
        try (FakeServer server = FakeServer.start(refuses);
                Host host = server.open()) {
            for (int question = 1; question <= 3; question++) {
                assertThat(host.services().processStarted(RUNNING)).isEmpty();
            }
            assertThat(Collections.frequency(server.asked(), "winreg 3")).isOne();
        }
    }
}
