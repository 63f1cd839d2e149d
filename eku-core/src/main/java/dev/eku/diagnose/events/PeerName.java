package dev.eku.diagnose.events;

import dev.eku.diagnose.events.ServerName.Written;
import dev.eku.host.event.LoggedEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A peer as an event names it. Immutable.
 *
 * @param fqdn its name or its address, in the event's spelling
 * @param port if the event has one
 */
public record PeerName(String fqdn, OptionalInt port) {
    /** A name after its label, whatever the language of the surrounding text. */
    private static final Pattern MESSAGE_NAME =
            Pattern.compile("FQDN\\s{0,9}[:\uff1a=]\\s{0,9}([\\[:\\p{L}\\p{N}_][^\\s,;\\u3001\\uff0c()<>\"]{0,300})");

    private static final Pattern MESSAGE_PORT = Pattern.compile(
            "(?:(?i:port)|\u30dd\u30fc\u30c8|\u7aef\u53e3|\u901a\u8a0a\u57e0|\ud3ec\ud2b8)\\s{0,9}[:\uff1a=]\\s{0,9}([0-9]{1,9})");

    /** A name and a port in a message without labels. */
    private static final Pattern NAME_WITH_PORT = Pattern.compile(
            "(?<![\\w/@.\uFFFD-])((?:[A-Za-z0-9_-]{1,63}\\.){1,20}[A-Za-z0-9-]{1,63}|\\[[0-9A-Fa-f:.]{2,45}]):[0-9]{1,5}(?![\\w.])");

    /**
     * The peer that an event names. Its message labels a name and a port
     * ({@code Edge Server Machine FQDN: edge.contoso.com, Port:8057}), and the texts of its data are the same without
     * the labels. What one of the two lacks is taken from the other.
     */
    static Optional<PeerName> of(LoggedEvent event) {
        List<Written> data = data(event);
        Optional<Written> inMessage = event.message().flatMap(message -> labelled(message, data));
        Optional<Written> found = inMessage
                .or(() -> data.stream().filter(server -> !server.isShort()).findFirst())
                .or(() -> shortName(event))
                .or(() -> labelledInData(event))
                .or(() -> event.message().flatMap(PeerName::withPort));
        return found.map(server -> new PeerName(server.name(), port(server, event)));
    }

    private static List<Written> data(LoggedEvent event) {
        return event.data().stream()
                .flatMap(text -> ServerName.of(text).stream())
                .toList();
    }

    /** The data holds the name exactly. In a message, the next words may follow the name without a blank. */
    private static Optional<Written> labelled(String message, List<Written> data) {
        Matcher label = MESSAGE_NAME.matcher(message);
        if (!label.find()) {
            return Optional.empty();
        }
        String text = label.group(1);
        Optional<Written> same = data.stream()
                .filter(server -> text.regionMatches(
                        true,
                        text.startsWith("[") ? 1 : 0,
                        server.name(),
                        0,
                        server.name().length()))
                .max(Comparator.comparingInt(server -> server.name().length()));
        return same.isPresent() ? same : ServerName.of(text).or(() -> ServerName.of(begin(text)));
    }

    /** The part of the text that is ASCII. A word of the message's language follows it. */
    private static String begin(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) < 0x80) {
            end++;
        }
        return text.substring(0, end).replaceAll("[.:\\]]+$", "");
    }

    private static Optional<Written> labelledInData(LoggedEvent event) {
        return event.data().stream()
                .flatMap(text -> labelled(text, List.of()).stream())
                .findFirst();
    }

    /** A single word is a server's name only if a port follows it, or if there is no other text. */
    private static Optional<Written> shortName(LoggedEvent event) {
        List<String> texts = event.data().stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        for (int i = 0; i < texts.size(); i++) {
            Optional<Written> server = ServerName.of(texts.get(i));
            boolean beforePort =
                    i + 1 < texts.size() && ServerName.port(texts.get(i + 1)).isPresent();
            if (server.isPresent() && (beforePort || !server.get().port().isEmpty() || texts.size() == 1)) {
                return server;
            }
        }
        return Optional.empty();
    }

    private static Optional<Written> withPort(String message) {
        Matcher name = NAME_WITH_PORT.matcher(message);
        return name.find() ? ServerName.of(name.group()) : Optional.empty();
    }

    /**
     * The port that is written with the name, else the one that the message labels, else a text of the data that is a
     * port.
     */
    private static OptionalInt port(Written server, LoggedEvent event) {
        Stream<String> labelled = Stream.concat(event.message().stream(), event.data().stream())
                .flatMap(text -> MESSAGE_PORT.matcher(text).results().map(label -> label.group(1)));
        return Stream.of(
                        Stream.of(server.port()),
                        labelled,
                        event.data().stream().map(String::strip))
                .flatMap(texts -> texts)
                .map(ServerName::port)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /** The name as in certificates. */
    public String ascii() {
        return ServerName.folded(fqdn);
    }

    /** Whether it is the server and port that were asked. */
    public boolean isAt(String server, int asked) {
        return isNamed(server) && isPort(asked);
    }

    /** Whether it has that port. If the event names no port, every port of the server matches. */
    public boolean isPort(int asked) {
        return port.isEmpty() || port.getAsInt() == asked;
    }

    /** The server without the port. */
    PeerName server() {
        return new PeerName(fqdn, OptionalInt.empty());
    }

    /** Whether that is its name, in any case or script and with or without the dot at its end, or the same address. */
    public boolean isNamed(String name) {
        return ServerName.folded(fqdn).equals(ServerName.folded(name));
    }

    /** Whether both are the same port of the same server. The case of a server's name can differ between events. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PeerName name && isNamed(name.fqdn) && port.equals(name.port);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ServerName.folded(fqdn), port);
    }

    /** {@code fqdn:port}, or the name alone. */
    @Override
    public String toString() {
        String server = fqdn.indexOf(':') >= 0 && port.isPresent() ? "[" + fqdn + "]" : fqdn;
        return port.isPresent() ? server + ":" + port.getAsInt() : server;
    }
}
