package dev.eku.diagnose;

import dev.eku.host.event.LoggedEvent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A peer as an event names it. Immutable.
 *
 * @param fqdn in the event's spelling
 * @param port where the event tells one
 */
public record PeerName(String fqdn, OptionalInt port) {
    private static final Pattern MESSAGE_FQDN = Pattern.compile("FQDN:\\s{0,9}([A-Za-z0-9._-]{1,253})");
    private static final Pattern MESSAGE_PORT = Pattern.compile("Port:\\s{0,9}([0-9]{1,5})");
    private static final Pattern FQDN =
            Pattern.compile("((?:[A-Za-z0-9_-]{1,63}\\.){1,20}[A-Za-z][A-Za-z0-9-]{0,62})(?::([0-9]{1,5}))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /**
     * Who is named by an event: in its message ({@code Edge Server Machine FQDN: edge.contoso.com, Port:8057}), or in the texts
     * its message is filled with.
     */
    static Optional<PeerName> of(LoggedEvent event) {
        Stream<String> texts = Stream.concat(event.message().stream(), event.data().stream());
        List<String> all = texts.toList();
        for (String text : all) {
            Matcher fqdn = MESSAGE_FQDN.matcher(text);
            if (fqdn.find()) {
                Matcher port = MESSAGE_PORT.matcher(text);
                return Optional.of(named(fqdn.group(1), port.find() ? port.group(1) : ""));
            }
        }
        for (String text : all) {
            Matcher fqdn = FQDN.matcher(text.strip());
            if (fqdn.matches()) {
                String port = Optional.ofNullable(fqdn.group(2))
                        .orElseGet(() -> all.stream()
                                .map(String::strip)
                                .filter(other -> PORT.matcher(other).matches())
                                .findFirst()
                                .orElse(""));
                return Optional.of(named(fqdn.group(1), port));
            }
        }
        return Optional.empty();
    }

    private static PeerName named(String fqdn, String port) {
        int number = port.isEmpty() ? 0 : Integer.parseInt(port);
        return new PeerName(
                withoutDot(fqdn), number >= 1 && number <= 65_535 ? OptionalInt.of(number) : OptionalInt.empty());
    }

    /** Whether it is what was asked there. */
    boolean isAt(String server, int asked) {
        return isNamed(server) && isPort(asked);
    }

    /** Whether that is its port; where the event tells none, any of the server's. */
    boolean isPort(int asked) {
        return port.isEmpty() || port.getAsInt() == asked;
    }

    /** The server, whatever the port. */
    PeerName server() {
        return new PeerName(fqdn, OptionalInt.empty());
    }

    /** Whether that is its name, whatever its case and with or without the dot at its end. */
    private boolean isNamed(String name) {
        return folded(fqdn).equals(folded(name));
    }

    private static String folded(String name) {
        return withoutDot(name).toLowerCase(Locale.ROOT);
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Whether both are the same port of the same server. Events do not all tell a server's name in the same case. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PeerName name && isNamed(name.fqdn) && port.equals(name.port);
    }

    @Override
    public int hashCode() {
        return Objects.hash(folded(fqdn), port);
    }

    /** {@code fqdn:port}, or the name alone. */
    @Override
    public String toString() {
        return port.isPresent() ? fqdn + ":" + port.getAsInt() : fqdn;
    }
}
