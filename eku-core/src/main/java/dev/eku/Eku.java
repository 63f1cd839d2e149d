package dev.eku;

import dev.eku.apply.Outcome;
import dev.eku.apply.Progress;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.SimulatedPeers;
import dev.eku.error.EkuException;
import dev.eku.export.Export;
import dev.eku.export.ExportForm;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot;
import dev.eku.host.SimulatedHost;
import dev.eku.host.StopSignal;
import dev.eku.host.StoppableHost;
import dev.eku.host.event.EventLog;
import dev.eku.inspect.Capture;
import dev.eku.inspect.DiagnosticInspector;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.inspect.Purpose;
import dev.eku.journal.History;
import dev.eku.journal.HostLock;
import dev.eku.journal.Journal;
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Planner;
import dev.eku.procedure.Procedure;
import dev.eku.procedure.RollbackProcedure;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.rehearse.Rehearsal;
import dev.eku.rehearse.Rehearser;
import dev.eku.verify.Verdict;
import dev.eku.verify.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything that eku can do with one host.
 *
 * <pre>{@code
 * try (Host host = Hosts.open("local:")) {
 *     Eku eku = Eku.on(host);
 *     Plan plan = eku.plan(Exemption.from(REQUIRE_CERTIFICATE_EKUS).because("KB 4023993, change 4711"));
 *     plan.requireUnblocked();
 *     Outcome outcome = eku.apply(plan, event -> log(event.line()));
 *     Verdict verdict = eku.verify();
 * }
 * }</pre>
 *
 * <p>Not thread-safe. Does not close the host.
 */
public final class Eku {
    /** How far back a diagnosis looks into a host's event log. */
    private static final Duration EVENTS_OF = Duration.ofHours(24);

    private final Host host;
    /** Asked only when something is changed, because it takes a while to find out the name of our machine. */
    private final Supplier<Operator> operator;

    private Eku(Host host, Supplier<Operator> operator) {
        this.host = host;
        this.operator = operator;
    }

    /** Works on that host, as the user of this process. */
    public static Eku on(Host host) {
        return new Eku(host, Operator::ofThisProcess);
    }

    /** Returns the same for another operator. Use it in programs that act for somebody else. */
    public Eku actingAs(Operator other) {
        return new Eku(host, () -> other);
    }

    /**
     * Returns the same, but a run ends early when the signal is given. A service that is draining resumes, the run
     * stays open in the journal, and {@code INTERRUPTED} is thrown. {@link #recover} finishes the run later. Use it for
     * one run, since a signal is given only once.
     */
    public Eku stoppableBy(StopSignal signal) {
        return new Eku(new StoppableHost(host, signal), operator);
    }

    /**
     * Reads everything that is known about an exemption. Changes nothing.
     *
     * @throws EkuException if the host cannot be read
     */
    public Inspection inspect(Exemption exemption) {
        return new Inspector(host).inspect(exemption);
    }

    /** The plan that brings the host into the desired state, with {@link PlanOptions#DEFAULT}. Changes nothing. */
    public Plan plan(Exemption exemption) {
        return plan(exemption, PlanOptions.DEFAULT);
    }

    /** The plan that brings the host into the desired state. Changes nothing. */
    public Plan plan(Exemption exemption, PlanOptions options) {
        return Planner.plan(new Inspector(host).inspect(exemption, Purpose.CHANGE), options);
    }

    /**
     * A plan as files that carry it out without eku, with what they cannot do. Touches no host. The comments in the
     * files are English; {@link Export#of} words them otherwise.
     *
     * @throws EkuException {@code PLAN_BLOCKED}; {@code NOTHING_TO_EXPORT} if the plan changes nothing that the form
     *     can change; {@code UNSUPPORTED} if the form cannot hold a name or a value, or the plan rolls back
     */
    public static Export export(Plan plan, ExportForm form) {
        return Export.of(plan, form);
    }

    /**
     * Carries out a plan to exempt or to roll back. A plan without actions touches nothing.
     *
     * @param progress receives everything as it happens
     * @throws EkuException {@code PLAN_BLOCKED}, {@code PLAN_OF_ANOTHER_HOST}, {@code PLAN_STALE} or {@code LOCKED};
     *     the host is then untouched
     * @throws dev.eku.apply.ApplyException if the run stopped before its end
     */
    public Outcome apply(Plan plan, Consumer<Progress> progress) {
        return procedure(progress).apply(plan);
    }

    /** Carries out a plan, without a listener. */
    public Outcome apply(Plan plan) {
        return apply(plan, event -> {});
    }

    /**
     * The steps of a change one by one, for a caller that does something between them.
     *
     * @param progress receives everything as it happens
     */
    public Procedure procedure(Consumer<Progress> progress) {
        return new Procedure(host, operator, progress);
    }

    /**
     * Finishes a run that was interrupted, if there is one. To undo it instead, roll it back.
     *
     * @throws dev.eku.apply.ApplyException if it cannot be finished
     */
    public Optional<Outcome> recover(Consumer<Progress> progress) {
        return procedure(progress).recover();
    }

    /**
     * Whether all exemptions that eku has made on this host and has not rolled back still hold and are in effect. If
     * there are none, whether the product that is found on the host is exempt from the EKU check. The worst verdict
     * decides.
     */
    public Verdict verify() {
        History history = history();
        Inspector inspector = new Inspector(host);
        return Verifier.verify(standing(history).stream()
                .map(exemption -> inspector.inspect(exemption, Purpose.VERDICT, history))
                .toList());
    }

    /**
     * The exemptions that eku has made on this host and has not rolled back. If there are none, the exemption of the
     * product that is found on the host from the EKU check.
     */
    public List<Exemption> standing() {
        return standing(history());
    }

    private static List<Exemption> standing(History history) {
        List<Exemption> standing = history.standingExemptions();
        return standing.isEmpty() ? List.of(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)) : standing;
    }

    /** Whether an exemption holds and is in effect. Changes nothing. */
    public Verdict verify(Exemption exemption) {
        return Verifier.verify(new Inspector(host).inspect(exemption, Purpose.VERDICT));
    }

    /**
     * What is wrong with the product that is found on this host. Asks no peer. Says whether the process of the product
     * checks EKUs, and what the events of the last day say. Changes nothing.
     */
    public Diagnosis diagnose() {
        return diagnose(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), List.of());
    }

    /**
     * What is wrong, why, and what to do next. Changes nothing.
     *
     * @param exemption names the product or the applications; its setting must be the EKU check
     * @param peers what an {@link dev.eku.diagnose.peer.EndpointProbe} has found; empty if no peer was asked
     * @throws EkuException if the host cannot be read, or {@code INVALID_PARAMETER} for another setting
     */
    public Diagnosis diagnose(Exemption exemption, List<PeerAnswer> peers) {
        return diagnose(exemption, peers, EVENTS_OF);
    }

    /**
     * What is wrong, why, and what to do next, with events of another time than the last day.
     *
     * @param window how far to look back in the host's event log
     */
    public Diagnosis diagnose(Exemption exemption, List<PeerAnswer> peers, Duration window) {
        return Diagnosis.of(new DiagnosticInspector(host).inspect(exemption, window), withSimulated(peers));
    }

    /**
     * What is wrong, why, and what to do next, with an exported event log, such as an
     * {@link dev.eku.host.event.EventExport}, instead of the host's own.
     *
     * @param events the complete log is read; the diagnosis says if it cannot be read
     */
    public Diagnosis diagnose(Exemption exemption, List<PeerAnswer> peers, EventLog events) {
        return Diagnosis.of(new DiagnosticInspector(host).inspect(exemption, events), withSimulated(peers));
    }

    private List<PeerAnswer> withSimulated(List<PeerAnswer> asked) {
        return host instanceof SimulatedHost simulated ? SimulatedPeers.added(asked, simulated.peers()) : asked;
    }

    /** The records of all runs on this host that are still kept. */
    public History history() {
        return new Journal(host).read();
    }

    /** The plan that undoes the newest run that is not rolled back, with {@link PlanOptions#DEFAULT}. */
    public Plan planRollback() {
        return planRollback(PlanOptions.DEFAULT);
    }

    /**
     * The plan that undoes the newest run that is interrupted or not rolled back, with all earlier ones that wrote the
     * same. Changes nothing; {@link #apply} carries it out.
     *
     * @throws EkuException {@code NO_RECORD} if there is nothing to undo, {@code RECORD_EXCESSIVE} if no run of eku
     *     left that record
     */
    public Plan planRollback(PlanOptions options) {
        return new RollbackProcedure(host).plan(options);
    }

    /**
     * The plan that undoes one run alone. Changes nothing; {@link #apply} carries it out.
     *
     * @param id the id of its record
     * @throws EkuException {@code NO_RECORD} if there is no such run to undo, {@code RECORD_EXCESSIVE} if no run of eku
     *     left that record
     */
    public Plan planRollbackOf(String id, PlanOptions options) {
        return new RollbackProcedure(host).planOf(id, options);
    }

    /**
     * Deletes eku's own records from the host, so that nothing of eku remains there.
     *
     * @throws EkuException {@code OPEN_RECORD} as long as a run is not rolled back, because its record is needed to
     *     undo it
     */
    public void forget() {
        new RollbackProcedure(host).forget(operator.get().newRun());
    }

    /** Who holds the host's lock; empty if nobody does. */
    public Optional<HostLock.Holder> lockHolder() {
        return new HostLock(host).holder();
    }

    /**
     * Frees the lock of a run that will not free it itself.
     *
     * @param holder the holder's name, as {@link HostLock.Holder#name} gives it
     * @return who held it
     * @throws EkuException {@code LOCKED} if somebody else holds it, {@code NOT_LOCKED} if nobody does
     */
    public HostLock.Holder unlock(String holder) {
        return new HostLock(host).unlock(holder);
    }

    /** Everything that eku can see of the host, to make a memory host of it. Holds no secrets. Changes nothing. */
    public HostSnapshot capture() {
        return capture(List.of());
    }

    /**
     * Everything that eku can see of the host.
     *
     * @param also applications in addition to those of the catalogue
     * @throws EkuException if the host cannot be read
     */
    public HostSnapshot capture(List<Application> also) {
        return new Capture(host).snapshot(also);
    }

    /**
     * Tries an exemption on a copy of a simulated host. Applies, verifies and rolls back, and compares the complete
     * copy with its state before. The host itself is not touched.
     *
     * @throws EkuException {@code UNSUPPORTED} if the host is real, {@code PLAN_BLOCKED}, or the error of a run on the
     *     copy
     */
    public Rehearsal rehearse(Exemption exemption, PlanOptions options, Consumer<Progress> progress) {
        return new Rehearser(host, operator).rehearse(exemption, options, progress);
    }
}
