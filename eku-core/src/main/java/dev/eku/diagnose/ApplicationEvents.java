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

/** What the log says about one application. It says nothing about an application other than the Data MCU. Immutable. */
record ApplicationEvents(DiagnosticInspection inspected, ApplicationFacts application) {
    /** If a certificate is refused, it is refused about once a minute. */
    private static final Duration ENOUGH = Duration.ofHours(1);

    /** Every peer that the log reports. */
    List<PeerSymptom> all() {
        return since(inspected.log().from());
    }

    /** The peers whose connections alternate. */
    List<PeerSymptom> flapping() {
        return flapping(all());
    }

    /**
     * The peers whose connections alternate in the running process. What was logged before the process started does not
     * count.
     */
    List<PeerSymptom> flappingInItsProcess() {
        return process().isStopped() ? List.of() : flapping(since(begin(Optional.empty())));
    }

    /**
     * The peers whose connections alternate in the running process, or in the last one, and with the certificates that
     * the peers present. What was logged before a peer's own certificate was valid does not count.
     */
    List<PeerSymptom> flappingAllTheSame(PeerEvidence peers) {
        return flapping(since(begin(Optional.empty())).stream()
                .map(peer -> peer.since(begin(peers.newest(peer.name()))))
                .toList());
    }

    /** Whether the log was read and is about this application. */
    boolean areRead() {
        return isToldOf() && inspected.log().events().isPresent();
    }

    /**
     * Whether nothing alternates in the running process, by the host's own log of at least the last hour. It is not so
     * if there are losses that cannot be attributed to a peer.
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

    /** Whether the flapping ended more than an hour ago. */
    boolean isOver(List<PeerSymptom> flapping) {
        Instant end = now().minus(ENOUGH);
        return flapping.stream().flatMap(peer -> peer.last().stream()).allMatch(end::isAfter);
    }

    /** Says that events of other computers do not count, if there were any. Everything else is said without them. */
    List<Message> leftOut() {
        return isToldOf()
                ? inspected.log().gaps().stream()
                        .filter(LogGap.OtherComputer.class::isInstance)
                        .map(LogGap::message)
                        .toList()
                : List.of();
    }

    /** A time in the future comes from clocks that differ, so it is not used as a start. */
    private Instant begin(Optional<Instant> notBefore) {
        return Stream.concat(process().started().stream(), notBefore.stream())
                .filter(time -> !time.isAfter(now()))
                .max(Instant::compareTo)
                .orElse(inspected.log().from());
    }

    /** What is not known about its events. An event that only lost a character still says everything. */
    private Stream<LogGap> gaps() {
        return inspected.log().gaps().stream().filter(gap -> !(gap instanceof LogGap.Altered));
    }

    /** An export ends with its last event, and eku cannot tell which host and which time it is from. */
    private boolean isItsOwn() {
        LogFacts log = inspected.log();
        return log.events().isPresent() && log.to().equals(now()) && log.from().isBefore(now());
    }

    private Instant now() {
        return inspected.inspection().host().takenAt();
    }

    /** What the log leaves open: a peer that was not given and that no event names is not known. */
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

    /** A line for each peer for which the log reports losses, but not the connections that were lost. */
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

    /** A line for each peer. */
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

    /** Notes about an event that is not logged each time, if the result depends on it. */
    private static Stream<Message> notes(PeerSymptom peer) {
        Stream<Message> throttled = peer.isFlappingByThrottled()
                ? Stream.of(Message.of("diagnose.throttled", peer.pair().oneLost(), PeerEvents.THROTTLE.toMinutes()))
                : Stream.of();
        Stream<Message> inferred = peer.isInferred()
                ? Stream.of(Message.of("diagnose.inferred", peer.pair().oneLost(), PeerEvents.EDGE.oneLost()))
                : Stream.of();
        return Stream.concat(throttled, inferred);
    }

    /** How sure it is that these peers are flapping. What is inferred is no more than possible. */
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
