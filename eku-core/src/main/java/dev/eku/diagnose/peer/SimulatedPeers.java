package dev.eku.diagnose.peer;

import dev.eku.diagnose.peer.PeerAnswer.Ending;
import dev.eku.host.HostSnapshot.StoredPeer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The answers of the peers that a simulated host brings along. Pure. */
public final class SimulatedPeers {
    private SimulatedPeers() {}

    /**
     * Adds them to the answers of those that were asked. A peer that was asked has answered for itself.
     *
     * @param asked the answers so far
     */
    public static List<PeerAnswer> added(List<PeerAnswer> asked, List<StoredPeer> simulated) {
        Set<String> known = new HashSet<>();
        for (PeerAnswer answer : asked) {
            known.add(answer.name().toLowerCase(Locale.ROOT));
        }
        List<PeerAnswer> all = new ArrayList<>(asked);
        for (StoredPeer peer : simulated) {
            PeerEndpoint endpoint = PeerEndpoint.of(peer.name(), peer.port());
            if (known.add(endpoint.toString().toLowerCase(Locale.ROOT))) {
                all.add(new PeerAnswer.Presented(
                        endpoint, peer.chain(), TlsVersion.TLS_1_2, Ending.ASKED_FOR_CERTIFICATE));
            }
        }
        return all;
    }
}
