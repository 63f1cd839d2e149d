package dev.eku.host.event;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Messages;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads events in the form in which Windows renders them. Without document types and without anything outside the text. What of
 * an event is not needed is skipped. Not thread-safe.
 */
final class EventXml {
    /** No event is nested half as deep. */
    private static final int DEEPEST = 100;

    /** In characters. Of the texts of one event no more is kept, since many are; what is looked for stands at their begin. */
    private static final int KEPT = 2000;

    private final String source;
    private final Consumer<LoggedEvent> events;
    private final StringBuilder place = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private boolean inEvent;
    private int depth;
    private Optional<Instant> at = Optional.empty();
    private long record;
    private int id;
    private String provider = "";
    private List<String> data = new ArrayList<>();
    private int kept;
    private Optional<String> message = Optional.empty();

    EventXml(String source, Consumer<LoggedEvent> events) {
        this.source = source;
        this.events = events;
    }

    void read(Reader document) throws IOException {
        OneEvent bounded = new OneEvent(document);
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        int line = 1;
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(bounded);
            while (xml.hasNext()) {
                line = xml.getLocation().getLineNumber();
                boolean before = inEvent;
                step(xml);
                if (inEvent != before) {
                    bounded.next();
                }
            }
        } catch (XMLStreamException malformed) {
            if (malformed.getNestedException() instanceof OneEvent.TooLargeException) {
                throw malformed(line, Messages.text("events.too-large", OneEvent.LARGEST), malformed);
            }
            if (malformed.getNestedException() instanceof IOException failure) {
                throw failure;
            }
            int where = malformed.getLocation() == null
                    ? line
                    : malformed.getLocation().getLineNumber();
            throw malformed(where, Messages.text("events.cut-off"), malformed);
        } catch (DateTimeException | NumberFormatException unreadable) {
            throw malformed(line, Messages.text("events.unreadable", place), unreadable);
        }
    }

    private EkuException malformed(int line, String what, Exception cause) {
        EkuException failure = EkuException.worded(ErrorCode.MALFORMED_FILE, "events.malformed", source, line, what);
        failure.initCause(cause);
        return failure;
    }

    private void step(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.next()) {
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (inEvent) {
                    text.append(xml.getText());
                }
            }
            case XMLStreamConstants.END_ELEMENT -> end();
            default -> {
                // Comments and the like say nothing.
            }
        }
    }

    private void start(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        text.setLength(0);
        if (inEvent) {
            if (++depth > DEEPEST) {
                throw new XMLStreamException("nested too deep", xml.getLocation());
            }
            place.append('/').append(name);
            switch (place.toString()) {
                case "/System/Provider" ->
                    provider = Optional.ofNullable(xml.getAttributeValue(null, "Name"))
                            .orElse("");
                case "/System/TimeCreated" ->
                    at = Optional.ofNullable(xml.getAttributeValue(null, "SystemTime"))
                            .map(Instant::parse);
                default -> {
                    // Told by its text, or not needed.
                }
            }
        } else if (name.equals("Event")) {
            inEvent = true;
            at = Optional.empty();
            record = 0;
            id = 0;
            provider = "";
            data = new ArrayList<>();
            kept = 0;
            message = Optional.empty();
        } else if (!name.equals("Events") && !name.equals(OneRoot.ROOT)) {
            throw new XMLStreamException("no event", xml.getLocation());
        }
    }

    private void end() {
        if (!inEvent) {
            return;
        }
        if (place.isEmpty()) {
            inEvent = false;
            // Without a time it can be said of nothing when it was.
            at.ifPresent(when -> events.accept(new LoggedEvent(when, record, id, provider, data, message)));
            return;
        }
        String content = text.toString();
        switch (place.toString()) {
            case "/System/EventID" -> id = Integer.parseInt(content.strip());
            case "/System/EventRecordID" -> record = Long.parseLong(content.strip());
            case "/EventData/Data" -> keep(content);
            case "/RenderingInfo/Message" -> message = Optional.of(begin(content, KEPT));
            default -> {
                if (place.indexOf("/UserData/") == 0 && !content.isBlank()) {
                    keep(content.strip());
                }
            }
        }
        text.setLength(0);
        depth--;
        place.setLength(place.lastIndexOf("/"));
    }

    private void keep(String content) {
        if (kept < KEPT) {
            String begin = begin(content, KEPT - kept);
            data.add(begin);
            kept += begin.length() + 1;
        }
    }

    private static String begin(String content, int longest) {
        return content.substring(0, Math.min(longest, content.length()));
    }
}
