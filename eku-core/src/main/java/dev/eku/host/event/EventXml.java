package dev.eku.host.event;

import dev.eku.file.QuietXml;
import dev.eku.time.FileTime;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one event after another, each a text of its own, in the form in which Windows renders them. Without document
 * types and without anything outside the text. What of an event is not needed is skipped. Not thread-safe.
 */
final class EventXml {
    /** No event is nested half as deep. */
    private static final int DEEPEST = 100;

    /**
     * In characters. Of the texts of one event no more is kept, since many are; what is looked for stands at their
     * start.
     */
    private static final int KEPT = 2000;

    /** In characters; a name in DNS has 255. */
    private static final int LONGEST_NAME = 255;

    /** What an event id has room for ({@code EventIDType} in Microsoft's schema of events: an unsigned short). */
    private static final int LARGEST_ID = 0xFFFF;

    private static final Pattern PREFIX = Pattern.compile("<((?!xml)[A-Za-z_][A-Za-z0-9_.-]{0,40}):Event[\\s/>]");

    /** As XML 1.1, in which also control characters can be written, as Windows writes them. */
    private static final String DECLARATION = "<?xml version=\"1.1\"?>";

    private final XMLInputFactory factory;
    private final StringBuilder place = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private boolean inRoot;
    private boolean inEvent;
    private int depth;
    private Optional<Instant> at = Optional.empty();
    private long record;
    private int id;
    private boolean isNumbered;
    private String provider = "";
    private Optional<String> channel = Optional.empty();
    private Optional<String> computer = Optional.empty();
    private List<String> data = new ArrayList<>();
    private int kept;
    private Optional<String> message = Optional.empty();

    EventXml() {
        factory = QuietXml.factory(false);
    }

    /**
     * What could be read of an event.
     *
     * @param event empty if it cannot be read: it is no XML, does not tell when it was logged, by whom or which event
     *     it is, or a number in it is none
     * @param provider who logged it; empty if that is not told
     * @param id 0 if that is not told
     * @param channel the log it is from, where that is told
     * @param computer whose log it is from, likewise
     * @param place where in it reading ended
     */
    record Reading(
            Optional<LoggedEvent> event,
            String provider,
            int id,
            Optional<String> channel,
            Optional<String> computer,
            String place) {}

    /**
     * Reads events, each a text of its own. All at once, since to start a document takes longer than to read an event;
     * where one of them is none, each by itself.
     */
    List<Reading> read(List<String> events) {
        try {
            List<Reading> all = document(root(events) + String.join("", events) + "</all>");
            if (all.size() == events.size()) {
                return all;
            }
        } catch (XMLStreamException
                | DateTimeException
                | NumberFormatException
                | MissingResourceException
                | IndexOutOfBoundsException unreadable) {
            // Which of them it is, is found out below.
        }
        return events.stream().map(this::one).toList();
    }

    private Reading one(String event) {
        try {
            List<Reading> all = document(root(List.of(event)) + event + "</all>");
            if (all.size() == 1) {
                return all.get(0);
            }
        } catch (XMLStreamException
                | DateTimeException
                | NumberFormatException
                | MissingResourceException
                | IndexOutOfBoundsException unreadable) {
            // What was read of it before tells whose it is.
        }
        return new Reading(Optional.empty(), provider, id, channel, computer, place.toString());
    }

    /** A root around events, which tells what their prefix stands for, as the root that they had may have done. */
    private static String root(List<String> events) {
        String prefixes = events.stream()
                .map(PREFIX::matcher)
                .filter(Matcher::lookingAt)
                .map(prefix -> prefix.group(1))
                .distinct()
                .map(prefix -> " xmlns:" + prefix + "='" + EventSplitter.NAMESPACE + "'")
                .collect(Collectors.joining());
        return "<all" + prefixes + ">";
    }

    private List<Reading> document(String all) throws XMLStreamException {
        List<Reading> readings = new ArrayList<>();
        inRoot = false;
        reset();
        XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(DECLARATION + all));
        while (xml.hasNext()) {
            boolean before = inEvent;
            readStep(xml);
            if (before && !inEvent) {
                boolean whole = isNumbered && !provider.isEmpty();
                readings.add(new Reading(
                        at.filter(told -> whole)
                                .map(when -> new LoggedEvent(when, record, id, provider, data, message, computer)),
                        provider,
                        id,
                        channel,
                        computer,
                        ""));
            }
        }
        return readings;
    }

    private void reset() {
        inEvent = false;
        depth = 0;
        place.setLength(0);
        text.setLength(0);
        at = Optional.empty();
        record = 0;
        id = 0;
        isNumbered = false;
        provider = "";
        channel = Optional.empty();
        computer = Optional.empty();
        data = new ArrayList<>();
        kept = 0;
        message = Optional.empty();
    }

    private void readStep(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.next()) {
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw new XMLStreamException("a name that nothing defines", xml.getLocation());
            case XMLStreamConstants.END_ELEMENT -> end();
            default -> {
                // Comments and the like say nothing.
            }
        }
    }

    private void start(XMLStreamReader xml) throws XMLStreamException {
        text.setLength(0);
        if (!inEvent) {
            reset();
            inEvent = inRoot;
            inRoot = true;
            return;
        }
        if (++depth > DEEPEST) {
            throw new XMLStreamException("nested too deep", xml.getLocation());
        }
        String qualified = xml.getLocalName();
        place.append('/').append(qualified, qualified.indexOf(':') + 1, qualified.length());
        switch (place.toString()) {
            case "/System/Provider" ->
                provider = Optional.ofNullable(xml.getAttributeValue(null, "Name"))
                        .or(() -> Optional.ofNullable(xml.getAttributeValue(null, "EventSourceName")))
                        .map(String::strip)
                        .orElse("");
            case "/System/TimeCreated" ->
                at = Optional.ofNullable(xml.getAttributeValue(null, "SystemTime"))
                        .map(EventXml::time);
            default -> {
                // Told by its text, or not needed.
            }
        }
    }

    private static Instant time(String written) {
        Instant time = Instant.parse(written.strip());
        if (!FileTime.holds(time)) {
            throw new DateTimeException("no time of a log");
        }
        return time;
    }

    private void end() {
        if (place.isEmpty()) {
            inEvent = false;
            return;
        }
        String content = text.toString();
        switch (place.toString()) {
            case "/System/EventID" -> number(content.strip());
            case "/System/EventRecordID" -> record = Long.parseLong(content.strip());
            case "/System/Channel" -> channel = Optional.of(content.strip());
            case "/System/Computer" ->
                computer = Optional.of(begin(content.strip(), LONGEST_NAME)).filter(name -> !name.isEmpty());
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

    private void number(String written) {
        id = Integer.parseInt(written);
        if (id < 0 || id > LARGEST_ID) {
            id = 0;
            throw new NumberFormatException("no event id");
        }
        isNumbered = true;
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
