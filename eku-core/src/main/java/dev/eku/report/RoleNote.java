package dev.eku.report;

import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.text.Message;
import java.util.Optional;

/** What is to be said of the role that a peer is judged in. */
public final class RoleNote {
    private RoleNote() {}

    /** The sentence; none where both roles count, or the one that was given. */
    public static Optional<Message> of(PeerAssessment peer) {
        if (peer.isCertificateAssumed()) {
            return Optional.of(Message.of("report.diagnosis.role-assumed"));
        }
        if (!peer.isRoleTaken()) {
            return Optional.empty();
        }
        return Optional.of(
                Message.of(peer.decides() ? "report.diagnosis.role-taken" : "report.diagnosis.role-unknown"));
    }
}
