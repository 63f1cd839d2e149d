package dev.eku.diagnose;

import dev.eku.diagnose.Enforcement.Check;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.diagnose.peer.PeerEvidence;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.product.KnownProgram;
import dev.eku.text.Message;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The evidence for the state of an application: what decides, what is hidden, and what is not known. Immutable. */
record ApplicationEvidence(
        DiagnosticInspection inspected,
        ApplicationFacts application,
        Enforcement enforcement,
        PeerEvidence peers,
        ApplicationEvents events) {
    /** What decides whether the check is on, and whether the process has read it. */
    List<Message> decision() {
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

    /** Whether the process has read it. */
    Message reason() {
        return enforcement.effect().reason();
    }

    /**
     * What could turn the check off, or prevent a switch from doing so, and cannot be read; and what makes the process
     * uncertain.
     */
    List<Message> hidden() {
        List<Message> lines = new ArrayList<>();
        application.program().doubts().forEach(lines::add);
        lines.addAll(inspected.inspection().journal().unreadable());
        if (EnforcementRule.hasUnreadSwitches(application)) {
            KnownProgram host =
                    application.path().map(path -> KnownProgram.at(path.path())).orElse(KnownProgram.CLR_HOST);
            lines.add(Message.of("diagnose.unread-switches." + host));
        }
        new HiddenKeys(inspected, application)
                .ofTheCheck(enforcement.rows())
                .forEach(key -> lines.add(Message.of("diagnose.key-hidden", key)));
        inspected
                .runtime(application)
                .hidden()
                .filter(config -> !enforcement.certain())
                .flatMap(
                        config -> config.problem().map(why -> Message.of("diagnose.config-hidden", config.path(), why)))
                .ifPresent(lines::add);
        return lines;
    }

    /** What the exemption does not control, but a custom application may do. */
    List<Message> notGoverned() {
        boolean own = inspected.inspection().exemption().applications().stream()
                .anyMatch(mine -> mine.id().equals(enforcement.application().id()));
        return own ? List.of(Message.of("diagnose.not-governed")) : List.of();
    }

    /** Why it is only possible that all its peers pass. */
    List<Message> reservations() {
        return Stream.concat(peers.reservations().stream(), events.reservations().stream())
                .toList();
    }

    /** The last day of the exemption, if it is over. */
    Optional<LocalDate> lastDayOver() {
        Inspection inspection = inspected.inspection();
        LocalDate today = LocalDate.ofInstant(inspection.host().takenAt(), ZoneOffset.UTC);
        return inspection
                .recorded()
                .map(JournalRecord::exemption)
                .orElse(inspection.exemption())
                .expires()
                .filter(day -> day.isBefore(today));
    }
}
