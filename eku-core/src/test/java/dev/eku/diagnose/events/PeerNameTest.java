package dev.eku.diagnose.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an event names, by its message and by what that is filled with. */
final class PeerNameTest {
    private static final String JAPANESE =
            "Web \u4f1a\u8b70\u30a8\u30c3\u30b8 \u30b5\u30fc\u30d0\u30fc\u3078\u306e\u63a5\u7d9a\u306b\u6210\u529f\u3057\u307e\u3057\u305f\u3002";

    @Test
    void portInTheDataCompletesTheNameInTheMessage() {
        assertThat(named(JAPANESE + " FQDN: edge.contoso.com", "8057")).isEqualTo("edge.contoso.com:8057");
        assertThat(named(JAPANESE + " FQDN\uff1aedge.contoso.com\u3001", "edge.contoso.com", "8057"))
                .isEqualTo("edge.contoso.com:8057");
        assertThat(named(JAPANESE + " FQDN: edge.contoso.com\u306e\u30dd\u30fc\u30c8", "edge.contoso.com", "8057"))
                .isEqualTo("edge.contoso.com:8057");
        assertThat(named(JAPANESE + " FQDN: edge.contoso.com\u3001\u30dd\u30fc\u30c8: 8057"))
                .isEqualTo("edge.contoso.com:8057");
        assertThat(named(JAPANESE, "edge.contoso.com", "8057")).isEqualTo("edge.contoso.com:8057");
        assertThat(named(JAPANESE + " edge.contoso.com:8057")).isEqualTo("edge.contoso.com:8057");
    }

    @Test
    void nameInTheDataCompletesThePortInTheMessage() {
        assertThat(named("Port:8057", "edge.contoso.com", "10060")).isEqualTo("edge.contoso.com:8057");
    }

    @ParameterizedTest
    @CsvSource({
        "EDGE01,EDGE01:8057",
        "edge_1,edge_1:8057",
        "10.0.0.5,10.0.0.5:8057",
        "2001:db8::7,[2001:db8::7]:8057",
        "[2001:db8::7],[2001:db8::7]:8057",
        "::ffff:10.0.0.5,[::ffff:10.0.0.5]:8057",
        "edge.contoso.com.,edge.contoso.com:8057",
        "b\u00fccher.example,b\u00fccher.example:8057",
        "xn--bcher-kva.example,xn--bcher-kva.example:8057"
    })
    void namesAndAddressesOfAllKindsAreNamed(String server, String shown) {
        assertThat(named("", server, "8057")).isEqualTo(shown);
        assertThat(named("Edge Server Machine FQDN: " + server + ", Port:8057")).isEqualTo(shown);
        assertThat(named(JAPANESE + " FQDN: " + server, "8057")).isEqualTo(shown);
        assertThat(of(Optional.empty(), server)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5:8057", "[2001:db8::7]:8057", "EDGE01:8057", "edge.contoso.com.:8057"})
    void portMayStandWithTheName(String server) {
        assertThat(of(Optional.empty(), server).orElseThrow().port()).hasValue(8057);
    }

    @ParameterizedTest
    @CsvSource({
        "b\u00fccher.example,xn--bcher-kva.example",
        "B\u00dcCHER.example.,b\u00fccher.example",
        "stra\u00dfe.example,xn--strae-oqa.example",
        "\u30a8\u30c3\u30b8\u3002example,xn--ick6a6a.example",
        "2001:DB8::7,2001:db8:0:0:0:0:0:7",
        "::ffff:10.0.0.5,::FFFF:a00:5",
        "EDGE01,edge01"
    })
    void spellingsOfOneServerAreTheSame(String one, String other) {
        PeerName first = new PeerName(one, OptionalInt.of(8057));
        PeerName second = new PeerName(other, OptionalInt.of(8057));

        assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
        assertThat(first).isNotEqualTo(new PeerName(other, OptionalInt.of(8058)));
    }

    @Test
    void otherServersStayOthers() {
        assertThat(new PeerName("strasse.example", OptionalInt.empty()))
                .isNotEqualTo(new PeerName("stra\u00dfe.example", OptionalInt.empty()));
        assertThat(new PeerName("2001:db8::7", OptionalInt.empty()))
                .isNotEqualTo(new PeerName("2001:db8:7::", OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8057",
                "0x80004005",
                "4.0.30319.42000",
                "6.0.9319.0",
                "300.1.1.1",
                "",
                "a b",
                "1:2:3",
                ":::",
                "-"
            })
    void whatIsNoServerIsNone(String text) {
        assertThat(of(Optional.empty(), text)).isEmpty();
    }

    @Test
    void wordIsNoServerWhereNoPortStandsWithIt() {
        assertThat(of(Optional.empty(), "TimedOut", "after a while")).isEmpty();
        assertThat(named("", "TimedOut", "edge.contoso.com", "8057")).isEqualTo("edge.contoso.com:8057");
        assertThat(of(Optional.of("No connectivity with any of Web Conferencing Edge Servers.")))
                .isEmpty();
        assertThat(of(Optional.of("See http://go.contoso.com:80/x"))).isEmpty();
    }

    @Test
    void portThatCannotBeReadIsNone() {
        assertThat(named("", "edge.contoso.com", "99999")).isEqualTo("edge.contoso.com");
        assertThat(named("FQDN: edge.contoso.com, Port:99999", "8057")).isEqualTo("edge.contoso.com:8057");
        assertThat(named("", "edge.contoso.com:123456789")).isEqualTo("edge.contoso.com");
    }

    private static String named(String message, String... data) {
        return of(message.isEmpty() ? Optional.empty() : Optional.of(message), data)
                .map(PeerName::toString)
                .orElse("nobody");
    }

    private static Optional<PeerName> of(Optional<String> message, String... data) {
        return PeerName.of(new LoggedEvent(Instant.EPOCH, 1, 41_025, "LS Data MCU", List.of(data), message));
    }
}
