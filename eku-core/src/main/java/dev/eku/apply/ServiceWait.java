package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.host.Host;
import dev.eku.host.HostClock;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Watches a service until it has the expected state, a deadline passes, or the caller has seen enough. The pause
 * between two questions grows to a tenth of the service's wait hint, but to at most five seconds. If an answer is lost,
 * the question is repeated. A clock that is set back meanwhile makes no wait longer. Not thread-safe.
 */
final class ServiceWait {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration SHORTEST_LONG_PAUSE = Duration.ofSeconds(1);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    /** A service without a wait hint counts as stalled after this time without a new checkpoint. */
    private static final Duration DEFAULT_HINT = Duration.ofSeconds(10);

    private final Host host;
    private final HostClock clock;
    private final Consumer<Progress> progress;

    ServiceWait(Host host, Consumer<Progress> progress) {
        this.host = host;
        this.clock = host.clock();
        this.progress = progress;
    }

    /**
     * Asks for the status of the service until {@code enough} holds.
     *
     * @param goal the state that the caller expects; only for the progress
     * @return the last status seen; empty if the deadline passed first
     * @throws EkuException a refusal of the host; if the host does not answer, only if it still does not at the
     *     deadline
     */
    Optional<ServiceStatus> until(
            ServiceName service, ServiceState goal, Duration deadline, Predicate<ServiceStatus> enough) {
        Instant looked = clock.now();
        Duration elapsed = Duration.ZERO;
        Duration reported = elapsed;
        Duration advanced = elapsed;
        Duration slept = Duration.ZERO;
        Duration pause = FIRST_PAUSE;
        Optional<ServiceStatus> before = Optional.empty();
        boolean lost = false;
        while (true) {
            Answer answer = ask(service);
            Instant now = clock.now();
            Duration passed = Duration.between(looked, now);
            elapsed = elapsed.plus(passed.compareTo(slept) < 0 ? slept : passed);
            looked = now;
            if (answer.loss().isPresent()) {
                EkuException loss = answer.loss().get();
                if (elapsed.compareTo(deadline) >= 0) {
                    throw loss;
                }
                if (!lost || isTimeToReport(elapsed.minus(reported), pause)) {
                    progress.accept(new Progress.Unanswered(service, goal, Doubt.named(loss), elapsed, deadline));
                    reported = elapsed;
                }
                lost = true;
                slept = shortest(pause, deadline.minus(elapsed));
                clock.sleep(slept);
                pause = shortest(pause.multipliedBy(2), SHORTEST_LONG_PAUSE);
                continue;
            }
            lost = false;
            ServiceStatus status = answer.status().orElseThrow();
            boolean moved =
                    before.filter(last -> last.state() == status.state()).isEmpty();
            if (moved || before.get().checkpoint() != status.checkpoint()) {
                advanced = elapsed;
            }
            if (enough.test(status)) {
                return Optional.of(status);
            }
            if (moved || isTimeToReport(elapsed.minus(reported), pause)) {
                boolean stalled =
                        status.state().isPending() && elapsed.minus(advanced).compareTo(hint(status)) > 0;
                progress.accept(new Progress.Waiting(
                        service, goal, status.state(), status.checkpoint(), elapsed, deadline, stalled));
                reported = elapsed;
            }
            if (elapsed.compareTo(deadline) >= 0) {
                return Optional.empty();
            }
            slept = shortest(pause, deadline.minus(elapsed));
            clock.sleep(slept);
            pause = shortest(pause.multipliedBy(2), longestPause(status));
            before = Optional.of(status);
        }
    }

    /** What the service is doing now. */
    ServiceStatus look(ServiceName service, ServiceState goal, Duration deadline) {
        return until(service, goal, deadline, any -> true).orElseThrow();
    }

    /** A status, or the failure that lost it. */
    private record Answer(Optional<ServiceStatus> status, Optional<EkuException> loss) {}

    /** A host that does not answer may be cut off only for a moment. A refusal would only be repeated. */
    private Answer ask(ServiceName service) {
        try {
            return new Answer(Optional.of(host.services().status(service)), Optional.empty());
        } catch (EkuException failure) {
            if (!Doubt.isLost(failure)) {
                throw failure;
            }
            return new Answer(Optional.empty(), Optional.of(failure));
        }
    }

    private static boolean isTimeToReport(Duration silent, Duration pause) {
        return silent.compareTo(REPORT_EVERY.minus(pause)) >= 0;
    }

    private static Duration longestPause(ServiceStatus status) {
        Duration tenth = status.waitHint().dividedBy(10);
        return shortest(tenth.compareTo(SHORTEST_LONG_PAUSE) < 0 ? SHORTEST_LONG_PAUSE : tenth, REPORT_EVERY);
    }

    private static Duration hint(ServiceStatus status) {
        return status.waitHint().compareTo(DEFAULT_HINT) < 0 ? DEFAULT_HINT : status.waitHint();
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
