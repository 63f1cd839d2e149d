package dev.eku.command.run;

import dev.eku.error.EkuException;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An export that the user gave. The diagnosis notes if it cannot be read, and this also fails the run.
 *
 * @param failed receives the failure
 */
public record GivenExport(EventLog file, Consumer<EkuException> failed) implements EventLog {
    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        return read(query).map(LogExcerpt::events);
    }

    @Override
    public Optional<LogExcerpt> read(EventQuery query) {
        try {
            return file.read(query);
        } catch (EkuException unread) {
            failed.accept(unread);
            throw unread;
        }
    }
}
