package dev.eku.fleet;

import dev.eku.apply.Progress;
import dev.eku.error.Messages;
import java.time.Duration;

/** What happens during a rollout, as it happens. Immutable. */
public sealed interface RolloutEvent {
    /** The event in one line. */
    String text();

    /** A stage begins. */
    record StageBegun(Stage stage, int hosts) implements RolloutEvent {
        @Override
        public String text() {
            return Messages.text(
                    "rollout.stage." + stage,
                    Messages.text(hosts == 1 ? "rollout.hosts.one" : "rollout.hosts.many", hosts));
        }
    }

    /** A host is begun. */
    record Begun(Member member, Stage stage) implements RolloutEvent {
        @Override
        public String text() {
            return Messages.text("rollout.begun." + stage, member, member.pool());
        }
    }

    /**
     * A host is done with in this stage.
     *
     * @param took how long it was worked on
     */
    record Ended(Member member, Stage stage, HostResult result, Duration took) implements RolloutEvent {
        @Override
        public String text() {
            return result.failure()
                    .map(why -> Messages.text(
                            "rollout.failed." + stage,
                            member,
                            member.pool(),
                            firstLine(why.getMessage()),
                            Durations.text(took)))
                    .orElseGet(() -> Messages.text(
                            "rollout.ended." + stage,
                            member,
                            member.pool(),
                            result.verdict()
                                    .map(verdict -> ", " + verdict.name())
                                    .orElse(""),
                            Durations.text(took)));
        }

        private static String firstLine(String text) {
            return text.lines().findFirst().orElse("");
        }
    }

    /** Something happens on a host. */
    record Working(Member member, Progress progress) implements RolloutEvent {
        @Override
        public String text() {
            return Messages.text("rollout.working", member, progress.text().strip());
        }
    }

    /**
     * How a stage stands; told at least every ten seconds.
     *
     * @param elapsed since the rollout began
     */
    record Standing(Stage stage, int done, int running, int waiting, int failed, Duration elapsed)
            implements RolloutEvent {
        @Override
        public String text() {
            return Messages.text("rollout.standing", stage, done, running, waiting, failed, Durations.text(elapsed));
        }
    }

    /** No further host is begun; those that are being worked on are brought to a safe point. */
    record Stopping(int running) implements RolloutEvent {
        @Override
        public String text() {
            return Messages.text("rollout.stopping", running);
        }
    }
}
