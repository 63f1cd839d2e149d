package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a host and the way to it: {@code local:}, {@code \\fe01}, {@code memory:fe01.json}. A reference never carries
 * credentials. Immutable.
 *
 * @param scheme which backend serves it, in lower case; {@code unc} for {@code \\server}
 * @param rest what follows the scheme; the server's name for {@code \\server}
 */
public record HostRef(String scheme, String rest) {
    /** The scheme of {@code \\server}. */
    public static final String UNC = "unc";

    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");
    private static final Pattern SERVER = Pattern.compile("\\\\\\\\([A-Za-z0-9][A-Za-z0-9._-]{0,254})");

    /**
     * Reads a reference.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if it is neither {@code scheme:rest} nor {@code \\server}, or carries user
     *     information
     */
    public static HostRef parse(String text) {
        String stripped = text.strip();
        Matcher server = SERVER.matcher(stripped);
        if (server.matches()) {
            return new HostRef(UNC, server.group(1));
        }
        Matcher uri = URI.matcher(stripped);
        if (!uri.matches()) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "host", stripped, "local:, \\\\fe01, memory:fe01.json");
        }
        if (uri.group(2).startsWith("//") && uri.group(2).contains("@")) {
            throw new EkuException(
                    ErrorCode.INVALID_PARAMETER,
                    "host",
                    uri.group(1) + "://...@"
                            + uri.group(2).substring(uri.group(2).lastIndexOf('@') + 1),
                    uri.group(1) + "://" + uri.group(2).substring(uri.group(2).lastIndexOf('@') + 1));
        }
        return new HostRef(uri.group(1).toLowerCase(Locale.ROOT), uri.group(2));
    }

    /** As it is written: {@code local:}, {@code \\fe01}. */
    @Override
    public String toString() {
        return scheme.equals(UNC) ? "\\\\" + rest : scheme + ":" + rest;
    }
}
