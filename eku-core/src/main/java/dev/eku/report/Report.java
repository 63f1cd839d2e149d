package dev.eku.report;

import dev.eku.apply.Outcome;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.JudgedPeer;
import dev.eku.error.EkuException;
import dev.eku.error.Messages;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutResult;
import dev.eku.host.HostSnapshot;
import dev.eku.inspect.ClockDifference;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.journal.HostLock.Holder;
import dev.eku.journal.Journal;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.product.Product;
import dev.eku.rehearse.Rehearsal;
import dev.eku.verify.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What eku has to say of one result. The text may be translated and may change its wording; the JSON has English keys, carries
 * {@link #VERSION}, and only ever gains fields within one version. Immutable.
 *
 * @param kind which result, for example {@code plan}; the name of its part of the JSON
 * @param where the host it is about, if it is about one
 * @param body the text, a line each, without the lines that mark a simulated host
 * @param content the JSON's part that is this result's own
 */
public record Report(String kind, Optional<Where> where, List<String> body, Map<String, Object> content) {
    /** The version of the JSON. */
    public static final int VERSION = 1;

    public Report {
        body = List.copyOf(body);
    }

    /** The products eku knows. */
    public static Report ofProducts(List<Product> products) {
        return ProductsReport.of(products);
    }

    /** What was found on a host. */
    public static Report of(Inspection inspection) {
        return InspectionReport.of(inspection);
    }

    /** What is to be done. Problems first, then the changes alone, then one line that sums up. */
    public static Report of(Plan plan) {
        return PlanReport.of(plan, List.of());
    }

    /**
     * The same, after the services that are down, which come first.
     *
     * @param down as {@link DownService#of} tells of the inspection
     */
    public static Report of(Plan plan, List<DownService> down) {
        return PlanReport.of(plan, down);
    }

    /** What was done, step by step, and what comes next. */
    public static Report of(Where where, Outcome outcome) {
        return OutcomeReport.of(where, outcome);
    }

    /** Whether the exemption holds, with the evidence. */
    public static Report of(Where where, Verdict verdict) {
        return VerdictReport.of(where, verdict, List.of());
    }

    /**
     * The same, after the services that are down, which come first.
     *
     * @param down as {@link DownService#of} tells of the inspection
     */
    public static Report of(Where where, Verdict verdict, List<DownService> down) {
        return VerdictReport.of(where, verdict, down);
    }

    /** That a host's clock is far from ours. */
    public static Report of(Where where, ClockDifference difference) {
        return ClockReport.of(where, difference);
    }

    /** The runs on a host, the newest first, and whatever stands among them that cannot be read. */
    public static Report of(Where where, Journal.Contents history) {
        return HistoryReport.of(where, history);
    }

    /** Who holds a host's lock. */
    public static Report ofLock(Where where, Optional<Holder> holder) {
        return LockReport.of(where, holder);
    }

    /** Whether a change tried on a copy of a host could be taken back without a trace. */
    public static Report of(Rehearsal rehearsal) {
        return RehearsalReport.of(rehearsal);
    }

    /** What is to be done to a fleet; hosts alike together. */
    public static Report of(FleetPlan plan) {
        return FleetPlanReport.of(plan);
    }

    /** What a rollout did, a row for each host. */
    public static Report of(RolloutResult result) {
        return RolloutReport.of(result);
    }

    /** What is wrong with a host and why: the short answer first, then the evidence. */
    public static Report of(Diagnosis diagnosis) {
        return DiagnosisReport.of(diagnosis);
    }

    /** How the hosts of a fleet stand, a row for each. */
    public static Report ofFleet(List<DiagnosedHost> hosts) {
        return FleetDiagnosisReport.of(hosts);
    }

    /** Whether certificates would pass the EKU check, a row for each; what fails is said with how to replace it. */
    public static Report ofCertificates(List<JudgedPeer> peers) {
        return CertificatesReport.of(peers);
    }

    /** What a snapshot of a host holds. */
    public static Report of(Where where, HostSnapshot snapshot) {
        return CaptureReport.of(where, snapshot);
    }

    /**
     * A failure.
     *
     * @param where the host it happened at, if at one
     */
    public static Report of(Optional<Where> where, EkuException failure) {
        return FailureReport.of(where, failure);
    }

    /** The whole text, a line each; for a simulated host the first and the last line say so. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        where.filter(Where::simulated).ifPresent(host -> lines.add(simulated(host.host())));
        lines.addAll(body);
        where.filter(Where::simulated).ifPresent(host -> lines.add(simulated(host.host())));
        return lines;
    }

    /**
     * The line that marks what comes from a host behind which nothing is real.
     *
     * @param host how it was named
     */
    public static String simulated(String host) {
        return Messages.text("report.simulated", host);
    }

    /**
     * The line that marks what comes from a fleet in which hosts are not real.
     *
     * @param host one of them
     */
    public static String simulatedFleet(String host) {
        return Messages.text("report.simulated.fleet", host);
    }

    /**
     * Writes the whole text, each line ended by a line feed.
     *
     * @throws IOException if {@code out} does
     */
    public void writeText(Appendable out) throws IOException {
        for (String line : lines()) {
            out.append(line).append('\n');
        }
    }

    /** The whole as a JSON object. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ekuReport", VERSION);
        where.ifPresent(host -> json.putAll(host.json()));
        json.put(kind, content);
        return json;
    }

    /**
     * Writes {@link #json()} for people and programs.
     *
     * @throws IOException if {@code out} does
     */
    public void writeJson(Appendable out) throws IOException {
        out.append(Json.pretty(json()));
    }
}
