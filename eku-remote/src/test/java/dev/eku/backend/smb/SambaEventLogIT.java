package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.diagnose.events.PeerName;
import dev.eku.diagnose.events.Symptoms;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.host.Hosts;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import dev.eku.inspect.Capture;
import dev.eku.inspect.DiagnosticInspector;
import dev.eku.product.Exemption;
import dev.eku.product.PeerEvents;
import dev.eku.product.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The event logs of both Samba servers, sealed by NTLM and written by Samba's own {@code eventlogadm}. */
final class SambaEventLogIT {
    private static final String SOURCE = PeerEvents.SOURCE;
    private static final String EDGE = "edge.contoso.com";

    static Stream<Arguments> servers() {
        return Stream.of(Arguments.of("new", SambaLab.newServer()), Arguments.of("5", SambaLab.frontEnd(5)));
    }

    private static void write(String server, int id, String source, String... strings) {
        assertThat(SambaLab.script(
                        Stream.concat(Stream.of("event", server, String.valueOf(id), source), Stream.of(strings))
                                .toArray(String[]::new)))
                .isEmpty();
    }

    private static EventQuery query(String log, Host host) {
        Instant now = host.clock().now();
        return new EventQuery(
                log, SOURCE, PeerEvents.all(), now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
    }

    private static LogExcerpt read(Host host) {
        return host.events().orElseThrow().read(query(PeerEvents.LOG, host)).orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void newEventIsReadAndAQuietLogCostsTwoRequests(String server, HostRef ref) {
        write(server, 41_025, SOURCE, EDGE, "8057");
        write(server, 7, "Somebody else", "nothing");
        try (Host host = SambaLab.open(ref)) {
            List<LoggedEvent> before = read(host).events();
            LoggedEvent last = before.get(before.size() - 1);
            assertThat(last.id()).isEqualTo(41_025);
            assertThat(last.data()).containsExactly(EDGE, "8057");
            assertThat(Duration.between(last.at(), host.clock().now()).abs()).isLessThan(Duration.ofMinutes(1));

            int requests = host.traffic().requests();
            assertThat(read(host).events()).isEqualTo(before);
            int quiet = host.traffic().requests() - requests;
            write(server, 41_026, SOURCE, EDGE, "8057");
            requests = host.traffic().requests();
            List<LoggedEvent> after = read(host).events();
            assertThat(quiet).isEqualTo(2);
            assertThat(host.traffic().requests() - requests).isEqualTo(3);
            assertThat(after).hasSize(before.size() + 1).startsWith(before.toArray(LoggedEvent[]::new));
            assertThat(after.get(before.size()).id()).isEqualTo(41_026);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void unknownLogIsNoneAndNotTheLogApplication(String server, HostRef ref) {
        try (Host host = SambaLab.open(ref)) {
            assertThat(host.events().orElseThrow().read(query("No such log " + server, host)))
                    .isEmpty();
        }
    }

    /** Records of many sizes, in many fragments. */
    @Test
    void longLogIsReadWhole() {
        try (Host host = SambaLab.open(SambaLab.frontEnd(6))) {
            for (int i = 1; i <= 40; i++) {
                write("6", 41_026, SOURCE, EDGE, "8057", "x".repeat(20 * i));
            }
            LogExcerpt log = read(host);
            assertThat(log.events()).hasSizeGreaterThanOrEqualTo(40);
            assertThat(log.unreadable()).isZero();
            List<LoggedEvent> last =
                    log.events().subList(log.events().size() - 40, log.events().size());
            for (int i = 1; i <= 40; i++) {
                assertThat(last.get(i - 1).data()).containsExactly(EDGE, "8057", "x".repeat(20 * i));
            }
        }
    }

    @Test
    void clearedLogIsNotTakenForAQuietOne() {
        write("7", 41_026, SOURCE, EDGE, "8057");
        try (Host host = SambaLab.open(SambaLab.frontEnd(7))) {
            assertThat(read(host).events()).isNotEmpty();
            assertThat(SambaLab.script("clear-events", "7")).isEmpty();
            LogExcerpt empty = read(host);
            assertThat(empty.events()).isEmpty();
            assertThat(empty.since())
                    .hasValueSatisfying(
                            since -> assertThat(since).isAfter(host.clock().now()));
            write("7", 41_025, SOURCE, EDGE, "8057");
            assertThat(read(host).events()).extracting(LoggedEvent::id).containsExactly(41_025);
        }
    }

    @Test
    void whoIsNoAdministratorIsToldSo() {
        HostAccess nobody = HostAccess.as(Optional.of(SambaLab.somebody("daemon")));
        try (Host host = Hosts.open(SambaLab.newServer(), nobody)) {
            EkuException denied = catchThrowableOfType(EkuException.class, () -> read(host));
            assertThat(denied.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        }
    }

    @Test
    void diagnosisFindsThePeerAndACaptureKeepsTheEvents() {
        for (int i = 0; i < 3; i++) {
            write("8", 41_025, SOURCE, EDGE, "8057");
            write("8", 41_026, SOURCE, EDGE, "8057");
        }
        try (Host host = SambaLab.open(SambaLab.frontEnd(8))) {
            Exemption exemption =
                    Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).because("what its log says");
            Symptoms symptoms = Symptoms.of(new DiagnosticInspector(host)
                    .inspect(exemption, Duration.ofHours(24))
                    .log());
            assertThat(symptoms.checked()).isTrue();
            assertThat(symptoms.peers())
                    .singleElement()
                    .satisfies(peer ->
                            assertThat(peer.name().map(PeerName::toString)).contains(EDGE + ":8057"));
            HostSnapshot snapshot = new Capture(host).snapshot(List.of());
            assertThat(snapshot.logs())
                    .singleElement()
                    .satisfies(log -> assertThat(log.events()).hasSizeGreaterThanOrEqualTo(6));
        }
    }
}
