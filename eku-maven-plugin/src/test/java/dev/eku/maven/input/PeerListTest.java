package dev.eku.maven.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.maven.input.PeerList.CertificateFile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PeerListTest {
    @Test
    void portSaysWhoUsuallyStandsThereUnlessARoleIsGiven() {
        PeerList peers = PeerList.of(
                "edge.contoso.com:8057, front-end=10.0.0.5:5061,other=[2001:db8::7]:8061,fe02.contoso.com:8060", null);

        assertThat(peers.files()).isEmpty();
        assertThat(peers.endpoints())
                .containsExactly(
                        new PeerEndpoint("edge.contoso.com", 8057, Optional.of("edge.contoso.com"), Peer.EDGE),
                        new PeerEndpoint("10.0.0.5", 5061, Optional.empty(), Peer.FRONT_END),
                        new PeerEndpoint("2001:db8::7", 8061, Optional.empty(), Peer.OTHER),
                        new PeerEndpoint("fe02.contoso.com", 8060, Optional.of("fe02.contoso.com"), Peer.FRONT_END));
    }

    @Test
    void roleInTlsMayStandBeforeAPortAndBeforeAFileAndOnePeerMayHaveBoth() {
        PeerList peers = PeerList.of(
                "server=broker.contoso.com:8057,client=broker.contoso.com:8057,client=[2001:db8::7]:1",
                "server=a.cer,client=b.cer");

        assertThat(peers.endpoints())
                .containsExactly(
                        new PeerEndpoint("broker.contoso.com", 8057, Optional.of("broker.contoso.com"), Peer.SERVER),
                        new PeerEndpoint("broker.contoso.com", 8057, Optional.of("broker.contoso.com"), Peer.CLIENT),
                        new PeerEndpoint("2001:db8::7", 1, Optional.empty(), Peer.CLIENT));
        assertThat(peers.files())
                .containsExactly(new CertificateFile("a.cer", Peer.SERVER), new CertificateFile("b.cer", Peer.CLIENT));
    }

    @Test
    void fileMayHaveARoleAndAnEqualsSignInItsName() {
        PeerList peers = PeerList.of(null, "edge=edge.cer,fe02.pfx,edge-2016=old.cer");

        assertThat(peers.endpoints()).isEmpty();
        assertThat(peers.files())
                .containsExactly(
                        new CertificateFile("edge.cer", Peer.EDGE),
                        new CertificateFile("fe02.pfx", Peer.OTHER),
                        new CertificateFile("edge-2016=old.cer", Peer.OTHER));
    }

    @Test
    void nothingGivenIsAnEmptyList() {
        assertThat(PeerList.of(null, " ").isEmpty()).isTrue();
        assertThat(PeerList.of("edge.contoso.com:8057", null).isEmpty()).isFalse();
        assertThat(PeerList.of(null, "edge.cer").isEmpty()).isFalse();
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        for (String none : new String[] {
            "edge.contoso.com",
            "edge.contoso.com:0",
            "edge:8057:1",
            "edge=",
            "a b:1",
            "server=",
            "client=edge",
            "SERVER=edge:1",
            "server=client=edge:1"
        }) {
            assertThatThrownBy(() -> PeerList.of(none, null))
                    .isInstanceOf(BadParameter.class)
                    .hasMessageContaining("eku.endpoints: '" + none + "' is not a valid endpoint");
        }
        assertThatThrownBy(() -> PeerList.of(null, "edge.cer,"))
                .hasMessageContaining("eku.certificates: 'edge.cer,' has an empty place");
        assertThatThrownBy(() -> PeerList.of("a:1,b:2,a:1", null))
                .hasMessageContaining("eku.endpoints: a:1 is named twice");
    }
}
