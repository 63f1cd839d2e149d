package dev.eku.report;

import dev.eku.diagnose.JudgedPeer;
import dev.eku.error.Messages;
import java.util.Optional;

/** What is to be said of the role that a peer is judged in. */
public final class RoleNote {
    private RoleNote() {}

    /** The sentence; none where both roles count, or the one that was given. */
    public static Optional<String> of(JudgedPeer peer) {
        if (peer.isCertificateAssumed()) {
            return Optional.of(Messages.text("report.diagnosis.role-assumed"));
        }
        if (!peer.isRoleTaken()) {
            return Optional.empty();
        }
        return Optional.of(
                Messages.text(peer.decides() ? "report.diagnosis.role-taken" : "report.diagnosis.role-unknown"));
    }
}
