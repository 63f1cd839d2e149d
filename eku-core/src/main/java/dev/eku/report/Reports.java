package dev.eku.report;

import dev.eku.apply.Outcome;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.error.EkuException;
import dev.eku.export.Export;
import dev.eku.export.ExportForm;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutResult;
import dev.eku.host.HostSnapshot;
import dev.eku.host.Preset;
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
 * @param words the words for the texts; the JSON is always English
 */
public record Reports(Words words) {
    /** English, without a front end. */
    public static final Reports ENGLISH = new Reports(Words.ENGLISH);

    /** The products that eku knows. */
    public Report ofProducts(List<Product> products, List<Preset> presets) {
        return ProductsReport.of(words, products, presets);
    }

    /** What was found on a host. */
    public Report of(Inspection inspection) {
        return InspectionReport.of(words, inspection);
    }

    /** What is to be done: problems first, then only the changes, then one line with a summary. */
    public Report of(Plan plan) {
        return PlanReport.of(words, plan, List.of());
    }

    /**
     * What is to be done, after the services that are down, which come first.
     *
     * @param down as {@link DownService#of} returns them for the inspection
     */
    public Report of(Plan plan, List<DownService> down) {
        return PlanReport.of(words, plan, down);
    }

    /** What was done, step by step, and what to do next. */
    public Report of(ReportedHost where, Outcome outcome) {
        return OutcomeReport.of(words, where, outcome);
    }

    /** Whether the exemption is in effect, with the evidence. */
    public Report of(ReportedHost where, Verdict verdict) {
        return VerdictReport.of(words, where, verdict, List.of());
    }

    /**
     * Whether the exemption is in effect, after the services that are down, which come first.
     *
     * @param down as {@link DownService#of} returns them for the inspection
     */
    public Report of(ReportedHost where, Verdict verdict, List<DownService> down) {
        return VerdictReport.of(words, where, verdict, down);
    }

    /** A warning that a host's clock differs much from ours. */
    public Report of(ReportedHost where, ClockDifference difference) {
        return ClockReport.of(words, where, difference);
    }

    /** The runs on a host, the newest first, and the records that cannot be read. */
    public Report of(ReportedHost where, History history) {
        return HistoryReport.of(words, where, history);
    }

    /** Who holds a host's lock. */
    public Report ofLock(ReportedHost where, Optional<Holder> holder) {
        return LockReport.of(words, where, holder);
    }

    /** Whether a change that was tried on a copy of a host could be undone without a trace. */
    public Report of(Rehearsal rehearsal) {
        return RehearsalReport.of(words, rehearsal);
    }

    /** What is to be done to a fleet. Equal hosts are shown together. */
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

    /** The diagnoses of a fleet, a row for each host. */
    public Report ofFleet(List<DiagnosedHost> hosts) {
        return FleetDiagnosisReport.of(words, hosts);
    }

    /** Whether certificates would pass the EKU check, a row for each, and how to replace those that fail. */
    public Report ofCertificates(List<PeerAssessment> peers) {
        return CertificatesReport.of(words, peers);
    }

    /** What a snapshot of a host contains. */
    public Report of(ReportedHost where, HostSnapshot snapshot) {
        return CaptureReport.of(words, where, snapshot);
    }

    /**
     * Files that carry plans out without eku.
     *
     * @param folder where the files were written
     */
    public Report ofExports(ExportForm form, List<Export> exports, String folder) {
        return ExportReport.of(words, form, exports, folder);
    }

    /**
     * A failure.
     *
     * @param where the host on which it happened, if it happened on one
     */
    public Report of(Optional<ReportedHost> where, EkuException failure) {
        return FailureReport.of(words, where, failure);
    }

    /**
     * The line that marks the report of a simulated host.
     *
     * @param host how it was named
     */
    public String simulated(String host) {
        return words.text("report.simulated", host);
    }

    /**
     * The line that marks the report of a fleet with simulated hosts.
     *
     * @param host one of them
     */
    public String simulatedFleet(String host) {
        return words.text("report.simulated.fleet", host);
    }
}
