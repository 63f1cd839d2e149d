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
 */
record ConnectionLossMonitor(Optional<LogExcerpt> seen, EventCheck unseen) {
    /** How much the clocks may differ. */
    private static final Duration SKEW = Duration.ofDays(1);

    /** The host is not watched. */
    static ConnectionLossMonitor none(Host host) {
        return new ConnectionLossMonitor(
                Optional.empty(), EventCheck.of(host.events().isPresent() ? Events.NOT_WATCHED : Events.NOT_CHECKED));
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
                    ? new ConnectionLossMonitor(log, EventCheck.of(Events.NOT_CHECKED))
                    : unread(Message.of("inspect.log.none", PeerEvents.LOG));
        } catch (EkuException unreadable) {
            return unread(unreadable.summary());
        }
    }

    private static ConnectionLossMonitor unread(Message problem) {
        return new ConnectionLossMonitor(Optional.empty(), EventCheck.failed(problem));
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
}
