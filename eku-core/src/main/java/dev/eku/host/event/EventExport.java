package dev.eku.host.event;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.EventLog;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An event log that was exported as XML, by {@code wevtutil qe "Lync Server" /f:xml} (events one behind the other, without a
 * common root), with {@code /e:Events}, or by the Event Viewer. UTF-8 or, with a byte order mark, UTF-16; what is neither is read
 * as far as it goes, since all that is looked for is ASCII. Whatever log is asked for, the file is it. Thread-safe; reads the
 * file anew for each query.
 */
public final class EventExport implements EventLog {
    private static final byte[] BINARY_LOG = "ElfFile\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 8;
    private static final Comparator<LoggedEvent> BY_TIME =
            Comparator.comparing(LoggedEvent::at).thenComparing(LoggedEvent::record);

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
     * @throws EkuException {@code FILE_FAILURE}, or {@code MALFORMED_FILE} if it is no such export or is cut short
     */
    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        List<LoggedEvent> events = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            read(decoded(in), file.toString(), event -> {
                if (query.matches(event)) {
                    events.add(event);
                    if (events.size() == 2 * MAX_EVENTS) {
                        keepNewest(events);
                    }
                }
            });
        } catch (IOException failure) {
            throw new EkuException(
                    failure, ErrorCode.FILE_FAILURE, file, failure.getClass().getSimpleName());
        }
        keepNewest(events);
        return Optional.of(events);
    }

    /**
     * The events of a text of the same form.
     *
     * @param source what to call it in errors
     * @throws EkuException {@code MALFORMED_FILE}
     */
    public static List<LoggedEvent> parse(String text, String source) {
        List<LoggedEvent> events = new ArrayList<>();
        try {
            read(new StringReader(text), source, events::add);
        } catch (IOException impossible) {
            throw new EkuException(impossible, ErrorCode.UNEXPECTED, impossible);
        }
        events.sort(BY_TIME);
        return events;
    }

    private static void keepNewest(List<LoggedEvent> events) {
        events.sort(BY_TIME);
        events.subList(0, Math.max(0, events.size() - MAX_EVENTS)).clear();
    }

    private static void read(Reader text, String source, Consumer<LoggedEvent> events) throws IOException {
        new EventXml(source, events).read(new OneRoot(text));
    }

    private Reader decoded(InputStream in) throws IOException {
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        if (Arrays.equals(head, BINARY_LOG)) {
            throw EkuException.worded(ErrorCode.MALFORMED_FILE, "events.binary", file);
        }
        Charset charset = StandardCharsets.UTF_8;
        if (head.length > 1 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            charset = StandardCharsets.UTF_16LE;
        } else if (head.length > 1 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            charset = StandardCharsets.UTF_16BE;
        }
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }
}
