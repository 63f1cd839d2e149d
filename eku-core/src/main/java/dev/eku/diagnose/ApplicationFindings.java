package dev.eku.diagnose;

import dev.eku.diagnose.Enforcement.Row;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.diagnose.peer.PeerEvidence;
import dev.eku.effect.Effect;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ConfigFile;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the findings about an application that was found. Not thread-safe. */
final class ApplicationFindings {
    private final DiagnosticInspection inspected;
    private final ApplicationFacts application;
    private final Enforcement enforcement;
    private final ApplicationEvents events;
    private final PeerEvidence peers;
    private final ApplicationEvidence evidence;
    private final NextSteps next;
    private final List<Finding> findings = new ArrayList<>();

    ApplicationFindings(
            DiagnosticInspection inspected,
            ApplicationFacts application,
            Enforcement enforcement,
            PeerEvidence peers,
            NextSteps next) {
        this.inspected = inspected;
        this.application = application;
        this.enforcement = enforcement;
        this.events = new ApplicationEvents(inspected, application);
        this.peers = peers;
        this.evidence = new ApplicationEvidence(inspected, application, enforcement, peers, events);
        this.next = next;
    }

    List<Finding> all() {
        addInvalidChains();
        switch (enforcement.check()) {
            case ON -> judgeChecking();
            case OFF -> judgeNotChecking();
            case NOT_IMPLEMENTED -> judgeWithoutCheck();
        }
        return findings;
    }

    /** Adds a finding if a peer's chain is refused whether or not the check is on, because no exemption helps then. */
    private void addInvalidChains() {
        List<Message> invalid = peers.invalid();
        if (!invalid.isEmpty()) {
            add(
                    Situation.OTHER_CAUSE,
                    peers.anyFiles() ? Confidence.POSSIBLE : Confidence.LIKELY,
                    "invalid-chain",
                    invalid,
                    next.of("invalid-chain"));
        }
    }

    private void judgeChecking() {
        List<Message> misplaced = Misplaced.of(inspected, application);
        List<PeerSymptom> flapping = events.flapping();
        List<Message> unasked = peers.unasked(flapping);
        // The contents of a file do not explain what is installed.
        boolean explained = !peers.anyFiles() || (events.areRead() && flapping.isEmpty());
        boolean passes = peers.allPass() && unasked.isEmpty() && explained;
        boolean needless = passes && areFilesBorneOut();
        if (!misplaced.isEmpty()) {
            addMisplaced(misplaced, needless);
        } else if (!passes && !(peers.onlyInvalidFail() && unasked.isEmpty())) {
            addNotExempt(flapping, unasked);
        }
        if (misplaced.isEmpty() ? passes : needless) {
            addPassing(flapping);
        }
    }

    private void addMisplaced(List<Message> lines, boolean needless) {
        String key = needless ? "misplaced-needless" : "misplaced";
        // An exemption that has expired is not put into effect.
        List<NextStep> steps = needless
                ? next.of("misplaced-needless")
                : evidence.lastDayOver().isPresent() ? next.misplacedAndExpired() : next.misplaced();
        add(Situation.MISPLACED, surely(), key, join(lines, evidence.hidden()), steps);
    }

    /** Files only show what will be installed. The log has to show that no check refuses what is installed now. */
    private boolean areFilesBorneOut() {
        return !peers.anyFiles() || events.areQuiet();
    }

    private void addNotExempt(List<PeerSymptom> flapping, List<Message> unasked) {
        Confidence confidence = peers.anyShownFails() ? Confidence.LIKELY : ApplicationEvents.likely(flapping);
        boolean proven = enforcement.certain() && isEffective() && peers.anySurelyFails();
        add(
                Situation.NOT_EXEMPT,
                proven ? Confidence.CERTAIN : confidence,
                peers.anyFails() ? "peers-fail" : flapping.isEmpty() ? "nothing-seen" : "events",
                join(
                        evidence.decision(),
                        peers.failing(),
                        peers.unseen(),
                        ApplicationEvents.lines(flapping),
                        events.losing(),
                        unasked,
                        peers.allPass() ? peers.reservations() : peers.roles()),
                next.notExempt(peers));
    }

    private void addPassing(List<PeerSymptom> flapping) {
        if (!addFlappingAllTheSame()) {
            add(
                    Situation.NOT_AFFECTED,
                    isEffective() ? asFarAsPeersPass() : Confidence.POSSIBLE,
                    flapping.isEmpty() ? "peers-pass" : "peers-pass-by-now",
                    join(evidence.decision(), ApplicationEvents.lines(flapping), evidence.reservations()),
                    next.of(isEffective() || application.service().isEmpty() ? "nothing" : "restart-to-check"));
        }
    }

    private void judgeWithoutCheck() {
        boolean dormant = enforcement.rows().size() > 1;
        if (dormant) {
            addExpired(List.of());
        }
        List<PeerSymptom> flapping = events.flapping();
        if (flapping.isEmpty()) {
            List<NextStep> steps = dormant ? next.of("nothing") : next.noCode();
            add(Situation.NOT_AFFECTED, Confidence.CERTAIN, "no-code", evidence.decision(), steps);
        } else {
            addOtherCause(ApplicationEvents.likely(flapping), "no-code", ApplicationEvents.lines(flapping));
        }
    }

    private void judgeNotChecking() {
        List<PeerSymptom> flapping = events.flappingInItsProcess();
        boolean expired = addExpired(flapping);
        if (isNeedless()) {
            addNeedless(flapping);
        } else if (isEffective()) {
            if (!addFlappingThoughExempt(flapping)) {
                addEffective(surely(), isForItAlone() ? "effective" : "effective-for-all", next.whileEffective(peers));
            }
        } else if (enforcement.effect().kind() == Effect.Kind.UNKNOWN && events.areQuiet()) {
            addEffective(
                    Confidence.POSSIBLE, "effective-unproven", expired ? next.whileEffective(peers) : next.unproven());
        } else if (!expired) {
            // An exemption that has expired is not put into effect.
            addPending(flapping);
        }
    }

    private boolean isForItAlone() {
        boolean byItsFile = inspected
                .runtime(application)
                .config()
                .flatMap(ConfigFile::override)
                .orElse(false);
        return enforcement.rows().contains(Row.PER_APPLICATION) || (enforcement.row() == Row.SWITCH && byItsFile);
    }

    private boolean isEffective() {
        return enforcement.effect().kind() == Effect.Kind.EFFECTIVE;
    }

    private boolean isNeedless() {
        return peers.allPass() && peers.unasked(events.all()).isEmpty() && (isEffective() || areFilesBorneOut());
    }

    private void addNeedless(List<PeerSymptom> flapping) {
        boolean otherCause = isEffective() ? addFlappingThoughExempt(flapping) : addFlappingAllTheSame();
        findings.add(new Finding(
                Situation.NO_LONGER_NEEDED,
                enforcement.application().id(),
                asFarAsPeersPass(),
                Message.of("diagnose.cause.no-longer-needed", peers.peers().size()),
                join(
                        evidence.decision(),
                        otherCause ? List.of() : ApplicationEvents.lines(flapping),
                        evidence.reservations()),
                next.removal(application, enforcement)));
    }

    private void addEffective(Confidence confidence, String cause, List<NextStep> steps) {
        add(
                Situation.EFFECTIVE,
                confidence,
                cause,
                join(
                        evidence.decision(),
                        evidence.notGoverned(),
                        peers.failing(),
                        peers.unseen(),
                        peers.unasked(events.all()),
                        peers.roles()),
                steps);
    }

    private void addPending(List<PeerSymptom> flapping) {
        List<Message> lines = join(evidence.decision(), ApplicationEvents.lines(flapping));
        if (enforcement.effect().kind() == Effect.Kind.PENDING) {
            // .NET reads the value at the first use of TLS, which may have come after the write. Nobody can see when it
            // was.
            add(Situation.RESTART_PENDING, Confidence.LIKELY, "pending", lines, next.pending());
        } else {
            add(
                    Situation.RESTART_PENDING,
                    ApplicationEvents.likely(flapping),
                    flapping.isEmpty() ? "unproven" : "perhaps-pending",
                    lines,
                    next.perhapsPending(application));
        }
    }

    /** Adds a finding if the last day of the exemption is over, and returns whether it is. */
    private boolean addExpired(List<PeerSymptom> flapping) {
        Optional<LocalDate> over = evidence.lastDayOver();
        over.ifPresent(day -> add(
                Situation.EXPIRED,
                surely(),
                "expired",
                join(List.of(Message.of("verify.expired", day), evidence.reason()), ApplicationEvents.lines(flapping)),
                next.expired(application, enforcement)));
        return over.isPresent();
    }

    /** Adds a finding if connections are lost in a process that does not check, and returns whether they are. */
    private boolean addFlappingThoughExempt(List<PeerSymptom> flapping) {
        if (!flapping.isEmpty()) {
            addOtherCause(ApplicationEvents.likely(flapping), "exempt-all-the-same", ApplicationEvents.lines(flapping));
        }
        return !flapping.isEmpty();
    }

    /**
     * Adds a finding if connections are lost although all peers pass, and returns whether they are. Only what was
     * logged about this process and these certificates counts.
     */
    private boolean addFlappingAllTheSame() {
        List<PeerSymptom> since = events.flappingAllTheSame(peers);
        if (!since.isEmpty()) {
            boolean over = events.isOver(since);
            addOtherCause(
                    over || ApplicationEvents.likely(since) == Confidence.POSSIBLE
                            ? Confidence.POSSIBLE
                            : asFarAsPeersPass(),
                    over ? "peers-pass-after-all" : "peers-pass-all-the-same",
                    join(ApplicationEvents.lines(since), evidence.reservations()));
        }
        return !since.isEmpty();
    }

    private void addOtherCause(Confidence confidence, String cause, List<Message> lines) {
        add(
                Situation.OTHER_CAUSE,
                confidence,
                cause,
                join(lines, evidence.decision(), evidence.notGoverned()),
                next.of("other-cause"));
    }

    private Confidence surely() {
        return enforcement.certain() ? Confidence.CERTAIN : Confidence.LIKELY;
    }

    private Confidence asFarAsPeersPass() {
        return evidence.reservations().isEmpty() ? Confidence.LIKELY : Confidence.POSSIBLE;
    }

    @SafeVarargs
    private static List<Message> join(List<Message>... parts) {
        List<Message> lines = new ArrayList<>();
        for (List<Message> part : parts) {
            lines.addAll(part);
        }
        return lines;
    }

    private void add(
            Situation situation, Confidence confidence, String cause, List<Message> lines, List<NextStep> steps) {
        findings.add(new Finding(
                situation,
                enforcement.application().id(),
                confidence,
                Message.of("diagnose.cause." + cause),
                Stream.concat(lines.stream(), events.leftOut().stream())
                        .distinct()
                        .toList(),
                steps));
    }
}
