package dev.eku.command.run;

import dev.eku.apply.Progress;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.FleetPlan.Entry;
import dev.eku.fleet.RolloutEvent;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.report.Report;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rollout in the output of a run. Not thread-safe, except for the events of the rollout. */
public final class FleetRun {
    private static final int NAMES_SHOWN = 10;
    /** Of more hosts than that, only those that fail have lines of their own; the file keeps all lines. */
    private static final int EACH_SHOWN = 20;

    private final RunOutput output;
    private final Rollout rollout;
    private final Operation operation;
    /**
     * Lines from before it is known whether hosts are simulated. For the hosts that answer, that must be printed first.
     */
    private final List<String> early = new ArrayList<>();

    private final Map<String, HostSection> sections = new LinkedHashMap<>();
    private Optional<FleetPlan> planned = Optional.empty();
    private Optional<RolloutResult> result = Optional.empty();
    private boolean looked;
    private boolean many;

    /** @param operation the operation to repeat in order to resume */
    public FleetRun(RunOutput output, Rollout rollout, Operation operation) {
        this.output = output;
        this.rollout = rollout;
        this.operation = operation;
    }

    /** Inspects the hosts and shows what is to be done. */
    public FleetPlan plan() {
        FleetPlan plan = rollout.plan(this::tell);
        planned = Optional.of(plan);
        looked();
        for (Entry entry : plan.entries()) {
            HostSection section = output.hostOfFleet(entry.member().toString());
            sections.put(entry.member().toString(), section);
            entry.assessment().ifPresent(assessment -> {
                section.opened(assessment.simulated());
                section.computer(assessment.computer());
            });
        }
        Report report = output.reports().of(plan);
        if (operation == Operation.PLAN) {
            output.conclude(report);
        } else {
            output.say(report);
        }
        return plan;
    }

    /**
     * Notes why hosts could not be inspected, and refuses a plan that must not be carried out.
     *
     * @throws EkuException {@code ROLLOUT_REFUSED}
     */
    public void requireFeasible(FleetPlan plan) {
        try {
            plan.requireFeasible();
        } catch (EkuException refused) {
            for (Entry entry : plan.unreachable()) {
                entry.result()
                        .failure()
                        .ifPresent(why -> section(entry.member().toString()).failed(why));
            }
            throw refused;
        }
    }

    /**
     * Carries out the plan, and shows the result.
     *
     * @throws EkuException {@code ROLLOUT_STOPPED} unless everything is done
     */
    public RolloutResult carryOut(FleetPlan plan) {
        requireFeasible(plan);
        many = plan.entries().size() > EACH_SHOWN;
        ShutdownGuard.of(output, rollout::stop);
        RolloutResult done = rollout.carryOut(plan, this::tell);
        result = Optional.of(done);
        output.conclude(output.reports().of(done));
        for (Row row : done.rows(State.FAILED)) {
            row.failure().ifPresent(why -> section(row.member().toString()).failed(why));
        }
        if (!done.isComplete()) {
            throw stopped(done);
        }
        return done;
    }

    /** What was to be done; empty until the hosts were inspected. */
    public Optional<FleetPlan> planned() {
        return planned;
    }

    /** What was done; empty if nothing was carried out. */
    public Optional<RolloutResult> result() {
        return result;
    }

    private HostSection section(String host) {
        return Optional.ofNullable(sections.get(host)).orElseThrow();
    }

    private void tell(RolloutEvent event) {
        if (event instanceof RolloutEvent.Ended ended
                && ended.result().assessment().isPresent()) {
            if (ended.result().assessment().get().simulated()) {
                output.simulated(ended.member().toString());
            }
            looked();
        }
        if (event instanceof RolloutEvent.Standing) {
            // If no host of the fleet has answered so far, there must still be output.
            looked();
        }
        if (isWorthALine(event) && many && isUsual(event)) {
            output.note(output.reports().words().text(event.what()));
        } else if (isWorthALine(event) && looked) {
            output.line(output.reports().words().text(event.what()));
        } else if (isWorthALine(event)) {
            early.add(output.reports().words().text(event.what()));
        }
    }

    private void looked() {
        looked = true;
        early.forEach(output::line);
        early.clear();
    }

    /** A host that goes as it should. */
    private static boolean isUsual(RolloutEvent event) {
        return event instanceof RolloutEvent.Begun
                || (event instanceof RolloutEvent.Ended ended
                        && ended.result().failure().isEmpty());
    }

    /** In a stage that takes only a moment for each host, only failures get a line each. */
    private static boolean isWorthALine(RolloutEvent event) {
        if (event instanceof RolloutEvent.StageBegun begun) {
            return begun.stage() != Stage.INSPECT;
        }
        if (event instanceof RolloutEvent.Begun begun) {
            return begun.stage() == Stage.RECOVER || begun.stage() == Stage.RESTART;
        }
        if (event instanceof RolloutEvent.Ended ended) {
            return ended.stage() != Stage.INSPECT || ended.result().failure().isPresent();
        }
        return !(event instanceof RolloutEvent.Working working) || working.progress() instanceof Progress.Warning;
    }

    private EkuException stopped(RolloutResult result) {
        Message stopped = Message.of(
                "fleet.stopped",
                result.rows().size()
                        - result.rows(State.FAILED).size()
                        - result.rows(State.NOT_REACHED).size()
                        - result.rows(State.SKIPPED).size(),
                result.rows().size(),
                names(result.rows(State.FAILED)),
                names(result.rows(State.NOT_REACHED)));
        String resume = result.end() == End.INTERRUPTED ? "fleet.resume.interrupted" : "fleet.resume";
        return new EkuException(new Fault(
                ErrorCode.ROLLOUT_STOPPED,
                stopped,
                Optional.of(Message.of("fleet.cause." + result.end())),
                Optional.of(new NextStep.Run(Message.of(resume), operation))));
    }

    /** The names of the first hosts, and the number of the others. */
    static Object names(List<Row> rows) {
        if (rows.isEmpty()) {
            return Message.of("fleet.none");
        }
        List<String> shown = rows.stream()
                .limit(NAMES_SHOWN)
                .map(row -> row.member().toString())
                .toList();
        return rows.size() > NAMES_SHOWN ? Message.of("fleet.and-more", shown, rows.size() - NAMES_SHOWN) : shown;
    }
}
