package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a host and how to reach it, for example {@code local:}, {@code \\fe01}, {@code smb://fe01} or
 * {@code memory:fe01.json}. A reference never contains credentials. Immutable.
 *
 * @param scheme which backend serves it, in lower case; {@code unc} for {@code \\server}
 * @param rest what follows the scheme; the server's name for {@code \\server}
 */
public record HostRef(String scheme, String rest) {
    /** The scheme of {@code \\server}. */
    public static final String UNC = "unc";

    /** The scheme of {@code smb://server[:port]}. */
    public static final String SMB = "smb";

    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");
    private static final Pattern SERVER = Pattern.compile("\\\\\\\\([A-Za-z0-9][A-Za-z0-9._-]{0,254})");
    /** A host name and a colon that no port follows. */
    private static final Pattern NO_PORT = Pattern.compile("//[^/:\\[\\],\\s]*:(?![0-9]{0,5}(?:[,\\s]|$))");

    private static final Pattern AUTHORITY =
            Pattern.compile("//([A-Za-z0-9][A-Za-z0-9._-]{0,254}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::([0-9]{1,5}))?");
    private static final int LAST_PORT = 65_535;

    /**
     * Reads a reference.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if it is neither {@code scheme:rest} nor {@code \\server}, if it
     *     contains user information, or if it is an {@code smb://} without a server or with an impossible port
     */
    public static HostRef parse(String text) {
        Optional<Message> reason = whyNot(text);
        if (reason.isPresent()) {
            throw EkuException.worded(
                    ErrorCode.INVALID_PARAMETER,
                    "host.impossible",
                    withoutUser(text.strip()),
                    reason.get(),
                    Hosts.examples());
        }
        return read(text.strip());
    }

    /** Why a text is not a valid reference; empty if it is one. The message repeats no part of the text. */
    public static Optional<Message> whyNot(String text) {
        String stripped = text.strip();
        if (SERVER.matcher(stripped).matches()) {
            return Optional.empty();
        }
        Matcher uri = URI.matcher(stripped);
        if (!uri.matches()) {
            return Optional.of(Message.of(stripped.contains("@") ? "host.user" : "host.scheme"));
        }
        String rest = uri.group(2);
        if (rest.startsWith("//") && rest.contains("@")) {
            return Optional.of(Message.of("host.user"));
        }
        HostRef ref = read(stripped);
        boolean lacksServer = ref.scheme.equals(SMB) && ref.server().isEmpty();
        return lacksServer ? Optional.of(Message.of("host.server")) : Optional.empty();
    }

    /** Reads a text that was found valid. */
    private static HostRef read(String possible) {
        Matcher server = SERVER.matcher(possible);
        if (server.matches()) {
            return new HostRef(UNC, server.group(1));
        }
        int colon = possible.indexOf(':');
        return new HostRef(possible.substring(0, colon).toLowerCase(Locale.ROOT), possible.substring(colon + 1));
    }

    /**
     * A text that was meant as one or several references, without user information, for a message. User information may
     * contain a password, and a comma or a comment sign may have cut off the end of the password.
     */
    public static String withoutUser(String text) {
        if (text.contains("@")) {
            return "...@" + text.substring(text.lastIndexOf('@') + 1);
        }
        Matcher noPort = NO_PORT.matcher(text);
        return noPort.find() ? text.substring(0, noPort.end()) + "..." : text;
    }

    /** The server of {@code smb://server[:port]}; an IPv6 address without its brackets. Empty for other references. */
    public Optional<String> server() {
        Optional<Matcher> found = authority();
        return found.isPresent()
                ? Optional.of(found.get().group(1).replace("[", "").replace("]", ""))
                : Optional.empty();
    }

    /** The port of {@code smb://server:port}, if one is named. */
    public OptionalInt port() {
        return authority()
                .map(found -> found.group(2))
                .map(Integer::parseInt)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Optional<Matcher> authority() {
        Matcher found = AUTHORITY.matcher(rest);
        return scheme.equals(SMB) && found.matches() && isPort(found.group(2)) ? Optional.of(found) : Optional.empty();
    }

    private static boolean isPort(@Nullable String digits) {
        return digits == null || (Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= LAST_PORT);
    }

    /** As users write it, for example {@code local:} or {@code \\fe01}. */
    @Override
    public String toString() {
        return scheme.equals(UNC) ? "\\\\" + rest : scheme + ":" + rest;
    }
}
