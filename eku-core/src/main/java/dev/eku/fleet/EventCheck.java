package dev.eku.fleet;

import dev.eku.fleet.RolloutResult.Events;
import dev.eku.text.Message;
import java.util.Optional;

/**
 * What is known about the connections of a host after its restart. Immutable.
 *
 * @param problem why its event log could not be read, if it was to be read
 */
public record EventCheck(Events events, Optional<Message> problem) {
    /** The log was read, or nobody wanted to read it. */
    public static EventCheck of(Events events) {
        return new EventCheck(events, Optional.empty());
    }

    /** The log was not checked. */
    public static EventCheck failed(Message problem) {
        return new EventCheck(Events.NOT_CHECKED, Optional.of(problem));
    }
}
