package dev.eku.command.run;

import dev.eku.apply.Outcome;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.fleet.Stage;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import java.util.List;

/**
 * Says how to undo what this run did, and nothing else. A rollback undoes the last run that changed something on a
 * host. If this run changed nothing, a rollback would undo an earlier run, so no such command is offered.
 */
public final class Undo {
    private Undo() {}

    /** Reports it for a single host. */
    public static void tell(HostSection section, Outcome outcome) {
        if (outcome.isUndoable()) {
            section.next(new NextStep.Run(Message.of("goal.undo"), Operation.ROLLBACK));
        } else if (outcome.record().isPresent()) {
            section.say(Message.of("goal.nothing-to-undo", section.host()));
        }
    }

    /** Reports it for a fleet. The command names the hosts, unless this run has changed all of them. */
    public static void tell(RunOutput output, RolloutResult result) {
        List<Row> undoable = result.rows().stream().filter(Row::undoable).toList();
        List<Row> others = result.rows().stream()
                .filter(row -> !row.undoable())
                .filter(row ->
                        row.reached().filter(stage -> stage != Stage.INSPECT).isPresent())
                .toList();
        if (!others.isEmpty()) {
            output.line(output.reports().words().text("goal.nothing-to-undo", FleetRun.names(others)));
        }
        if (!undoable.isEmpty()) {
            output.next(step(undoable, result.rows().size()));
        }
    }

    private static NextStep step(List<Row> undoable, int all) {
        if (undoable.size() == all) {
            return new NextStep.Run(Message.of("goal.undo"), Operation.ROLLBACK);
        }
        Message what = Message.of("goal.undo-hosts", undoable.size(), all, FleetRun.names(undoable));
        List<String> hosts =
                undoable.stream().map(row -> row.member().toString()).toList();
        return hosts.stream().anyMatch(host -> host.contains(","))
                ? new NextStep.Advice(what)
                : new NextStep.Run(
                        what, Operation.ROLLBACK, List.of(new Setting(Option.HOSTS, String.join(",", hosts))));
    }
}
