package dev.eku.diagnose;

import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.peer.Judge;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEvidence;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.ProgramFacts;
import dev.eku.inspect.ProgramFacts.Conflict;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes the findings about the applications of a host. Immutable. */
record Findings(DiagnosticInspection inspected, List<PeerAnswer> answers) {
    Findings {
        answers = List.copyOf(answers);
    }

    /** The findings, the most important first; at least one. */
    List<Finding> of(Map<ApplicationFacts, Enforcement> enforcements) {
        List<Finding> findings = new ArrayList<>();
        NextSteps steps = new NextSteps(inspected);
        enforcements.forEach((application, enforcement) -> {
            if (!application.program().conflicts().isEmpty()) {
                findings.add(wrongProgram(application, steps));
            } else if (application.path().isEmpty()) {
                List<Message> looked = application.looked().stream()
                        .map(place -> Message.of("diagnose.place", place))
                        .toList();
                findings.add(notAffected(enforcement.application().id(), "not-found", looked, steps.of("nothing")));
            } else {
                Judge judge = Judge.of(inspected.inspection(), application.application());
                findings.addAll(
                        new ApplicationFindings(inspected, application, enforcement, seenBy(judge), steps).all());
            }
        });
        if (findings.isEmpty()) {
            String computer = inspected.inspection().host().computer();
            findings.add(notAffected(computer, "no-product", List.of(), steps.noProduct()));
        }
        findings.sort(Comparator.comparing(Finding::situation));
        return findings;
    }

    private PeerEvidence seenBy(Judge judge) {
        return PeerEvidence.by(judge, answers, inspected.inspection().host().takenAt());
    }

    /** Gives no answer about a check that the process may not have. */
    private static Finding wrongProgram(ApplicationFacts application, NextSteps steps) {
        ProgramFacts program = application.program();
        Conflict first = program.conflicts().get(0);
        List<Message> evidence = new ArrayList<>();
        program.conflicts().forEach(conflict -> evidence.add(conflict.what()));
        program.evidence()
                .forEach(piece -> evidence.add(Message.of("inspect.evidence." + piece.source(), piece.path())));
        Confidence confidence = switch (first.code()) {
            case UNRESOLVED, UNREAD, RUNTIME_UNKNOWN -> Confidence.POSSIBLE;
            case OTHER_EXECUTABLE, WRAPPER, NOT_FRAMEWORK, RUNTIME_DIFFERS -> Confidence.LIKELY;
        };
        return new Finding(
                Situation.WRONG_PROGRAM,
                application.application().id(),
                confidence,
                Message.of("diagnose.cause.program." + first.code()),
                evidence,
                steps.of("program." + first.code()));
    }

    private Finding notAffected(String about, String cause, List<Message> evidence, List<NextStep> advice) {
        return new Finding(
                Situation.NOT_AFFECTED,
                about,
                Confidence.POSSIBLE,
                Message.of("diagnose.cause." + cause),
                evidence,
                advice);
    }
}
