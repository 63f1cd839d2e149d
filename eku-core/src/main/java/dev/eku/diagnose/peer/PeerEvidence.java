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
 * What the checked peers prove, and what they leave open. Immutable.
 *
 * @param judge which program judges them
 * @param peers those that decide something, judged
 * @param undecided the others, whose role is not known
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

    /** Whether there is at least one peer, and all of them pass. */
    public boolean allPass() {
        return peers.stream().anyMatch(PeerAssessment::passes)
                && peers.stream().allMatch(peer -> peer.passes() || isOffTheWay(peer));
    }

    /**
     * Whether it is an IPv6 address that cannot be reached from here, of a name that was reached at another address.
     * Then our network is the cause.
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

    /** Whether one fails in a way that an exemption would avoid. A certificate from a file counts, too. */
    public boolean anyFails() {
        return peers.stream().anyMatch(PeerEvidence::isCurable);
    }

    /**
     * Whether one fails in that way by a certificate that it presents. A certificate from a file need not be installed.
     */
    public boolean anyShownFails() {
        return shown().anyMatch(PeerEvidence::isCurable);
    }

    private static boolean isCurable(PeerAssessment peer) {
        return peer.failures().stream().anyMatch(CertificateVerdict::isCuredByExemption);
    }

    /** Whether at least one fails, and all that fail do so whether or not the check is on. */
    public boolean onlyInvalidFail() {
        return peers.stream().anyMatch(PeerEvidence::isInvalid)
                && peers.stream().allMatch(peer -> peer.passes() || isInvalid(peer) || isOffTheWay(peer));
    }

    private static boolean isInvalid(PeerAssessment peer) {
        return !peer.failures().isEmpty() && !isCurable(peer);
    }

    /** A line for each role in which a peer fails whether or not the check is on. */
    public List<Message> invalid() {
        return lines(verdict -> !verdict.isCuredByExemption());
    }

    /** Whether one fails by a certificate that it certainly sends in that role. */
    public boolean anySurelyFails() {
        return shown().anyMatch(peer -> isCurable(peer) && !peer.isCertificateAssumed());
    }

    /** The purposes that the failing peers lack, as roles, each once. */
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
     * What is not known about the roles of peers: a line for those whose certificate is assumed, and a line for those
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

    /** Whether some are files, which neither explain nor change anything before they are installed. */
    public boolean anyFiles() {
        return shown().count() < peers.size();
    }

    /**
     * When the newest of the peers' own certificates became valid. It cannot have been in use before.
     *
     * @param name the name of the peer; empty for all peers
     */
    public Optional<Instant> newest(Optional<PeerName> name) {
        return shown().filter(peer -> name.isEmpty() || peer.is(name.get()))
                .flatMap(peer -> peer.chain().stream().limit(1))
                .map(own -> own.notBefore())
                .max(Instant::compareTo);
    }

    /** A line for each role in which a peer fails, but would not fail if the check were off. */
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

    /** A line for each peer without a certificate that can be judged, so that eku does not know whether it passes. */
    public List<Message> unseen() {
        return peers.stream()
                .filter(PeerAssessment::isUnseen)
                .map(peer -> Message.of("diagnose.unseen", peer.answer().name()))
                .toList();
    }

    /** Why it is only possible that all pass. */
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
     * A line for each peer that events name and that is missing among those that pass; empty if others do not pass
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

    /** A message about these peers; empty if there are none. */
    private static Optional<Message> about(String key, Stream<PeerAssessment> peers) {
        List<String> names = peers.map(peer -> peer.answer().name()).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(Message.of(key, String.join(", ", names)));
    }
}
