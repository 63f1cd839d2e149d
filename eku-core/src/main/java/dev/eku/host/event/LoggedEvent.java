package dev.eku.host.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event of a log. Immutable. Of the texts of a real log only the first 2000 characters are kept.
 *
 * @param at when it was logged, by the clock of the machine that logged it
 * @param record its number in the log, which only ever grows; 0 where it is not told
 * @param id its event id
 * @param source who logged it, for example {@code LS Data MCU}
 * @param data the texts that its message is filled with, in order
 * @param message the whole message, where somebody has put it together
 * @param computer whose log it is from, if an export says it
 */
public record LoggedEvent(
        Instant at,
        long record,
        int id,
        String source,
        List<String> data,
        Optional<String> message,
        Optional<String> computer) {
    public LoggedEvent {
        data = List.copyOf(data);
    }

    /** An event that does not tell whose log it is from. */
    public LoggedEvent(Instant at, long record, int id, String source, List<String> data, Optional<String> message) {
        this(at, record, id, source, data, message, Optional.empty());
    }

    /** An event without a record number and without a message put together. */
    public static LoggedEvent of(Instant at, int id, String source, String... data) {
        return new LoggedEvent(at, 0, id, source, List.of(data), Optional.empty());
    }
}
