package dev.eku.command.run;

import dev.eku.apply.Progress;
import dev.eku.apply.Progress.Unanswered;
import dev.eku.apply.Progress.Waiting;
import dev.eku.command.output.HostSection;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The lines about the progress on one host. A wait that goes on as before has a line only now and then, because a drain
 * may take a quarter of an hour. Not thread-safe.
 */
public final class ProgressLines implements Consumer<Progress> {
    /** Between two lines about the same state. */
    static final Duration BETWEEN = Duration.ofSeconds(30);

    private final HostSection section;
    private List<Object> state = List.of();
    private Duration told = Duration.ZERO;

    /** The lines go to that section. */
    public ProgressLines(HostSection section) {
        this.section = section;
    }

    @Override
    public void accept(Progress event) {
        if (event instanceof Waiting wait) {
            tell(wait, wait.elapsed(), List.of(wait.service(), wait.goal(), wait.state(), wait.stalled()));
        } else if (event instanceof Unanswered wait) {
            tell(wait, wait.elapsed(), List.of(wait.service(), wait.goal(), wait.why()));
        } else {
            state = List.of();
            section.say(event.line());
        }
    }

    private void tell(Progress event, Duration elapsed, List<Object> now) {
        if (now.equals(state) && elapsed.compareTo(told.plus(BETWEEN)) < 0) {
            return;
        }
        state = now;
        told = elapsed;
        section.say(event.line());
    }
}
