package dev.eku.fleet;

import dev.eku.apply.ApplyException;
import dev.eku.apply.Progress;
import dev.eku.error.EkuException;
import dev.eku.text.Durations;
import dev.eku.text.Message;
import java.time.Duration;
import java.util.Optional;

/** What happens during a rollout, at the moment when it happens. Immutable. */
public sealed interface RolloutEvent {
    /** What happens, in one line. */
    Message what();

    /** A stage starts. */
    record StageBegun(Stage stage, int hosts) implements RolloutEvent {
        @Override
        public Message what() {
            return Message.of(
                    "rollout.stage." + stage,
                    Message.of(hosts == 1 ? "rollout.hosts.one" : "rollout.hosts.many", hosts));
        }
    }

    /** The work on a host starts. */
    record Begun(FleetHost member, Stage stage) implements RolloutEvent {
        @Override
        public Message what() {
            return Message.of("rollout.started." + stage, member, member.pool());
        }
    }

    /**
     * The work on a host ends in this stage.
     *
     * @param took how long the work took
     */
    record Ended(FleetHost member, Stage stage, HostResult result, Duration took) implements RolloutEvent {
        @Override
        public Message what() {
            return result.failure()
                    .map(why -> Message.of(
                            "rollout.failed." + stage, member, member.pool(), first(why), Durations.text(took)))
                    .orElseGet(() -> Message.of(
                            "rollout.ended." + stage,
                            member,
                            member.pool(),
                            result.verdict()
                                    .<Object>map(verdict -> Message.of("rollout.verdict", verdict.name()))
                                    .orElse(""),
                            Durations.text(took)));
        }

        /** The worst part of the result. */
        private static Message first(EkuException why) {
            return why instanceof ApplyException stopped && !stopped.down().isEmpty()
                    ? stopped.down().get(0)
                    : why.summary();
        }
    }

    /** Something happens on a host. */
    record Working(FleetHost member, Progress progress) implements RolloutEvent {
        @Override
        public Message what() {
            return Message.of("rollout.working", member, progress.what());
        }
    }

    /**
     * The progress of a stage, reported at least every ten seconds.
     *
     * @param elapsed the time since the rollout started
     * @param left how long the stage will still take if it goes on as so far; empty until a host is done
     */
    record Standing(
            Stage stage, int done, int running, int waiting, int failed, Duration elapsed, Optional<Duration> left)
            implements RolloutEvent {
        @Override
        public Message what() {
            Message standing = Message.of(
                    "rollout.standing",
                    Message.of("rollout.standing." + stage),
                    done + failed,
                    done + failed + running + waiting,
                    running,
                    failed,
                    Durations.text(elapsed));
            return left.map(time -> Message.of("rollout.standing.left", standing, Durations.text(time)))
                    .orElse(standing);
        }
    }

    /** No further host is started. The hosts that are being worked on are brought to a safe point. */
    record Stopping(int running) implements RolloutEvent {
        @Override
        public Message what() {
            return Message.of(running == 0 ? "rollout.stopping.none" : "rollout.stopping", running);
        }
    }
}
