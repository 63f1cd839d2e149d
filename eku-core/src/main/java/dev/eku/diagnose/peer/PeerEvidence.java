package dev.eku.diagnose.peer;

import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.events.PeerName;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the peers that were looked at prove, and what they leave open. Immutable.
 *
 * @param judge who judges them
 * @param peers those that decide something, judged
 * @param undecided the others: what nobody knows the role of
 */
public record PeerEvidence(Judge judge, List<PeerAssessment> peers, List<PeerAssessment> undecided) {
    private static final Set<PeerAnswer.Failure> OUR_NETWORK =
            EnumSet.of(PeerAnswer.Failure.UNREACHABLE, PeerAnswer.Failure.TIMED_OUT);

    public static PeerEvidence by(Judge judge, List<PeerAnswer> answers, Instant now) {
        Map<Boolean, List<PeerAssessment>> peers = answers.stream()
                .map(answer -> PeerAssessment.of(answer, judge, now))
                .collect(Collectors.partitioningBy(PeerAssessment::decides));
        return new PeerEvidence(judge, peers.getOrDefault(true, List.of()), peers.getOrDefault(false, List.of()));
    }

    /** Whether there are any, and all of them pass. */
    public boolean allPass() {
        return peers.stream().anyMatch(PeerAssessment::passes)
                && peers.stream().allMatch(peer -> peer.passes() || isOffTheWay(peer));
    }

    /**
     * An address of the other family that leads nowhere from here, of a name that was seen at another: that is our
     * network.
     */
    private boolean isOffTheWay(PeerAssessment peer) {
        return peer.answer() instanceof PeerAnswer.Failed failed
                && OUR_NETWORK.contains(failed.failure())
                && failed.endpoint().host().contains(":")
                && failed.endpoint().serverName().isPresent()
                && shown().anyMatch(other -> other.answer() instanceof PeerAnswer.Presented seen
                        && seen.endpoint().serverName().equals(failed.endpoint().serverName())
                        && seen.endpoint().port() == failed.endpoint().port()
                        && !seen.endpoint().host().contains(":"));
    }

    /** Whether one fails in a way that an exemption cures, be it by what a file holds. */
    public boolean anyFails() {
        return peers.stream().anyMatch(PeerEvidence::isCurable);
    }

    /** Whether one fails so by what it shows; what a file holds need not be what is installed. */
    public boolean anyShownFails() {
        return shown().anyMatch(PeerEvidence::isCurable);
    }

    private static boolean isCurable(PeerAssessment peer) {
        return peer.failures().stream().anyMatch(CertificateVerdict::isCuredByExemption);
    }

    /** Whether all that fail do so whether or not the check is on, and one does. */
    public boolean onlyInvalidFail() {
        return peers.stream().anyMatch(PeerEvidence::isInvalid)
                && peers.stream().allMatch(peer -> peer.passes() || isInvalid(peer) || isOffTheWay(peer));
    }

    private static boolean isInvalid(PeerAssessment peer) {
        return !peer.failures().isEmpty() && !isCurable(peer);
    }

    /** A line for each role that one fails in, whether or not the check is on. */
    public List<Message> invalid() {
        return lines(verdict -> !verdict.isCuredByExemption());
    }

    /** Whether one fails by what it is sure to send in that role. */
    public boolean anySurelyFails() {
        return shown().anyMatch(peer -> isCurable(peer) && !peer.isCertificateAssumed());
    }

    /** The roles for which those that fail lack the purpose, each once. */
    public List<Role> lacking() {
        return peers.stream()
                .flatMap(peer -> peer.failures().stream())
                .filter(CertificateVerdict::isCuredByExemption)
                .map(CertificateVerdict::role)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What is not known of the roles of peers: a line for those of which a certificate is assumed, and one for those
     * that decide nothing.
     */
    public List<Message> roles() {
        return Stream.of(
                        about(
                                "diagnose.assumed",
                                shown().filter(peer -> peer.isCertificateAssumed() && !peer.isUnseen())),
                        about("diagnose.undecided", undecided.stream()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether some are files, which neither explain nor cure anything before they are installed. */
    public boolean anyFiles() {
        return shown().count() < peers.size();
    }

    /**
     * When the newest certificate that a peer shows of its own became valid, so that it cannot have been there before.
     *
     * @param name of the peer; empty for that of any
     */
    public Optional<Instant> newest(Optional<PeerName> name) {
        return shown().filter(peer -> name.isEmpty() || peer.is(name.get()))
                .flatMap(peer -> peer.chain().stream().limit(1))
                .map(own -> own.notBefore())
                .max(Instant::compareTo);
    }

    /** A line for each role that one fails in, and would not where the check is off. */
    public List<Message> failing() {
        return lines(CertificateVerdict::isCuredByExemption);
    }

    private List<Message> lines(Predicate<CertificateVerdict> wanted) {
        return peers.stream()
                .flatMap(peer -> peer.failures().stream()
                        .filter(wanted)
                        .map(verdict -> Message.of(
                                "diagnose.peer-fails",
                                peer.answer().name(),
                                Message.of("diagnose.role." + verdict.role()),
                                verdict.role().purpose(),
                                Message.of("diagnose.reason." + verdict.reason()))))
                .toList();
    }

    /** A line for each that showed no certificate that can be judged, so that nobody knows whether it passes. */
    public List<Message> unseen() {
        return peers.stream()
                .filter(PeerAssessment::isUnseen)
                .map(peer -> Message.of("diagnose.unseen", peer.answer().name()))
                .toList();
    }

    /** What keeps it from being more than possible that all pass. */
    public List<Message> reservations() {
        Stream<Message> lines = Stream.of(
                        about(
                                "diagnose.from-files",
                                peers.stream().filter(peer -> peer.answer() instanceof PeerAnswer.OfFile)),
                        about(
                                "diagnose.by-address",
                                shown().filter(peer -> !peer.isUnseen()
                                        && peer.answer().serverName().isEmpty())),
                        about("diagnose.unreached", peers.stream().filter(this::isOffTheWay)),
                        about("diagnose.issuer-unseen", peers.stream().filter(PeerAssessment::isIssuerUnseen)))
                .flatMap(Optional::stream);
        return Stream.concat(lines, roles().stream()).toList();
    }

    /**
     * A line for each peer that events name and that is missing among those that pass; none where others do not pass
     * anyway.
     */
    public List<Message> unasked(List<PeerSymptom> symptoms) {
        return symptoms.stream()
                .filter(symptom -> allPass() || onlyInvalidFail())
                .flatMap(symptom -> symptom.name().stream())
                .filter(name -> peers.stream().noneMatch(peer -> peer.is(name)))
                .map(name -> Message.of("diagnose.unasked", name))
                .toList();
    }

    private Stream<PeerAssessment> shown() {
        return peers.stream().filter(peer -> peer.answer() instanceof PeerAnswer.OfEndpoint);
    }

    /** What is to be said of these peers; nothing where there are none. */
    private static Optional<Message> about(String key, Stream<PeerAssessment> peers) {
        List<String> names = peers.map(peer -> peer.answer().name()).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(Message.of(key, String.join(", ", names)));
    }
}
