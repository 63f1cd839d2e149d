package dev.eku.diagnose.certificate;

import dev.eku.text.Message;
import java.util.List;

/**
 * The role of a peer in a connection. It determines the one purpose that the other side requires in its certificate
 * (Microsoft reference source, {@code _SecureChannel.cs}).
 */
public enum Role {
    /** It accepts the connection, so the other side is the TLS client. */
    TLS_SERVER("serverAuth", "1.3.6.1.5.5.7.3.1"),
    /** It opens the connection, so the other side is the TLS server. */
    TLS_CLIENT("clientAuth", "1.3.6.1.5.5.7.3.2");

    private final String purpose;
    private final String oid;

    Role(String purpose, String oid) {
        this.purpose = purpose;
        this.oid = oid;
    }

    /** The purpose's name in X.509. */
    public String purpose() {
        return purpose;
    }

    /**
     * The purposes of roles, as an argument of a message.
     *
     * @param roles one or both
     */
    public static Object purposes(List<Role> roles) {
        return roles.size() == 1
                ? roles.get(0).purpose()
                : Message.of(
                        "certificate.purposes.both",
                        roles.get(0).purpose(),
                        roles.get(1).purpose());
    }

    /** The purpose's object identifier. */
    public String oid() {
        return oid;
    }
}
