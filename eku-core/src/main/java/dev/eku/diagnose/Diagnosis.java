package dev.eku.diagnose;

import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Examination;
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
 * What is wrong with a host, why, and what to do. Pure: the same examination and answers give the same diagnosis. Immutable.
 *
 * @param examination what it rests on
 * @param enforcements for each application, whether its process checks EKUs
 * @param peers the peers that were asked, judged
 * @param findings what is to be said, what matters most first; at least one
 */
public record Diagnosis(
        Examination examination,
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
     * Puts together what was read and what peers have shown.
     *
     * @param answers empty if no peer was asked
     * @throws EkuException {@code INVALID_PARAMETER} if the examination is for another setting than the EKU check, {@code
     *     PRODUCT_MISMATCH} if it is for a product that the host is not
     */
    public static Diagnosis of(Examination examination, List<PeerAnswer> answers) {
        Setting setting = examination.inspection().exemption().setting();
        if (setting != Setting.REQUIRE_CERTIFICATE_EKUS) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "setting", setting, Setting.REQUIRE_CERTIFICATE_EKUS);
        }
        Planner.plan(examination.inspection(), PlanOptions.DEFAULT).problems().stream()
                .filter(problem -> problem.code() == Problem.Code.PRODUCT_MISMATCH)
                .findFirst()
                .ifPresent(problem -> {
                    throw new EkuException(ErrorCode.PRODUCT_MISMATCH, problem.what(), problem.next());
                });
        Instant now = examination.inspection().host().takenAt();
        Judge judge = Judge.ofAll(examination.inspection());
        List<PeerAssessment> peers = answers.stream()
                .map(answer -> PeerAssessment.of(answer, judge, now))
                .toList();
        Map<ApplicationFacts, Enforcement> enforcements = new LinkedHashMap<>();
        examination
                .inspection()
                .applications()
                .forEach(application -> enforcements.put(application, EnforcementRule.judge(examination, application)));
        return new Diagnosis(
                examination,
                List.copyOf(enforcements.values()),
                Symptoms.of(examination.log()),
                peers,
                new Findings(examination, answers).of(enforcements));
    }

    /** Whether an application was found whose runtime has the check, be it on or off, and a peer's certificate fails it. */
    public boolean needsExemption() {
        return !failing().isEmpty();
    }

    /** The peers that fail in a role that counts for an application which was found and whose runtime has the check. */
    public List<PeerAssessment> failing() {
        Inspection inspection = examination.inspection();
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

    /** Whether it is about the Data MCU, or may be, of which alone the log tells. */
    public boolean isOfDataMcu() {
        return Judge.ofAll(examination.inspection()) == Judge.PRODUCT;
    }

    /** The short answer: what matters most. */
    public Finding first() {
        return findings.get(0);
    }
}
