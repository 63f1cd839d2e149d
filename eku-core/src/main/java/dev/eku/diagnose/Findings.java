package dev.eku.diagnose;

import dev.eku.diagnose.Enforcement.Check;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.error.Messages;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ConfigFile;
import dev.eku.inspect.Examination;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of each application how it stands. Not thread-safe. */
final class Findings {
    private final Examination examination;
    private final Inspection inspection;
    private final PeersSeen peers;
    private final NextStep next;
    private final List<Finding> findings = new ArrayList<>();

    Findings(Examination examination, PeersSeen peers) {
        this.examination = examination;
        this.inspection = examination.inspection();
        this.peers = peers;
        this.next = new NextStep(inspection);
    }

    List<Finding> of(Map<ApplicationFacts, Enforcement> enforcements) {
        enforcements.forEach((application, enforcement) -> {
            if (application.path().isEmpty()) {
                String looked = String.join("; ", application.looked());
                add(Situation.NOT_AFFECTED, enforcement, Confidence.POSSIBLE, "not-found", List.of(looked), "nothing");
            } else {
                application(application, enforcement);
            }
        });
        if (findings.isEmpty()) {
            findings.add(new Finding(
                    Situation.NOT_AFFECTED,
                    inspection.host().computer(),
                    Confidence.POSSIBLE,
                    Messages.text("diagnose.cause.no-product"),
                    List.of(),
                    next.of("no-product")));
        }
        findings.sort(Comparator.comparing(Finding::situation));
        return findings;
    }

    private void application(ApplicationFacts application, Enforcement enforcement) {
        switch (enforcement.check()) {
            case ON -> on(application, enforcement);
            case OFF -> off(application, enforcement);
            case NOT_IMPLEMENTED -> notImplemented(application, enforcement);
        }
    }

    private void on(ApplicationFacts application, Enforcement enforcement) {
        List<String> misplaced = Misplaced.of(examination, application);
        List<PeerSymptom> sick = new ItsEvents(examination, application).sick();
        List<String> unasked = peers.unasked(sick);
        if (!misplaced.isEmpty()) {
            add(
                    Situation.MISPLACED,
                    enforcement,
                    surely(enforcement),
                    "misplaced",
                    join(Stream.of(misplaced, hidden(application, enforcement))),
                    "misplaced");
        } else if (!peers.allPass() || !unasked.isEmpty() || (!sick.isEmpty() && peers.anyFiles())) {
            // What a file holds does not explain what is installed.
            Confidence confidence = sick.isEmpty() && !peers.anyShownFails() ? Confidence.POSSIBLE : Confidence.LIKELY;
            boolean proven = enforcement.certain() && peers.anyShownFails();
            String cause = peers.anyFails() ? "peers-fail" : sick.isEmpty() ? "nothing-seen" : "events";
            add(
                    Situation.NOT_EXEMPT,
                    enforcement,
                    proven ? Confidence.CERTAIN : confidence,
                    cause,
                    join(Stream.of(
                            decision(application, enforcement),
                            peers.failing(),
                            ItsEvents.lines(sick),
                            unasked,
                            peers.allPass() ? peers.reservations() : List.of())),
                    "not-exempt");
        } else {
            passing(application, enforcement, sick);
        }
    }

    /** Only what was logged of this process and of these certificates tells of another cause. */
    private void passing(ApplicationFacts application, Enforcement enforcement, List<PeerSymptom> sick) {
        List<PeerSymptom> since = new ItsEvents(examination, application).sickInItsProcess(peers.newest());
        if (since.isEmpty()) {
            add(
                    Situation.NOT_AFFECTED,
                    enforcement,
                    asFarAsPeersPass(),
                    sick.isEmpty() ? "peers-pass" : "peers-pass-by-now",
                    join(Stream.of(decision(application, enforcement), ItsEvents.lines(sick), peers.reservations())),
                    "nothing");
        } else {
            otherCause(
                    application,
                    enforcement,
                    asFarAsPeersPass(),
                    "peers-pass-all-the-same",
                    join(Stream.of(ItsEvents.lines(since), peers.reservations())));
        }
    }

    private void notImplemented(ApplicationFacts application, Enforcement enforcement) {
        List<PeerSymptom> sick = new ItsEvents(examination, application).sick();
        if (sick.isEmpty()) {
            add(
                    Situation.NOT_AFFECTED,
                    enforcement,
                    Confidence.CERTAIN,
                    "no-code",
                    decision(application, enforcement),
                    "no-code");
        } else {
            otherCause(application, enforcement, Confidence.LIKELY, "no-code", ItsEvents.lines(sick));
        }
    }

    private void off(ApplicationFacts application, Enforcement enforcement) {
        expired()
                .ifPresent(day -> findings.add(new Finding(
                        Situation.EXPIRED,
                        enforcement.application().id(),
                        surely(enforcement),
                        text("expired"),
                        List.of(Messages.text("verify.expired", day)),
                        next.expired(application, enforcement.row()))));
        List<PeerSymptom> sick = new ItsEvents(examination, application).sickInItsProcess(Optional.empty());
        List<String> decision = decision(application, enforcement);
        switch (enforcement.effect().kind()) {
            case PENDING ->
                add(Situation.RESTART_PENDING, enforcement, surely(enforcement), "pending", decision, "pending");
            case UNKNOWN -> {
                if (sick.isEmpty()) {
                    inEffect(application, enforcement, Confidence.LIKELY, true);
                } else {
                    add(
                            Situation.RESTART_PENDING,
                            enforcement,
                            Confidence.LIKELY,
                            "perhaps-pending",
                            join(Stream.of(decision, ItsEvents.lines(sick))),
                            "perhaps-pending");
                }
            }
            case EFFECTIVE -> {
                if (!sick.isEmpty()) {
                    otherCause(
                            application, enforcement, Confidence.LIKELY, "exempt-all-the-same", ItsEvents.lines(sick));
                }
                inEffect(application, enforcement, surely(enforcement), sick.isEmpty());
            }
        }
    }

    private void inEffect(
            ApplicationFacts application, Enforcement enforcement, Confidence confidence, boolean isWell) {
        List<String> unasked = peers.unasked(new ItsEvents(examination, application).all());
        if (peers.allPass() && unasked.isEmpty()) {
            findings.add(new Finding(
                    Situation.NO_LONGER_NEEDED,
                    enforcement.application().id(),
                    asFarAsPeersPass(),
                    Messages.text(
                            "diagnose.cause.no-longer-needed", peers.peers().size()),
                    join(Stream.of(decision(application, enforcement), peers.reservations())),
                    next.removal(application, enforcement.row())));
        } else if (isWell) {
            add(
                    Situation.EFFECTIVE,
                    enforcement,
                    confidence,
                    enforcement.row() == Row.PER_APPLICATION ? "effective" : "effective-for-all",
                    join(Stream.of(decision(application, enforcement), peers.failing(), unasked)),
                    "effective");
        }
    }

    private void otherCause(
            ApplicationFacts application,
            Enforcement enforcement,
            Confidence confidence,
            String cause,
            List<String> evidence) {
        add(
                Situation.OTHER_CAUSE,
                enforcement,
                confidence,
                cause,
                join(Stream.of(evidence, decision(application, enforcement))),
                "other-cause");
    }

    private Optional<LocalDate> expired() {
        LocalDate today = LocalDate.ofInstant(inspection.host().takenAt(), ZoneOffset.UTC);
        return inspection
                .recorded()
                .map(JournalRecord::exemption)
                .orElse(inspection.exemption())
                .expires()
                .filter(day -> day.isBefore(today));
    }

    private List<String> decision(ApplicationFacts application, Enforcement enforcement) {
        List<String> lines = new ArrayList<>();
        lines.add(Messages.text(
                "diagnose.check." + enforcement.check(), Messages.text("diagnose.row." + enforcement.row())));
        for (Input input : enforcement.inputs()) {
            if (enforcement.row().deciding().contains(input.kind())
                    && input.value().isPresent()) {
                lines.add(input.place() + ": " + input.shown());
            }
        }
        lines.addAll(hidden(application, enforcement));
        if (enforcement.check() != Check.NOT_IMPLEMENTED) {
            lines.add(enforcement.effect().reason());
        }
        return lines;
    }

    /** What could turn the check off, or keep a switch from doing so, and cannot be read. */
    private List<String> hidden(ApplicationFacts application, Enforcement enforcement) {
        return examination
                .runtime(application)
                .config()
                .filter(config -> config.state() == ConfigFile.State.UNUSABLE && !enforcement.certain())
                .map(config -> Messages.text(
                        "diagnose.config-hidden",
                        config.path(),
                        config.problem().orElse("")))
                .stream()
                .toList();
    }

    private static Confidence surely(Enforcement enforcement) {
        return enforcement.certain() ? Confidence.CERTAIN : Confidence.LIKELY;
    }

    private Confidence asFarAsPeersPass() {
        return peers.reservations().isEmpty() ? Confidence.LIKELY : Confidence.POSSIBLE;
    }

    private static List<String> join(Stream<List<String>> parts) {
        return parts.flatMap(List::stream).toList();
    }

    private void add(
            Situation situation,
            Enforcement enforcement,
            Confidence confidence,
            String cause,
            List<String> evidence,
            String advice) {
        findings.add(new Finding(
                situation, enforcement.application().id(), confidence, text(cause), evidence, next.of(advice)));
    }

    private static String text(String cause) {
        return Messages.text("diagnose.cause." + cause);
    }
}
