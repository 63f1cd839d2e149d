package dev.eku.apply;

import dev.eku.action.Action;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import java.time.Duration;

/** What happens while a plan is carried out, at the moment when it happens. Immutable. */
public sealed interface Progress {
    /** What happens. */
    Message what();

    /** The same as a line of the complete run. Lines about an action are indented below it. */
    default Message line() {
        return this instanceof Waiting || this instanceof Unanswered ? Message.of("progress.detail", what()) : what();
    }

    /** An action is started. */
    record Started(int number, int of, Action action) implements Progress {
        @Override
        public Message what() {
            return Message.of("progress.started", number, of, action.brief(), action.before(), action.after());
        }
    }

    /** An action is done, and the journal says so. */
    record Done(int number, int of, Action action, Result result) implements Progress {
        @Override
        public Message what() {
            return Message.of("progress.done", number, of, action.brief(), Message.of("result." + result));
        }
    }

    /**
     * The run waits for a service. Reported at each change of state and at least every five seconds.
     *
     * @param goal the expected state
     * @param elapsed since the wait started
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
     * The run waits for a service, and the host does not answer what the service does. Reported when that starts and at
     * least every five seconds. The host is asked again until the deadline.
     *
     * @param goal the expected state
     * @param why the failure's name
     * @param elapsed since the wait started
     * @param deadline how long the wait may last
     */
    record Unanswered(ServiceName service, ServiceState goal, String why, Duration elapsed, Duration deadline)
            implements Progress {
        @Override
        public Message what() {
            return Message.of("progress.unanswered", service, goal, why, elapsed.toSeconds(), deadline.toSeconds());
        }
    }

    /** Something failed while the run brought the host to a safe point. */
    record Warning(Message what) implements Progress {
        /** The event for a failure. */
        public static Warning of(Throwable failure) {
            return new Warning(Told.of(failure));
        }
    }
}
