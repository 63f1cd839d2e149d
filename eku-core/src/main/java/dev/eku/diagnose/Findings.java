package dev.eku.diagnose;

import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.error.Messages;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Examination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Says of a host how its applications stand. Immutable. */
record Findings(Examination examination, List<PeerAnswer> answers) {
    Findings {
        answers = List.copyOf(answers);
    }

    /** What matters most first; at least one. */
    List<Finding> of(Map<ApplicationFacts, Enforcement> enforcements) {
        List<Finding> findings = new ArrayList<>();
        enforcements.forEach((application, enforcement) -> {
            if (application.path().isEmpty()) {
                String looked = String.join("; ", application.looked());
                findings.add(notAffected(enforcement.application().id(), "not-found", List.of(looked), "nothing"));
            } else {
                Judge judge = Judge.of(examination.inspection(), application.application());
                findings.addAll(new ApplicationFindings(examination, application, enforcement, seenBy(judge)).all());
            }
        });
        if (findings.isEmpty()) {
            String computer = examination.inspection().host().computer();
            findings.add(notAffected(computer, "no-product", List.of(), "no-product"));
        }
        findings.sort(Comparator.comparing(Finding::situation));
        return findings;
    }

    private PeersSeen seenBy(Judge judge) {
        return PeersSeen.by(judge, answers, examination.inspection().host().takenAt());
    }

    private Finding notAffected(String about, String cause, List<String> evidence, String advice) {
        return new Finding(
                Situation.NOT_AFFECTED,
                about,
                Confidence.POSSIBLE,
                Messages.text("diagnose.cause." + cause),
                evidence,
                new NextStep(examination).of(advice));
    }
}
