package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.host.Host;
import dev.eku.host.Traffic;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server of the other tests, left alone: it must be taken for a right one, or they would prove nothing. */
class FakeServerTest {
    @Test
    void serverThatDoesAllThatIsAskedIsTakenForARightOne() {
        KeyPath key = KeyPath.of("SOFTWARE", "x");
        try (FakeServer server = FakeServer.start((request, message, usual) -> usual)) {
            try (Host host = server.open()) {
                assertThat(host.registry().value(VIEW_64, key, "v")).contains(RegistryValue.dword(0));
                host.registry().setValue(VIEW_64, key, "v", RegistryValue.dword(1));
                assertThat(host.services().status(ServiceName.of("S")).state()).isEqualTo(ServiceState.STOPPED);
                host.services().start(ServiceName.of("S"));
            }
            assertThat(server.isLeft()).isTrue();
            assertThat(server.asked())
                    .containsSubsequence(
                            "negotiate",
                            "setup 1",
                            "setup 2",
                            "tree IPC$",
                            "pipe winreg",
                            "bind winreg",
                            "winreg 17",
                            "winreg 22",
                            "pipe svcctl",
                            "svcctl 40",
                            "svcctl 19",
                            "logoff");
        }
    }

    @Test
    void everyRequestIsCounted() {
        KeyPath key = KeyPath.of("SOFTWARE", "x");
        try (FakeServer server = FakeServer.start((request, message, usual) -> usual);
                Host host = server.open()) {
            host.registry().value(VIEW_64, key, "v");
            // In several fragments, each a request of its own, for one call.
            host.registry().setValue(VIEW_64, key, "v", RegistryValue.of(3, new byte[10_000]));
            host.files().isFile("C:\\x");
            // The server has seen the close of the file when it answers the next request.
            host.registry().value(VIEW_64, key, "v");

            List<String> asked = server.asked();
            int calls = (int)
                    asked.stream().filter(name -> name.matches("winreg \\d+")).count();
            int fragments = Collections.frequency(asked, "write");
            assertThat(calls).isGreaterThan(3);
            assertThat(fragments).isPositive();
            int unawaited = Collections.frequency(asked, "close");
            assertThat(unawaited).isPositive();
            assertThat(host.traffic())
                    .isEqualTo(new Traffic(calls, asked.size() - calls - fragments, asked.size() - unawaited));
        }
    }
}
