package dev.eku.diagnose;

import dev.eku.diagnose.Enforcement.Check;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.error.Messages;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Examination;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Effect;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says of each application how it stands. Not thread-safe. */
final class Findings {
    private final Examination examination;
    private final Inspection inspection;
    private final Symptoms symptoms;
    private final List<JudgedPeer> peers;
    private final List<Finding> findings = new ArrayList<>();

    Findings(Examination examination, Symptoms symptoms, List<JudgedPeer> peers) {
        this.examination = examination;
        this.inspection = examination.inspection();
        this.symptoms = symptoms;
        this.peers = peers;
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
                    Messages.text("diagnose.next.no-product", inspection.host().ref())));
        }
        findings.sort(Comparator.comparing(Finding::situation));
        return findings;
    }

    private void application(ApplicationFacts application, Enforcement enforcement) {
        switch (enforcement.check()) {
            case ON -> on(application, enforcement);
            case OFF -> off(application, enforcement);
            case NOT_IMPLEMENTED -> notImplemented(enforcement);
        }
    }

    private void on(ApplicationFacts application, Enforcement enforcement) {
        List<String> misplaced = Misplaced.of(examination, application);
        List<String> sick = sick(symptoms);
        if (!misplaced.isEmpty()) {
            add(Situation.MISPLACED, enforcement, Confidence.CERTAIN, "misplaced", misplaced, "misplaced");
        } else if (!allPass() || (!sick.isEmpty() && !fromFiles().isEmpty())) {
            // What a file holds does not explain what is installed.
            Confidence confidence = sick.isEmpty() ? Confidence.POSSIBLE : Confidence.LIKELY;
            boolean proven = enforcement.certain() && anyFails();
            String cause = anyFails() ? "peers-fail" : sick.isEmpty() ? "nothing-seen" : "events";
            add(
                    Situation.NOT_EXEMPT,
                    enforcement,
                    proven ? Confidence.CERTAIN : confidence,
                    cause,
                    join(decision(enforcement), failing(), join(sick, allPass() ? fromFiles() : List.of(), List.of())),
                    "not-exempt");
        } else if (sick.isEmpty()) {
            add(
                    Situation.NOT_AFFECTED,
                    enforcement,
                    fromFiles().isEmpty() ? Confidence.LIKELY : Confidence.POSSIBLE,
                    "peers-pass",
                    join(decision(enforcement), fromFiles(), List.of()),
                    "nothing");
        } else {
            otherCause(enforcement, "peers-pass-all-the-same", join(sick, fromFiles(), List.of()));
        }
    }

    private void notImplemented(Enforcement enforcement) {
        List<String> sick = sick(symptoms);
        if (sick.isEmpty()) {
            add(Situation.NOT_AFFECTED, enforcement, Confidence.CERTAIN, "no-code", decision(enforcement), "no-code");
        } else {
            otherCause(enforcement, "no-code", sick);
        }
    }

    private void off(ApplicationFacts application, Enforcement enforcement) {
        expired()
                .ifPresent(day -> add(
                        Situation.EXPIRED,
                        enforcement,
                        Confidence.CERTAIN,
                        "expired",
                        List.of(Messages.text("verify.expired", day)),
                        "expired"));
        if (enforcement.effect().kind() == Effect.Kind.PENDING) {
            add(
                    Situation.RESTART_PENDING,
                    enforcement,
                    Confidence.CERTAIN,
                    "pending",
                    decision(enforcement),
                    "pending");
            return;
        }
        List<String> sick = sick(since(application));
        Confidence confidence =
                enforcement.effect().kind() == Effect.Kind.EFFECTIVE ? Confidence.CERTAIN : Confidence.LIKELY;
        if (!sick.isEmpty()) {
            otherCause(enforcement, "exempt-all-the-same", sick);
        }
        if (allPass()) {
            findings.add(new Finding(
                    Situation.NO_LONGER_NEEDED,
                    enforcement.application().id(),
                    fromFiles().isEmpty() ? Confidence.LIKELY : Confidence.POSSIBLE,
                    Messages.text("diagnose.cause.no-longer-needed", peers.size()),
                    join(decision(enforcement), fromFiles(), List.of()),
                    removal(application, enforcement)));
        } else if (sick.isEmpty()) {
            String cause = enforcement.row() == Row.PER_APPLICATION ? "effective" : "effective-for-all";
            add(
                    Situation.EFFECTIVE,
                    enforcement,
                    confidence,
                    cause,
                    join(decision(enforcement), failing(), List.of()),
                    "effective");
        }
    }

    private void otherCause(Enforcement enforcement, String cause, List<String> sick) {
        add(
                Situation.OTHER_CAUSE,
                enforcement,
                Confidence.LIKELY,
                cause,
                join(sick, decision(enforcement), List.of()),
                "other-cause");
    }

    /** What was logged before the process started says nothing of it. */
    private Symptoms since(ApplicationFacts application) {
        Optional<Instant> started =
                application.service().flatMap(service -> service.status().processStarted());
        return started.map(at -> Symptoms.since(at, examination.log())).orElse(symptoms);
    }

    private boolean allPass() {
        return !peers.isEmpty() && peers.stream().allMatch(JudgedPeer::passes);
    }

    private boolean anyFails() {
        return peers.stream().anyMatch(peer -> !peer.failures().isEmpty());
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

    /** How to take the exemption back: by its record where there is one, else by hand. */
    private String removal(ApplicationFacts application, Enforcement enforcement) {
        if (enforcement.row() == Row.PER_APPLICATION && inspection.recorded().isPresent()) {
            return text("next", "rollback");
        }
        RegistryTarget target =
                application.target(Setting.REQUIRE_CERTIFICATE_EKUS).orElseThrow();
        return switch (enforcement.row()) {
            case PER_APPLICATION -> delete(target.view(), target.key().toString(), target.valueName());
            case GLOBAL ->
                delete(
                        target.view(),
                        RegistryTarget.runtimeKey(application.application().clr())
                                .toString(),
                        Setting.REQUIRE_CERTIFICATE_EKUS.globalName());
            default -> text("next", "remove-switch");
        };
    }

    private static String delete(RegistryView view, String key, String name) {
        return Messages.text(
                "diagnose.next.delete",
                "reg.exe delete \"" + key + "\" /v \"" + name + "\" /f /reg:"
                        + (view == RegistryView.VIEW_64 ? "64" : "32"));
    }

    private static List<String> decision(Enforcement enforcement) {
        List<String> lines = new ArrayList<>();
        lines.add(Messages.text(
                "diagnose.check." + enforcement.check(), Messages.text("diagnose.row." + enforcement.row())));
        for (Input input : enforcement.inputs()) {
            if (enforcement.row().deciding().contains(input.kind())
                    && input.value().isPresent()) {
                lines.add(input.place() + ": " + input.shown());
            }
        }
        if (enforcement.check() != Check.NOT_IMPLEMENTED) {
            lines.add(enforcement.effect().reason());
        }
        return lines;
    }

    /** What passes in a file cuts nobody off only once it is installed. */
    private List<String> fromFiles() {
        String files = peers.stream()
                .map(JudgedPeer::answer)
                .filter(PeerAnswer.OfFile.class::isInstance)
                .map(PeerAnswer::name)
                .collect(Collectors.joining(", "));
        return files.isEmpty() ? List.of() : List.of(Messages.text("diagnose.from-files", files));
    }

    private List<String> failing() {
        return peers.stream()
                .flatMap(peer -> peer.failures().stream()
                        .map(verdict -> Messages.text(
                                "diagnose.peer-fails",
                                peer.answer().name(),
                                Messages.text("diagnose.role." + verdict.role()),
                                verdict.role().purpose(),
                                Messages.text("diagnose.reason." + verdict.reason()))))
                .toList();
    }

    private static List<String> sick(Symptoms symptoms) {
        return symptoms.sick().stream()
                .map(peer -> Messages.text(
                        "diagnose.sick",
                        peer.pair().connected(),
                        peer.pair().lost(),
                        peer.name().map(PeerName::toString).orElse("-"),
                        peer.alternations(),
                        peer.busiestHour()))
                .toList();
    }

    private static List<String> join(List<String> one, List<String> two, List<String> three) {
        List<String> all = new ArrayList<>(one);
        all.addAll(two);
        all.addAll(three);
        return all;
    }

    private void add(
            Situation situation,
            Enforcement enforcement,
            Confidence confidence,
            String cause,
            List<String> evidence,
            String next) {
        findings.add(new Finding(
                situation,
                enforcement.application().id(),
                confidence,
                text("cause", cause),
                evidence,
                text("next", next)));
    }

    private String text(String kind, String key) {
        return Messages.text("diagnose." + kind + "." + key, inspection.host().ref());
    }
}
