package dev.eku.diagnose.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a peer's port is named. */
final class PeerEndpointTest {
    @ParameterizedTest
    @CsvSource({
        "edge.contoso.com:8057, edge.contoso.com",
        "10.0.0.7:8057, 10.0.0.7",
        "[2001:db8::7]:8057, 2001:db8::7",
        "[::ffff:10.0.0.7]:8057, ::ffff:10.0.0.7",
        "[fe80::1%12]:8057, fe80::1%12",
        "[fe80::1%eth0]:8057, fe80::1%eth0",
        "[fe80::1%br-lan.7]:8057, fe80::1%br-lan.7"
    })
    void isNamedByNameOrAddressAndPort(String text, String host) {
        PeerEndpoint endpoint = PeerEndpoint.parse(text);

        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(8057);
        assertThat(endpoint).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"edge", "edge:0", "edge:65536", "fe80::1:8057", "[edge]:8057", "[fe80::1%]:8057", "[%eth0]:8057"
            })
    void otherFormsAreRefused(String text) {
        assertThatThrownBy(() -> PeerEndpoint.parse(text))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PARAMETER));
    }

    @Test
    void dotThatEndsANameIsNoPartOfWhatIsAskedFor() {
        assertThat(PeerEndpoint.parse("edge.contoso.com.:8057").serverName()).contains("edge.contoso.com");
        assertThat(new PeerEndpoint("10.0.0.7", 1, Optional.of("edge."), PeerEndpoint.Peer.OTHER).serverName())
                .contains("edge");
        assertThat(PeerEndpoint.parse("[fe80::1%eth0]:8057").serverName()).isEmpty();
    }
}
