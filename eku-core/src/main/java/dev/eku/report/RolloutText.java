package dev.eku.report;

import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.text.Durations;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.List;

/** What is said of a rollout wherever it is shown. */
public final class RolloutText {
    private RolloutText() {}

    /** How it ended, then what remains to be known about it. */
    public static List<Message> summary(RolloutResult result) {
        List<Message> lines = new ArrayList<>();
        lines.add(Message.of(
                "report.rollout." + result.end(),
                result.rows(State.DONE).size()
                        + result.rows(State.RESTART_PENDING).size(),
                result.rows(State.ALREADY_COMPLIANT).size(),
                result.rows(State.FAILED).size(),
                result.rows(State.NOT_REACHED).size(),
                result.rows(State.SKIPPED).size(),
                Durations.text(result.elapsed())));
        if (!result.rows(State.RESTART_PENDING).isEmpty()) {
            lines.add(Message.of(
                    "report.rollout.pending", result.rows(State.RESTART_PENDING).size()));
        }
        if (!result.rows(State.UNVERIFIED).isEmpty()) {
            lines.add(Message.of(
                    "report.rollout.unproven", result.rows(State.UNVERIFIED).size()));
        }
        lines.add(Message.of("report.rollout.events." + result.events()));
        result.unchecked().ifPresent(why -> lines.add(Message.of("report.rollout.unchecked", why)));
        return lines;
    }

    /** The stage that a host reached. It says restarted only if the service really was restarted. */
    public static String reached(Words words, Row row) {
        if (row.restarted()) {
            return words.text("report.rollout.restarted");
        }
        return row.reached()
                .map(stage -> words.text("report.rollout.stage." + stage))
                .orElse("-");
    }
}
