package dev.eku.fleet.rollout;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.EventCheck;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.host.Host;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import dev.eku.product.PeerEvents;
import dev.eku.text.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether events about lost connections are logged while a host is watched. It recognises earlier events because
 * it has seen them, not by their time, since the clock of a host is not always known. Immutable.
 *
 * @param seen what was logged before; empty if the host is not watched, or the log could not be read
 * @param unseen what to report if it is empty
 * @param startedAt when the watch started, by the host's clock
 */
record ConnectionLossMonitor(Optional<LogExcerpt> seen, EventCheck unseen, Instant startedAt) {
    /** How much the clocks may differ. */
    private static final Duration SKEW = Duration.ofDays(1);

    /** The host is not watched. */
    static ConnectionLossMonitor none(Host host) {
        return new ConnectionLossMonitor(
                Optional.empty(),
                EventCheck.of(host.events().isPresent() ? Events.NOT_WATCHED : Events.NOT_CHECKED),
                host.clock().now());
    }

    /**
     * Starts to watch now. A log that cannot be read is no failure, since the service runs and the change is in effect.
     */
    static ConnectionLossMonitor begin(Host host) {
        if (host.events().isEmpty()) {
            return none(host);
        }
        Instant now = host.clock().now();
        EventQuery query =
                new EventQuery(PeerEvents.LOG, PeerEvents.SOURCE, PeerEvents.losses(), now.minus(SKEW), now.plus(SKEW));
        try {
            Optional<LogExcerpt> log = host.events().get().read(query);
            return log.isPresent()
                    ? new ConnectionLossMonitor(log, EventCheck.of(Events.NOT_CHECKED), now)
                    : unread(Message.of("inspect.log.none", PeerEvents.LOG), now);
        } catch (EkuException unreadable) {
            return unread(unreadable.summary(), now);
        }
    }

    private static ConnectionLossMonitor unread(Message problem, Instant now) {
        return new ConnectionLossMonitor(Optional.empty(), EventCheck.failed(problem), now);
    }

    /**
     * Checks the events until now.
     *
     * @throws EkuException {@code CONNECTIONS_LOST} if there were any
     */
    EventCheck end(Host host) {
        if (seen.isEmpty()) {
            return unseen;
        }
        ConnectionLossMonitor now = begin(host);
        if (now.seen.isEmpty()) {
            return now.unseen;
        }
        Set<LoggedEvent> before = new HashSet<>(seen.get().events());
        List<LoggedEvent> fresh = now.seen.get().events().stream()
                .filter(event -> !before.contains(event))
                .toList();
        if (!fresh.isEmpty()) {
            LoggedEvent last = fresh.get(fresh.size() - 1);
            throw new EkuException(ErrorCode.CONNECTIONS_LOST, host.ref(), fresh.size(), last.id(), last.at());
        }
        return isWhole(now.seen.get(), host.clock().now().minus(SKEW))
                ? EventCheck.of(Events.CHECKED)
                : EventCheck.failed(Message.of("rollout.events-changed", PeerEvents.LOG));
    }

    /**
     * Whether no loss can have been missed. The number of unreadable events must not have grown, the earlier events
     * must still be there, and the log must still go back to the start of the watch, so that it was not cleared. A log
     * that was empty then goes back to its first event.
     *
     * @param from older events are no longer read
     */
    private boolean isWhole(LogExcerpt now, Instant from) {
        LogExcerpt before = seen.orElseThrow();
        boolean reachedTheStart = before.since().filter(startedAt::isBefore).isEmpty();
        boolean reachesTheStart = now.since().filter(startedAt::isBefore).isEmpty();
        return now.unreadable() <= before.unreadable()
                && (reachesTheStart || !reachedTheStart)
                && new HashSet<>(now.events())
                        .containsAll(before.events().stream()
                                .filter(event -> !event.at().isBefore(from))
                                .toList());
    }
}
