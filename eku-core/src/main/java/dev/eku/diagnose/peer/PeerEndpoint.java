package dev.eku.diagnose.peer;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place where a peer presents its certificate. Immutable.
 *
 * @param host a DNS name or an address, an IPv6 address without brackets
 * @param port 1 to 65535
 * @param serverName the name to ask for by SNI, without the dot that may end a name in DNS; empty to ask for none
 * @param peer the kind of the peer
 */
public record PeerEndpoint(String host, int port, Optional<String> serverName, Peer peer) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%[A-Za-z0-9._~-]+)?)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /**
     * What a peer is: a server of Lync, whose certificate is requested with cmdlets, or one of the two roles in TLS.
     */
    public enum Peer {
        /** An Edge server's internal interface. */
        EDGE,
        FRONT_END,
        /** It accepts the connection, so its certificate needs serverAuth. */
        SERVER,
        /**
         * It opens the connection, so its certificate needs clientAuth. The certificate of its port counts as the one
         * that it sends as a client.
         */
        CLIENT,
        OTHER;

        /** Whether it names a role in TLS. */
        public boolean isRole() {
            return this == SERVER || this == CLIENT;
        }

        /** Whether it is a server of Lync or Skype for Business. */
        public boolean isOfLync() {
            return this == EDGE || this == FRONT_END;
        }

        /**
         * What usually listens on a port: Edge on 8057 and 4443, a front end on 8060 and 8061; all of them can be
         * configured.
         */
        public static Peer usuallyAt(int port) {
            return switch (port) {
                case 8057, 4443 -> EDGE;
                case 8060, 8061 -> FRONT_END;
                default -> OTHER;
            };
        }
    }

    /** @throws EkuException {@code INVALID_PARAMETER} if the port is out of range */
    public PeerEndpoint {
        if (port < 1 || port > 65_535) {
            throw invalid(host + ":" + port);
        }
        serverName = serverName.map(name -> name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }

    /** The kind that is usual for that port. A DNS name is asked for by SNI, an address is not. */
    public static PeerEndpoint of(String host, int port) {
        Optional<String> name = ADDRESS.matcher(host).matches() ? Optional.empty() : Optional.of(host);
        return new PeerEndpoint(host, port, name, Peer.usuallyAt(port));
    }

    /**
     * Reads {@code name:port}, {@code address:port} or {@code [address]:port}.
     *
     * @throws EkuException {@code INVALID_PARAMETER} for another form
     */
    public static PeerEndpoint parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw invalid(text);
        }
        String host = Optional.ofNullable(form.group(1)).orElseGet(() -> form.group(2));
        return of(host, Integer.parseInt(form.group(3)));
    }

    private static EkuException invalid(String text) {
        return new EkuException(ErrorCode.INVALID_PARAMETER, "endpoint", text, "edge.contoso.com:8057");
    }

    /**
     * One of the addresses of its name. The probe still asks for that name.
     *
     * @param address without brackets
     */
    public PeerEndpoint at(String address) {
        return new PeerEndpoint(address, port, serverName, peer);
    }

    /**
     * {@code name:port}, an IPv6 address in brackets; {@code name:port (address)} for one of the addresses of a name.
     */
    @Override
    public String toString() {
        if (serverName.isPresent() && ADDRESS.matcher(host).matches()) {
            return serverName.get() + ":" + port + " (" + host + ")";
        }
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
