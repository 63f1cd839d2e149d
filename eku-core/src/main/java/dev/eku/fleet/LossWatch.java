package dev.eku.fleet;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.host.Host;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LoggedEvent;
import dev.eku.product.PeerEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether events that say that a connection is lost come while a host is watched. What was logged before is told apart by having
 * been seen, not by its time: the clock of a host is not always known. Immutable.
 *
 * @param seen what was logged before; empty if the log could not be read
 * @param unread what to say if it was not
 */
record LossWatch(Optional<List<LoggedEvent>> seen, Events unread) {
    /** How far the clocks may be apart. */
    private static final Duration SKEW = Duration.ofDays(1);

    /** No watch is kept. */
    static LossWatch none(Host host) {
        return new LossWatch(Optional.empty(), host.events().isPresent() ? Events.NOT_WATCHED : Events.NOT_CHECKED);
    }

    /** From now on. */
    static LossWatch begin(Host host) {
        return new LossWatch(losses(host), Events.NOT_CHECKED);
    }

    /**
     * Until now.
     *
     * @throws EkuException {@code CONNECTIONS_LOST} if there were any
     */
    Events end(Host host) {
        Optional<List<LoggedEvent>> now = seen.isPresent() ? losses(host) : Optional.empty();
        if (now.isEmpty()) {
            return unread;
        }
        Set<LoggedEvent> before = new HashSet<>(seen.orElse(List.of()));
        List<LoggedEvent> fresh =
                now.get().stream().filter(event -> !before.contains(event)).toList();
        if (!fresh.isEmpty()) {
            LoggedEvent last = fresh.get(fresh.size() - 1);
            throw new EkuException(ErrorCode.CONNECTIONS_LOST, host.ref(), fresh.size(), last.id(), last.at());
        }
        return Events.CHECKED;
    }

    /** A log that cannot be read says nothing; the service runs and the change is in effect all the same. */
    private static Optional<List<LoggedEvent>> losses(Host host) {
        Instant now = host.clock().now();
        EventQuery query =
                new EventQuery(PeerEvents.LOG, PeerEvents.SOURCE, PeerEvents.losses(), now.minus(SKEW), now.plus(SKEW));
        try {
            return host.events().flatMap(events -> events.query(query));
        } catch (EkuException unreadable) {
            return Optional.empty();
        }
    }
}
