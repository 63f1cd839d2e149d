package dev.eku.host.event;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.file.LocalFile;
import dev.eku.host.event.EventSplitter.Piece;
import dev.eku.text.Message;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An event log that was exported as XML, by {@code wevtutil qe "Lync Server" /f:xml} or {@code /f:RenderedXml} (events
 * one behind the other, without a common root), with {@code /e:Events}, or by the Event Viewer. An event that cannot be
 * read costs itself and is counted. A file without an event of the log asked for is no export of it, whatever else it
 * may be: that a log is quiet can only be told by a log. Thread-safe; reads the file again for each query.
 */
public final class EventExport implements EventLog {
    private static final int HEAD = 4096;

    private final Path file;

    private EventExport(Path file) {
        this.file = file;
    }

    /** The export in that file, which is opened by the first query. */
    public static EventExport of(Path file) {
        return new EventExport(file);
    }

    /**
     * As {@link EventLog#query}; never without a log.
     *
     * @throws EkuException as {@link #read}
     */
    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        return read(query).map(LogExcerpt::events);
    }

    /**
     * As {@link EventLog#read}; never without a log.
     *
     * @throws EkuException {@code FILE_FAILURE}, or {@code MALFORMED_FILE} if it is no such export, holds no event of
     *     that log that can be read, or is cut short
     */
    @Override
    public Optional<LogExcerpt> read(EventQuery query) {
        try (InputStream in = new BufferedInputStream(LocalFile.open(file))) {
            in.mark(HEAD);
            byte[] head = in.readNBytes(HEAD);
            in.reset();
            if (Lookalike.isBinaryLog(head)) {
                throw EkuException.worded(ErrorCode.MALFORMED_FILE, "events.binary", file);
            }
            return Optional.of(excerpt(new BufferedReader(decoded(in, TextEncoding.of(head))), query));
        } catch (IOException failure) {
            throw LocalFile.unreadable(file, failure);
        }
    }

    private static Reader decoded(InputStream in, Charset charset) {
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    private LogExcerpt excerpt(BufferedReader text, EventQuery query) throws IOException {
        text.mark(HEAD);
        char[] units = new char[HEAD];
        String head = new String(units, 0, Math.max(0, text.read(units, 0, HEAD)));
        text.reset();
        EventCollector collector = new EventCollector(query);
        EventSplitter splitter = new EventSplitter(text);
        int line = 1;
        try {
            for (Optional<Piece> piece = splitter.next(); piece.isPresent(); piece = splitter.next()) {
                if (piece.get().whole()) {
                    collector.read(piece.get().text());
                } else {
                    collector.unreadable();
                }
                line = piece.get().line();
            }
        } catch (NoExportException none) {
            throw refused(none, head, collector);
        }
        for (int i = 0; i < splitter.strays(); i++) {
            collector.unreadable();
        }
        if (collector.ofTheLog() == 0) {
            throw withoutEvents(head, line, query, collector);
        }
        return collector.excerpt(collector.oldest(), collector.newest());
    }

    private EkuException refused(NoExportException none, String head, EventCollector collector) {
        boolean any = collector.ofTheLog() + collector.unread() > 0
                || collector.foreignLog().isPresent();
        return switch (none.why()) {
            case TOO_LARGE -> malformed(none.line(), Message.of("events.too-large", EventSplitter.LARGEST));
            case CUT_OFF -> malformed(none.line(), Message.of("events.cut-off"));
            case FOREIGN -> any ? malformed(none.line(), Message.of("events.cut-off")) : looksLike(head);
        };
    }

    private EkuException withoutEvents(String head, int line, EventQuery query, EventCollector collector) {
        if (collector.foreignLog().isPresent()) {
            return EkuException.worded(
                    ErrorCode.MALFORMED_FILE,
                    "events.other-log",
                    file,
                    collector.foreignLog().get(),
                    query.log());
        }
        boolean events = collector.unread() > 0 && head.contains("<Event");
        return events ? malformed(line, unreadable(collector.place())) : looksLike(head);
    }

    private static Message unreadable(String place) {
        return place.isEmpty() ? Message.of("events.lacking") : Message.of("events.unreadable", place);
    }

    private EkuException malformed(int line, Message what) {
        return EkuException.worded(ErrorCode.MALFORMED_FILE, "events.malformed", file, line, what);
    }

    private EkuException looksLike(String head) {
        Lookalike looks = Lookalike.of(
                head, Optional.ofNullable(file.getFileName()).orElse(file).toString());
        if (looks == Lookalike.BINARY_LOG) {
            return EkuException.worded(ErrorCode.MALFORMED_FILE, "events.binary", file);
        }
        return EkuException.worded(ErrorCode.MALFORMED_FILE, "events.looks", file, Message.of("events.looks." + looks));
    }
}
