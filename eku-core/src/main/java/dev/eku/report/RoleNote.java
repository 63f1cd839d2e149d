package dev.eku.report;

import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.text.Message;
import java.util.Optional;

/** A note about the role in which a peer is judged. */
public final class RoleNote {
    private RoleNote() {}

    /** The sentence; empty if both roles count, or if the role was given. */
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
