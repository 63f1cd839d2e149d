package dev.eku.diagnose;

import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.events.Symptoms;
import dev.eku.diagnose.peer.Judge;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.Inspection;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Planner;
import dev.eku.plan.Problem;
import dev.eku.product.Setting;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is wrong with a host, why, and what to do. Pure: the same inspection and answers give the same diagnosis.
 * Immutable.
 *
 * @param inspected what it is based on
 * @param enforcements for each application, whether its process checks EKUs
 * @param peers the peers that were asked, judged
 * @param findings the findings, the most important first; at least one
 */
public record Diagnosis(
        DiagnosticInspection inspected,
        List<Enforcement> enforcements,
        Symptoms symptoms,
        List<PeerAssessment> peers,
        List<Finding> findings) {
    public Diagnosis {
        enforcements = List.copyOf(enforcements);
        peers = List.copyOf(peers);
        findings = List.copyOf(findings);
    }

    /**
     * Makes a diagnosis from what was read and what peers have presented.
     *
     * @param answers empty if no peer was asked
     * @throws EkuException {@code INVALID_PARAMETER} if the inspection is for another setting than the EKU check,
     *     {@code PRODUCT_MISMATCH} if it is for a product that the host does not have
     */
    public static Diagnosis of(DiagnosticInspection inspected, List<PeerAnswer> answers) {
        Setting setting = inspected.inspection().exemption().setting();
        if (setting != Setting.REQUIRE_CERTIFICATE_EKUS) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "setting", setting, Setting.REQUIRE_CERTIFICATE_EKUS);
        }
        Planner.plan(inspected.inspection(), PlanOptions.DEFAULT).problems().stream()
                .filter(problem -> problem.code() == Problem.Code.PRODUCT_MISMATCH)
                .findFirst()
                .ifPresent(problem -> {
                    throw new EkuException(ErrorCode.PRODUCT_MISMATCH, problem.what(), problem.next());
                });
        Instant now = inspected.inspection().host().takenAt();
        Judge judge = Judge.ofAll(inspected.inspection());
        List<PeerAssessment> peers = answers.stream()
                .map(answer -> PeerAssessment.of(answer, judge, now))
                .toList();
        Map<ApplicationFacts, Enforcement> enforcements = new LinkedHashMap<>();
        inspected
                .inspection()
                .applications()
                .forEach(application -> enforcements.put(application, EnforcementRule.judge(inspected, application)));
        return new Diagnosis(
                inspected,
                List.copyOf(enforcements.values()),
                Symptoms.of(inspected.log()),
                peers,
                new Findings(inspected, answers).of(enforcements));
    }

    /**
     * Whether a peer's certificate fails the check, and an application was found whose runtime has the check, whether
     * it is on or off.
     */
    public boolean needsExemption() {
        return !failing().isEmpty();
    }

    /** The peers that fail in a role that counts for an application that was found and whose runtime has the check. */
    public List<PeerAssessment> failing() {
        Inspection inspection = inspected.inspection();
        List<ApplicationFacts> applications = inspection.applications();
        List<Judge> judges = IntStream.range(0, enforcements.size())
                .filter(i -> applications.get(i).path().isPresent()
                        && enforcements.get(i).check() != Enforcement.Check.NOT_IMPLEMENTED)
                .mapToObj(i -> Judge.of(inspection, applications.get(i).application()))
                .distinct()
                .toList();
        return peers.stream()
                .filter(peer -> peer.failures().stream()
                        .map(CertificateVerdict::role)
                        .anyMatch(role -> judges.stream()
                                .anyMatch(judge -> judge.roles(peer.answer()).contains(role))))
                .toList();
    }

    /** Whether the diagnosis is about the Data MCU, or may be. The log says something only about the Data MCU. */
    public boolean isOfDataMcu() {
        return Judge.ofAll(inspected.inspection()) == Judge.PRODUCT;
    }

    /** The short answer: the most important finding. */
    public Finding first() {
        return findings.get(0);
    }
}
