package dev.eku.apply;

import dev.eku.action.Action;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import java.time.Duration;

/** What happens while a plan is carried out, as it happens. Immutable. */
public sealed interface Progress {
    /** What happens. */
    Message what();

    /** The same as a line among those of the whole run: what is told of an action stands below it. */
    default Message line() {
        return this instanceof Waiting || this instanceof Unanswered ? Message.of("progress.detail", what()) : what();
    }

    /** An action is started. */
    record Started(int number, int of, Action action) implements Progress {
        @Override
        public Message what() {
            return Message.of("progress.started", number, of, action.subject(), action.before(), action.after());
        }
    }

    /** An action is done, and the journal says so. */
    record Done(int number, int of, Action action, Result result) implements Progress {
        @Override
        public Message what() {
            return Message.of("progress.done", number, of, action.subject(), Message.of("result." + result));
        }
    }

    /**
     * A service is waited for; told at each change of state and at least every five seconds.
     *
     * @param goal the state waited for
     * @param elapsed since the wait began
     * @param deadline how long the wait may last
     * @param stalled whether the service has not advanced its checkpoint within its own wait hint
     */
    record Waiting(
            ServiceName service,
            ServiceState goal,
            ServiceState state,
            int checkpoint,
            Duration elapsed,
            Duration deadline,
            boolean stalled)
            implements Progress {
        @Override
        public Message what() {
            return Message.of(
                    stalled ? "progress.stalled" : "progress.waiting",
                    service,
                    goal,
                    state,
                    elapsed.toSeconds(),
                    deadline.toSeconds(),
                    checkpoint);
        }
    }

    /**
     * A service is waited for, and the host does not say what it does; told when that starts and at least every five seconds.
     * It is asked again until the deadline.
     *
     * @param goal the state waited for
     * @param why the failure's name
     * @param elapsed since the wait began
     * @param deadline how long the wait may last
     */
    record Unanswered(ServiceName service, ServiceState goal, String why, Duration elapsed, Duration deadline)
            implements Progress {
        @Override
        public Message what() {
            return Message.of("progress.unanswered", service, goal, why, elapsed.toSeconds(), deadline.toSeconds());
        }
    }

    /** Something went wrong while what had been started was brought to a safe point. */
    record Warning(Message what) implements Progress {
        /** That of a failure. */
        public static Warning of(Throwable failure) {
            return new Warning(Told.of(failure));
        }
    }
}
