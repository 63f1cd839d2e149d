package dev.eku.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.action.Action;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.apply.Progress;
import dev.eku.fleet.RolloutResult.Outage;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.service.ServiceName;
import dev.eku.service.StopMode;
import dev.eku.text.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OutageLogTest {
    private static final Instant ONE = Instant.parse("2017-06-10T03:00:01Z");
    private static final Instant TWO = ONE.plusSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ServiceName A = ServiceName.of("A");
    private static final ServiceName B = ServiceName.of("B");

    private final OutageLog log = new OutageLog();

    private void done(Action action, Result result, Instant at) {
        log.note(new Progress.Started(1, 2, action), at.minusMillis(1));
        log.note(new Progress.Done(1, 2, action, result), at);
    }

    private static Action stop(ServiceName service) {
        return new StopService(service, StopMode.STOP, DrainDeadline.RESUME, MINUTE, MINUTE, Message.asIs("why"));
    }

    private static Action start(ServiceName service) {
        return new StartService(service, StopMode.STOP, MINUTE, Message.asIs("why"));
    }

    private static Outage outage(ServiceName service, @Nullable Instant stopped, @Nullable Instant running) {
        return new Outage(service, Optional.ofNullable(stopped), Optional.ofNullable(running));
    }

    @Test
    void servicesAreStoppedAndStartedInTheirOrder() {
        done(stop(A), Result.DONE, ONE);
        done(stop(B), Result.DONE, TWO);
        done(start(B), Result.DONE, TWO.plusSeconds(1));
        done(start(A), Result.DONE, TWO.plusSeconds(2));

        assertThat(log.outages())
                .containsExactly(outage(A, ONE, TWO.plusSeconds(2)), outage(B, TWO, TWO.plusSeconds(1)));
    }

    @Test
    void serviceThatWasFoundStoppedHasNoKnownStart() {
        done(stop(A), Result.ALREADY_SO, ONE);
        done(start(A), Result.DONE, TWO);

        assertThat(log.outages()).containsExactly(outage(A, null, TWO));
    }

    /** Somebody else has started it; nobody knows when. */
    @Test
    void serviceThatWasFoundRunningHasNoKnownEnd() {
        done(stop(A), Result.DONE, ONE);
        done(start(A), Result.ALREADY_SO, TWO);

        assertThat(log.outages()).containsExactly(outage(A, ONE, null));
    }

    @Test
    void serviceThatWasResumedWasNotStopped() {
        done(stop(A), Result.RESUMED, ONE);
        done(start(A), Result.ALREADY_SO, TWO);

        assertThat(log.outages()).isEmpty();
    }

    @Test
    void secondStopIsAnOutageOfItsOwn() {
        done(stop(A), Result.DONE, ONE);
        done(start(A), Result.DONE, TWO);
        done(stop(A), Result.DONE, TWO.plusSeconds(1));

        assertThat(log.outages()).containsExactly(outage(A, ONE, TWO), outage(A, TWO.plusSeconds(1), null));
    }
}
