package dev.eku.fleet.rollout;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.host.Host;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import dev.eku.product.PeerEvents;
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
 * @param seen what was logged before; empty if the log could not be read
 * @param unread what to report if it could not be read
 */
record ConnectionLossMonitor(Optional<LogExcerpt> seen, Events unread) {
    /** How much the clocks may differ. */
    private static final Duration SKEW = Duration.ofDays(1);

    /** The host is not watched. */
    static ConnectionLossMonitor none(Host host) {
        return new ConnectionLossMonitor(
                Optional.empty(), host.events().isPresent() ? Events.NOT_WATCHED : Events.NOT_CHECKED);
    }

    /** Starts to watch now. */
    static ConnectionLossMonitor begin(Host host) {
        return new ConnectionLossMonitor(losses(host), Events.NOT_CHECKED);
    }

    /**
     * Checks the events until now.
     *
     * @throws EkuException {@code CONNECTIONS_LOST} if there were any
     */
    Events end(Host host) {
        Optional<LogExcerpt> now = seen.isPresent() ? losses(host) : Optional.empty();
        if (now.isEmpty()) {
            return unread;
        }
        Set<LoggedEvent> before = new HashSet<>(seen.orElseThrow().events());
        List<LoggedEvent> fresh = now.get().events().stream()
                .filter(event -> !before.contains(event))
                .toList();
        if (!fresh.isEmpty()) {
            LoggedEvent last = fresh.get(fresh.size() - 1);
            throw new EkuException(ErrorCode.CONNECTIONS_LOST, host.ref(), fresh.size(), last.id(), last.at());
        }
        return isWhole(now.get(), host.clock().now().minus(SKEW)) ? Events.CHECKED : unread;
    }

    /**
     * Whether no loss can have been missed. The number of unreadable events must not have grown, and the earlier events
     * must still be there, so that the log was not cleared.
     *
     * @param from older events are no longer read
     */
    private boolean isWhole(LogExcerpt now, Instant from) {
        LogExcerpt before = seen.orElseThrow();
        return now.unreadable() <= before.unreadable()
                && new HashSet<>(now.events())
                        .containsAll(before.events().stream()
                                .filter(event -> !event.at().isBefore(from))
                                .toList());
    }

    /** A log that cannot be read is no failure, since the service runs and the change is in effect. */
    private static Optional<LogExcerpt> losses(Host host) {
        Instant now = host.clock().now();
        EventQuery query =
                new EventQuery(PeerEvents.LOG, PeerEvents.SOURCE, PeerEvents.losses(), now.minus(SKEW), now.plus(SKEW));
        try {
            return host.events().flatMap(events -> events.read(query));
        } catch (EkuException unreadable) {
            return Optional.empty();
        }
    }
}
