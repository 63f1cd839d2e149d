package dev.eku.command.run;

import dev.eku.command.input.ChoiceParameter;
import dev.eku.command.input.Defaults;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.certificate.Remark;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.text.Option;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which findings of an operation that only reads make it fail. */
public enum FailOn {
    /** No finding. */
    NEVER,
    /** A certificate that fails the EKU check. */
    NEEDED,
    /** The same, and anything else that is not in order or could not be read. */
    FAILING;

    /** The parameter that selects the value. */
    public static final ChoiceParameter<FailOn> PARAMETER =
            new ChoiceParameter<>(Option.FAIL_ON, FailOn.class, Defaults.FAIL_ON);

    /**
     * Fails if the findings are a reason for it.
     *
     * @throws EkuException {@code EXEMPTION_NEEDED} or {@code NOT_IN_ORDER}
     */
    public void check(Diagnosis diagnosis) {
        String where = ReportedHost.of(diagnosis.inspected().inspection()).name();
        if (this != NEVER && diagnosis.needsExemption()) {
            throw new EkuException(ErrorCode.EXEMPTION_NEEDED, where, failing(diagnosis.failing()));
        }
        List<Message> troubles = Stream.of(
                        diagnosis.findings().stream()
                                .filter(finding -> finding.situation().isTrouble())
                                .map(Finding::cause),
                        names(diagnosis.peers(), false).map(name -> Message.of("diagnose.unseen", name)),
                        diagnosis.symptoms().problem().filter(problem -> diagnosis.isOfDataMcu()).stream())
                .flatMap(texts -> texts)
                .distinct()
                .toList();
        if (this == FAILING && !troubles.isEmpty()) {
            throw new EkuException(ErrorCode.NOT_IN_ORDER, where, troubles);
        }
    }

    /**
     * Fails if the certificates alone are a reason for it.
     *
     * @param what the name for all of them together
     */
    public void check(Message what, List<PeerAssessment> peers) {
        if (this != NEVER && names(peers, true).findAny().isPresent()) {
            throw new EkuException(ErrorCode.EXEMPTION_NEEDED, what, failing(peers));
        }
        List<String> troubles = peers.stream()
                .filter(peer -> peer.isUnseen() || isRemarkable(peer))
                .map(peer -> peer.answer().name())
                .toList();
        if (this == FAILING && !troubles.isEmpty()) {
            throw EkuException.worded(
                    ErrorCode.NOT_IN_ORDER, "report.certificates.not-in-order", what, String.join("; ", troubles));
        }
    }

    /** A server rarely presents the root, so a missing root means nothing. */
    private static boolean isRemarkable(PeerAssessment peer) {
        return peer.remarks().stream().anyMatch(remark -> remark.kind() != Remark.Kind.ISSUER_NOT_SHOWN);
    }

    private static String failing(List<PeerAssessment> peers) {
        return names(peers, true).collect(Collectors.joining(", "));
    }

    private static Stream<String> names(List<PeerAssessment> peers, boolean seen) {
        return peers.stream()
                .filter(peer -> seen ? !peer.failures().isEmpty() : peer.isUnseen())
                .map(peer -> peer.answer().name());
    }
}
