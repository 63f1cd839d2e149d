package dev.eku.command.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.command.input.PeerList.CertificateFile;
import dev.eku.contract.TestParameters;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.text.Option;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PeerListTest {
    @Test
    void portSaysWhoUsuallyStandsThereUnlessARoleIsGiven() {
        PeerList peers = PeerList.of(endpoints(
                "edge.contoso.com:8057, front-end=10.0.0.5:5061,other=[2001:db8::7]:8061,fe02.contoso.com:8060"));

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
                endpoints("server=broker.contoso.com:8057,client=broker.contoso.com:8057,client=[2001:db8::7]:1")
                        .with(Option.CERTIFICATES, "server=a.cer,client=b.cer"));

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
        PeerList peers = PeerList.of(files("edge=edge.cer,fe02.pfx,edge-2016=old.cer"));

        assertThat(peers.endpoints()).isEmpty();
        assertThat(peers.files())
                .containsExactly(
                        new CertificateFile("edge.cer", Peer.EDGE),
                        new CertificateFile("fe02.pfx", Peer.OTHER),
                        new CertificateFile("edge-2016=old.cer", Peer.OTHER));
    }

    @Test
    void nothingGivenIsAnEmptyList() {
        assertThat(PeerList.of(files(" ")).isEmpty()).isTrue();
        assertThat(PeerList.of(endpoints("edge.contoso.com:8057")).isEmpty()).isFalse();
        assertThat(PeerList.of(files("edge.cer")).isEmpty()).isFalse();
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
            assertThatThrownBy(() -> PeerList.of(endpoints(none)))
                    .isInstanceOf(BadParameter.class)
                    .hasMessageContaining("endpoints: '" + none + "' is not a valid endpoint");
        }
        assertThatThrownBy(() -> PeerList.of(files("edge.cer,")))
                .hasMessageContaining("certificates: 'edge.cer,' has an empty place");
        assertThatThrownBy(() -> PeerList.of(endpoints("a:1,b:2,a:1")))
                .hasMessageContaining("endpoints: a:1 is named twice");
    }

    private static TestParameters endpoints(String text) {
        return TestParameters.NONE.with(Option.ENDPOINTS, text);
    }

    private static TestParameters files(String text) {
        return TestParameters.NONE.with(Option.CERTIFICATES, text);
    }
}
