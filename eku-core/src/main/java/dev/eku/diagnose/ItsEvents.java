package dev.eku.diagnose;

import dev.eku.error.Messages;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Examination;
import dev.eku.product.ProductCatalog;
import dev.eku.product.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the log tells of one application; of another than the Data MCU it tells nothing. Immutable. */
record ItsEvents(Examination examination, ApplicationFacts application) {
    /** Every peer it tells of. */
    List<PeerSymptom> all() {
        return since(examination.log().from());
    }

    /** The peers whose connections alternate. */
    List<PeerSymptom> sick() {
        return sick(all());
    }

    /**
     * Those whose connections alternate in the process that runs. What was logged before it started is not of it.
     *
     * @param notBefore what was logged before that time does not count either
     */
    List<PeerSymptom> sickInItsProcess(Optional<Instant> notBefore) {
        RunningProcess process = process();
        Instant begin = Stream.concat(process.started().stream(), notBefore.stream())
                .max(Instant::compareTo)
                .orElse(examination.log().from());
        return process.isStopped() ? List.of() : sick(since(begin));
    }

    /** Whether the log was read and is about it, and no connection alternates in the process that runs. */
    boolean areQuiet() {
        return isToldOf()
                && examination.log().events().isPresent()
                && sickInItsProcess(Optional.empty()).isEmpty();
    }

    /** What its log leaves open: a peer that nobody gave and no event names is not known. */
    List<String> reservations() {
        if (!isToldOf()) {
            return List.of(Messages.text("diagnose.no-log"));
        }
        Stream<String> unread =
                examination.log().problem().map(problem -> Messages.text("diagnose.log-unread", problem)).stream();
        Stream<String> unnamed = all().stream()
                .filter(peer -> peer.name().isEmpty())
                .map(peer -> Messages.text(
                        "diagnose.unnamed", peer.pair().connected(), peer.pair().lost()));
        return Stream.concat(unread, unnamed).toList();
    }

    /** A line for each. */
    static List<String> lines(List<PeerSymptom> sick) {
        return sick.stream()
                .map(peer -> Messages.text(
                        "diagnose.sick",
                        peer.pair().connected(),
                        peer.pair().lost(),
                        peer.name().map(PeerName::toString).orElse("-"),
                        peer.alternations(),
                        peer.busiestHour(),
                        peer.last().map(Instant::toString).orElse("-")))
                .toList();
    }

    private List<PeerSymptom> since(Instant begin) {
        return isToldOf() ? Symptoms.since(begin, examination.log()).peers() : List.of();
    }

    private boolean isToldOf() {
        return application
                .application()
                .service()
                .filter(ProductCatalog.DATA_MCU_SERVICE::equals)
                .isPresent();
    }

    private static List<PeerSymptom> sick(List<PeerSymptom> peers) {
        return peers.stream().filter(PeerSymptom::isSick).toList();
    }

    private RunningProcess process() {
        return new RunningProcess(examination, application, application.target(Setting.REQUIRE_CERTIFICATE_EKUS));
    }
}
