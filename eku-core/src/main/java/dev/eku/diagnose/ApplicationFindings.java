package dev.eku.diagnose;

import dev.eku.diagnose.Enforcement.Check;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.effect.Effect;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ConfigFile;
import dev.eku.inspect.Examination;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.product.KnownProgram;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of an application that was found how it stands. Not thread-safe. */
final class ApplicationFindings {
    private final Examination examination;
    private final ApplicationFacts application;
    private final Enforcement enforcement;
    private final ItsEvents events;
    private final PeersSeen peers;
    private final NextSteps next;
    private final List<Finding> findings = new ArrayList<>();

    ApplicationFindings(
            Examination examination, ApplicationFacts application, Enforcement enforcement, PeersSeen peers) {
        this.examination = examination;
        this.application = application;
        this.enforcement = enforcement;
        this.events = new ItsEvents(examination, application);
        this.peers = peers;
        this.next = new NextSteps(examination);
    }

    List<Finding> all() {
        invalidChains();
        switch (enforcement.check()) {
            case ON -> on();
            case OFF -> off();
            case NOT_IMPLEMENTED -> notImplemented();
        }
        return findings;
    }

    /** Says so, if a peer's chain is refused whether or not the check is on: no exemption cures that. */
    private void invalidChains() {
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

    private void on() {
        List<Message> misplaced = Misplaced.of(examination, application);
        List<PeerSymptom> sick = events.sick();
        List<Message> unasked = peers.unasked(sick);
        // What a file holds does not explain what is installed.
        boolean explained = !peers.anyFiles() || (events.areRead() && sick.isEmpty());
        boolean passes = peers.allPass() && unasked.isEmpty() && explained;
        boolean needless = passes && areFilesBorneOut();
        if (!misplaced.isEmpty()) {
            misplaced(misplaced, needless);
        } else if (!passes && !(peers.onlyInvalidFail() && unasked.isEmpty())) {
            notExempt(sick, unasked);
        }
        if (misplaced.isEmpty() ? passes : needless) {
            passing(sick);
        }
    }

    private void misplaced(List<Message> lines, boolean needless) {
        String key = needless ? "misplaced-needless" : "misplaced";
        // What has expired is not put into effect.
        List<NextStep> steps = needless
                ? next.of("misplaced-needless")
                : lastDayOver().isPresent() ? next.misplacedAndExpired() : next.misplaced();
        add(Situation.MISPLACED, surely(), key, join(lines, hidden()), steps);
    }

    /** Files tell what will be installed. That no check refuses what is, the log has to tell. */
    private boolean areFilesBorneOut() {
        return !peers.anyFiles() || events.areQuiet();
    }

    private void notExempt(List<PeerSymptom> sick, List<Message> unasked) {
        Confidence confidence = peers.anyShownFails() ? Confidence.LIKELY : ItsEvents.likely(sick);
        boolean proven = enforcement.certain() && isEffective() && peers.anySurelyFails();
        add(
                Situation.NOT_EXEMPT,
                proven ? Confidence.CERTAIN : confidence,
                peers.anyFails() ? "peers-fail" : sick.isEmpty() ? "nothing-seen" : "events",
                join(
                        decision(),
                        peers.failing(),
                        peers.unseen(),
                        ItsEvents.lines(sick),
                        unasked,
                        peers.allPass() ? peers.reservations() : peers.roles()),
                next.notExempt(peers));
    }

    private void passing(List<PeerSymptom> sick) {
        if (!isSickAllTheSame()) {
            add(
                    Situation.NOT_AFFECTED,
                    isEffective() ? asFarAsPeersPass() : Confidence.POSSIBLE,
                    sick.isEmpty() ? "peers-pass" : "peers-pass-by-now",
                    join(decision(), ItsEvents.lines(sick), reservations()),
                    next.of(isEffective() || application.service().isEmpty() ? "nothing" : "restart-to-check"));
        }
    }

    private void notImplemented() {
        boolean dormant = enforcement.rows().size() > 1;
        if (dormant) {
            expired(List.of());
        }
        List<PeerSymptom> sick = events.sick();
        if (sick.isEmpty()) {
            List<NextStep> steps = dormant ? next.of("nothing") : next.noCode();
            add(Situation.NOT_AFFECTED, Confidence.CERTAIN, "no-code", decision(), steps);
        } else {
            otherCause(ItsEvents.likely(sick), "no-code", ItsEvents.lines(sick));
        }
    }

    private void off() {
        List<PeerSymptom> sick = events.sickInItsProcess();
        boolean expired = expired(sick);
        if (isNeedless()) {
            needless(sick);
        } else if (isEffective()) {
            if (!isSickThoughExempt(sick)) {
                effective(surely(), isForItAlone() ? "effective" : "effective-for-all", next.whileEffective(peers));
            }
        } else if (enforcement.effect().kind() == Effect.Kind.UNKNOWN && events.areQuiet()) {
            effective(
                    Confidence.POSSIBLE, "effective-unproven", expired ? next.whileEffective(peers) : next.unproven());
        } else if (!expired) {
            // What has expired is not put into effect.
            pending(sick);
        }
    }

    private boolean isForItAlone() {
        boolean byItsFile = examination
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

    private void needless(List<PeerSymptom> sick) {
        boolean otherCause = isEffective() ? isSickThoughExempt(sick) : isSickAllTheSame();
        findings.add(new Finding(
                Situation.NO_LONGER_NEEDED,
                enforcement.application().id(),
                asFarAsPeersPass(),
                Message.of("diagnose.cause.no-longer-needed", peers.peers().size()),
                join(decision(), otherCause ? List.of() : ItsEvents.lines(sick), reservations()),
                next.removal(application, enforcement)));
    }

    private void effective(Confidence confidence, String cause, List<NextStep> steps) {
        add(
                Situation.EFFECTIVE,
                confidence,
                cause,
                join(
                        decision(),
                        notGoverned(),
                        peers.failing(),
                        peers.unseen(),
                        peers.unasked(events.all()),
                        peers.roles()),
                steps);
    }

    private void pending(List<PeerSymptom> sick) {
        List<Message> evidence = join(decision(), ItsEvents.lines(sick));
        if (enforcement.effect().kind() == Effect.Kind.PENDING) {
            // .NET reads at the first use of TLS, which nobody can see: it may have come after the write.
            add(Situation.RESTART_PENDING, Confidence.LIKELY, "pending", evidence, next.pending());
        } else {
            add(
                    Situation.RESTART_PENDING,
                    ItsEvents.likely(sick),
                    sick.isEmpty() ? "unproven" : "perhaps-pending",
                    evidence,
                    next.perhapsPending(application));
        }
    }

    /** Says so, if the last day of it is over. */
    private boolean expired(List<PeerSymptom> sick) {
        Optional<LocalDate> over = lastDayOver();
        over.ifPresent(day -> add(
                Situation.EXPIRED,
                surely(),
                "expired",
                join(List.of(Message.of("verify.expired", day), reason()), ItsEvents.lines(sick)),
                next.expired(application, enforcement)));
        return over.isPresent();
    }

    private Optional<LocalDate> lastDayOver() {
        Inspection inspection = examination.inspection();
        LocalDate today = LocalDate.ofInstant(inspection.host().takenAt(), ZoneOffset.UTC);
        return inspection
                .recorded()
                .map(JournalRecord::exemption)
                .orElse(inspection.exemption())
                .expires()
                .filter(day -> day.isBefore(today));
    }

    /** Says so, if connections are lost in a process that does not check. */
    private boolean isSickThoughExempt(List<PeerSymptom> sick) {
        if (!sick.isEmpty()) {
            otherCause(ItsEvents.likely(sick), "exempt-all-the-same", ItsEvents.lines(sick));
        }
        return !sick.isEmpty();
    }

    /** Says so, if connections are lost though all peers pass. Only what was logged of this process and of these certificates counts. */
    private boolean isSickAllTheSame() {
        List<PeerSymptom> since = events.sickAllTheSame(peers);
        if (!since.isEmpty()) {
            boolean over = events.isOver(since);
            otherCause(
                    over || ItsEvents.likely(since) == Confidence.POSSIBLE ? Confidence.POSSIBLE : asFarAsPeersPass(),
                    over ? "peers-pass-after-all" : "peers-pass-all-the-same",
                    join(ItsEvents.lines(since), reservations()));
        }
        return !since.isEmpty();
    }

    private void otherCause(Confidence confidence, String cause, List<Message> evidence) {
        add(
                Situation.OTHER_CAUSE,
                confidence,
                cause,
                join(evidence, decision(), notGoverned()),
                next.of("other-cause"));
    }

    private List<Message> decision() {
        List<Message> lines = new ArrayList<>();
        boolean unknown = enforcement.check() == Check.NOT_IMPLEMENTED;
        for (Row row : unknown ? List.of(enforcement.row()) : enforcement.rows()) {
            String shown = row == Row.OTHERWISE && EnforcementRule.hasUnreadSwitches(application)
                    ? "OTHERWISE.unread"
                    : row.name();
            lines.add(Message.of("diagnose.check." + enforcement.check(), Message.of("diagnose.row." + shown)));
            for (Input input : enforcement.inputs()) {
                if (row.deciding().contains(input.kind()) && input.value().isPresent()) {
                    lines.add(Message.of("diagnose.input", input.place(), input.shown()));
                }
            }
        }
        lines.addAll(hidden());
        if (!unknown) {
            lines.add(reason());
        }
        return lines;
    }

    private Message reason() {
        return enforcement.effect().reason();
    }

    /** What could turn the check off, or keep a switch from doing so, and cannot be read; and what makes the process uncertain. */
    private List<Message> hidden() {
        List<Message> lines = new ArrayList<>();
        application.program().doubts().forEach(lines::add);
        if (EnforcementRule.hasUnreadSwitches(application)) {
            KnownProgram host =
                    application.path().map(path -> KnownProgram.at(path.path())).orElse(KnownProgram.CLR_HOST);
            lines.add(Message.of("diagnose.unread-switches." + host));
        }
        examination
                .runtime(application)
                .hidden()
                .filter(config -> !enforcement.certain())
                .flatMap(
                        config -> config.problem().map(why -> Message.of("diagnose.config-hidden", config.path(), why)))
                .ifPresent(lines::add);
        return lines;
    }

    /** What the exemption does not govern, which may be what an application of the user's own does. */
    private List<Message> notGoverned() {
        boolean own = examination.inspection().exemption().applications().stream()
                .anyMatch(mine -> mine.id().equals(enforcement.application().id()));
        return own ? List.of(Message.of("diagnose.not-governed")) : List.of();
    }

    private Confidence surely() {
        return enforcement.certain() ? Confidence.CERTAIN : Confidence.LIKELY;
    }

    private Confidence asFarAsPeersPass() {
        return reservations().isEmpty() ? Confidence.LIKELY : Confidence.POSSIBLE;
    }

    /** What keeps it from being more than possible that all its peers pass. */
    private List<Message> reservations() {
        return join(peers.reservations(), events.reservations());
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
            Situation situation, Confidence confidence, String cause, List<Message> evidence, List<NextStep> steps) {
        findings.add(new Finding(
                situation,
                enforcement.application().id(),
                confidence,
                Message.of("diagnose.cause." + cause),
                Stream.concat(evidence.stream(), events.leftOut().stream())
                        .distinct()
                        .toList(),
                steps));
    }
}
