package dev.eku.diagnose;

import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.events.PeerName;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.diagnose.events.Symptoms;
import dev.eku.diagnose.peer.Judge;
import dev.eku.diagnose.peer.PeerEvidence;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.LogFacts;
import dev.eku.inspect.LogGap;
import dev.eku.product.PeerEvents;
import dev.eku.product.Setting;
import dev.eku.text.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the log says about one application. About an application other than the Data MCU it says nothing. Immutable. */
record ApplicationEvents(DiagnosticInspection inspected, ApplicationFacts application) {
    /** Where a certificate is refused it is so about once a minute. */
    private static final Duration ENOUGH = Duration.ofHours(1);

    /** Every peer it reports. */
    List<PeerSymptom> all() {
        return since(inspected.log().from());
    }

    /** The peers whose connections alternate. */
    List<PeerSymptom> flapping() {
        return flapping(all());
    }

    /** Those whose connections alternate in the process that runs. What was logged before it started is not of it. */
    List<PeerSymptom> flappingInItsProcess() {
        return process().isStopped() ? List.of() : flapping(since(begin(Optional.empty())));
    }

    /**
     * Those whose connections alternate in the process that runs, or in the last one, and with the certificates that
     * the peers show. What was logged before a peer's own certificate was there is not of it.
     */
    List<PeerSymptom> flappingAllTheSame(PeerEvidence peers) {
        return flapping(since(begin(Optional.empty())).stream()
                .map(peer -> peer.since(begin(peers.newest(peer.name()))))
                .toList());
    }

    /** Whether the log was read and is about it. */
    boolean areRead() {
        return isToldOf() && inspected.log().events().isPresent();
    }

    /**
     * Whether nothing alternates in the process that runs, by the host's own log of at least the last hour. Of losses
     * that cannot be said to be any peer's nobody knows.
     */
    boolean areQuiet() {
        Instant begin = begin(Optional.empty());
        return isToldOf()
                && isItsOwn()
                && gaps().allMatch(LogGap.BeginsLater.class::isInstance)
                && !process().isStopped()
                && !begin.isAfter(inspected.log().to().minus(ENOUGH))
                && !inspected.log().from().isAfter(inspected.log().to().minus(ENOUGH))
                && since(begin).stream()
                        .noneMatch(peer -> peer.isFlapping()
                                || peer.isLosing()
                                || (peer.name().isEmpty() && peer.lost() > 0));
    }

    /** Whether a storm has been over for an hour. */
    boolean isOver(List<PeerSymptom> flapping) {
        Instant end = now().minus(ENOUGH);
        return flapping.stream().flatMap(peer -> peer.last().stream()).allMatch(end::isAfter);
    }

    /**
     * That events of other computers count for nothing, where there were some; whatever is said is said without them.
     */
    List<Message> leftOut() {
        return isToldOf()
                ? inspected.log().gaps().stream()
                        .filter(LogGap.OtherComputer.class::isInstance)
                        .map(LogGap::message)
                        .toList()
                : List.of();
    }

    /** A time in the future comes from clocks that differ, so nothing starts there. */
    private Instant begin(Optional<Instant> notBefore) {
        return Stream.concat(process().started().stream(), notBefore.stream())
                .filter(time -> !time.isAfter(now()))
                .max(Instant::compareTo)
                .orElse(inspected.log().from());
    }

    /** What of its events is not known; that some lost a character takes nothing away from what they say. */
    private Stream<LogGap> gaps() {
        return inspected.log().gaps().stream().filter(gap -> !(gap instanceof LogGap.Altered));
    }

    /** An export ends with its last event, and of which host it is, and of which time, nobody can tell. */
    private boolean isItsOwn() {
        LogFacts log = inspected.log();
        return log.events().isPresent() && log.to().equals(now()) && log.from().isBefore(now());
    }

    private Instant now() {
        return inspected.inspection().host().takenAt();
    }

    /** What its log leaves open: a peer that nobody gave and no event names is not known. */
    List<Message> reservations() {
        if (!isToldOf()) {
            return List.of(Message.of("diagnose.no-log"));
        }
        LogFacts log = inspected.log();
        Stream<Message> unread = log.problem().map(problem -> Message.of("diagnose.log-unread", problem)).stream();
        Stream<Message> exported =
                log.problem().isEmpty() && !isItsOwn() ? Stream.of(Message.of("diagnose.log-exported")) : Stream.of();
        List<PeerSymptom> all = all();
        Stream<Message> unnamed = all.stream()
                .filter(peer -> peer.name().isEmpty())
                .map(peer -> Message.of(
                        "diagnose.unnamed", peer.pair().connected(), peer.pair().lost()));
        Stream<Message> silent =
                log.problem().isEmpty() && all.isEmpty() ? Stream.of(Message.of("diagnose.log-silent")) : Stream.of();
        Stream<Message> missing = gaps().map(LogGap::message);
        return Stream.of(unread, exported, missing, silent, unnamed, losing().stream())
                .flatMap(lines -> lines)
                .toList();
    }

    /** A line for each peer of which losses are told, and not the connections that were lost. */
    List<Message> losing() {
        return all().stream()
                .filter(PeerSymptom::isLosing)
                .map(peer -> Message.of(
                        "diagnose.losing",
                        peer.lossEvents(),
                        peer.pair().connected(),
                        peer.name().map(PeerName::toString).orElse("-"),
                        peer.busiestUnpaired()))
                .toList();
    }

    /** A line for each. */
    static List<Message> lines(List<PeerSymptom> flapping) {
        return flapping.stream()
                .flatMap(peer -> Stream.concat(
                        Stream.of(Message.of(
                                "diagnose.sick",
                                peer.pair().connected(),
                                peer.lossEvents(),
                                peer.name().map(PeerName::toString).orElse("-"),
                                peer.alternations(),
                                peer.busiestHour(),
                                peer.last().map(Instant::toString).orElse("-"))),
                        notes(peer)))
                .toList();
    }

    /** What is to be known of an event that is not logged each time, where it decides. */
    private static Stream<Message> notes(PeerSymptom peer) {
        Stream<Message> throttled = peer.isFlappingByThrottled()
                ? Stream.of(Message.of("diagnose.throttled", peer.pair().oneLost(), PeerEvents.THROTTLE.toMinutes()))
                : Stream.of();
        Stream<Message> inferred = peer.isInferred()
                ? Stream.of(Message.of("diagnose.inferred", peer.pair().oneLost(), PeerEvents.EDGE.oneLost()))
                : Stream.of();
        return Stream.concat(throttled, inferred);
    }

    /** How sure it is that they are flapping: of what is inferred no more than possible. */
    static Confidence likely(List<PeerSymptom> flapping) {
        return flapping.stream().allMatch(PeerSymptom::isInferred) ? Confidence.POSSIBLE : Confidence.LIKELY;
    }

    private List<PeerSymptom> since(Instant begin) {
        return isToldOf() ? Symptoms.since(begin, inspected.log()).peers() : List.of();
    }

    private boolean isToldOf() {
        return Judge.isDataMcu(application.application());
    }

    private static List<PeerSymptom> flapping(List<PeerSymptom> peers) {
        return peers.stream().filter(PeerSymptom::isFlapping).toList();
    }

    private RunningProcess process() {
        return new RunningProcess(inspected, application, application.target(Setting.REQUIRE_CERTIFICATE_EKUS));
    }
}
