package dev.eku.report;

import dev.eku.apply.Outcome;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.error.EkuException;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutResult;
import dev.eku.host.HostSnapshot;
import dev.eku.inspect.ClockDifference;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.journal.History;
import dev.eku.journal.HostLock.Holder;
import dev.eku.plan.Plan;
import dev.eku.product.Product;
import dev.eku.rehearse.Rehearsal;
import dev.eku.text.Words;
import dev.eku.verify.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Makes the reports of all results, in the words of one language and one front end. Immutable and thread-safe.
 *
 * @param words what the texts are said with; the JSON is English all the same
 */
public record Reports(Words words) {
    /** Plain English, without a front end. */
    public static final Reports ENGLISH = new Reports(Words.ENGLISH);

    /** The products eku knows. */
    public Report ofProducts(List<Product> products) {
        return ProductsReport.of(words, products);
    }

    /** What was found on a host. */
    public Report of(Inspection inspection) {
        return InspectionReport.of(words, inspection);
    }

    /** What is to be done. Problems first, then the changes alone, then one line that sums up. */
    public Report of(Plan plan) {
        return PlanReport.of(words, plan, List.of());
    }

    /**
     * The same, after the services that are down, which come first.
     *
     * @param down as {@link DownService#of} gives for the inspection
     */
    public Report of(Plan plan, List<DownService> down) {
        return PlanReport.of(words, plan, down);
    }

    /** What was done, step by step, and what comes next. */
    public Report of(ReportedHost where, Outcome outcome) {
        return OutcomeReport.of(words, where, outcome);
    }

    /** Whether the exemption holds, with the evidence. */
    public Report of(ReportedHost where, Verdict verdict) {
        return VerdictReport.of(words, where, verdict, List.of());
    }

    /**
     * The same, after the services that are down, which come first.
     *
     * @param down as {@link DownService#of} gives for the inspection
     */
    public Report of(ReportedHost where, Verdict verdict, List<DownService> down) {
        return VerdictReport.of(words, where, verdict, down);
    }

    /** That a host's clock is far from ours. */
    public Report of(ReportedHost where, ClockDifference difference) {
        return ClockReport.of(words, where, difference);
    }

    /** The runs on a host, the newest first, and whatever stands among them that cannot be read. */
    public Report of(ReportedHost where, History history) {
        return HistoryReport.of(words, where, history);
    }

    /** Who holds a host's lock. */
    public Report ofLock(ReportedHost where, Optional<Holder> holder) {
        return LockReport.of(words, where, holder);
    }

    /** Whether a change tried on a copy of a host could be taken back without a trace. */
    public Report of(Rehearsal rehearsal) {
        return RehearsalReport.of(words, rehearsal);
    }

    /** What is to be done to a fleet; hosts alike together. */
    public Report of(FleetPlan plan) {
        return FleetPlanReport.of(words, plan);
    }

    /** What a rollout did, a row for each host. */
    public Report of(RolloutResult result) {
        return RolloutReport.of(words, result);
    }

    /** What is wrong with a host and why: the short answer first, then the evidence. */
    public Report of(Diagnosis diagnosis) {
        return DiagnosisReport.of(words, diagnosis);
    }

    /** How the hosts of a fleet stand, a row for each. */
    public Report ofFleet(List<DiagnosedHost> hosts) {
        return FleetDiagnosisReport.of(words, hosts);
    }

    /** Whether certificates would pass the EKU check, a row for each; what fails is said with how to replace it. */
    public Report ofCertificates(List<PeerAssessment> peers) {
        return CertificatesReport.of(words, peers);
    }

    /** What a snapshot of a host holds. */
    public Report of(ReportedHost where, HostSnapshot snapshot) {
        return CaptureReport.of(words, where, snapshot);
    }

    /**
     * A failure.
     *
     * @param where the host it happened at, if at one
     */
    public Report of(Optional<ReportedHost> where, EkuException failure) {
        return FailureReport.of(words, where, failure);
    }

    /**
     * The line that marks what comes from a host behind which nothing is real.
     *
     * @param host how it was named
     */
    public String simulated(String host) {
        return words.text("report.simulated", host);
    }

    /**
     * The line that marks what comes from a fleet in which hosts are not real.
     *
     * @param host one of them
     */
    public String simulatedFleet(String host) {
        return words.text("report.simulated.fleet", host);
    }
}
