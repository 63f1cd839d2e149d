package dev.eku.diagnose.peer;

import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.product.Application;
import dev.eku.product.ProductCatalog;
import java.util.Set;

/**
 * Who judges the certificates of peers, which decides in which of its roles a peer counts. A process is as a rule
 * either TLS client or TLS server: the client judges the port it calls for serverAuth alone, the server its callers for
 * clientAuth alone (Microsoft reference source, {@code _SecureChannel.cs}). The Data MCU of Lync and Skype for Business
 * is both, to its peers as well (Microsoft UC support blog of 25 May 2017: connections are lost whichever side has
 * opened them).
 */
public enum Judge {
    /** A product of the catalogue, or its Data MCU: a peer counts in both roles, unless one is given. */
    PRODUCT,
    /**
     * An application of the user's own: a port counts as TLS server, unless a role is given; a file without one decides
     * nothing.
     */
    OWN_APPLICATION,
    /** Nobody that is known, as where certificates are looked at alone: both roles are judged, unless one is given. */
    NOBODY;

    private static final Set<Role> BOTH = Set.of(Role.values());

    /** Who judges the peers of that application. */
    public static Judge of(Inspection inspection, Application application) {
        // What was inspected has the runtime that its executable shows, so it need not be equal to what was asked for.
        boolean own = inspection.exemption().applications().stream()
                .anyMatch(asked -> asked.id().equals(application.id()));
        return own && !isDataMcu(application) ? OWN_APPLICATION : PRODUCT;
    }

    /** Who judges the peers of a host: a product, which judges both roles, counts before applications of one's own. */
    public static Judge ofAll(Inspection inspection) {
        boolean product = inspection.exemption().applications().isEmpty()
                || inspection.applications().stream()
                        .map(ApplicationFacts::application)
                        .anyMatch(application -> of(inspection, application) == PRODUCT);
        return product ? PRODUCT : OWN_APPLICATION;
    }

    /** Whether that is the Data MCU, however it was named. */
    public static boolean isDataMcu(Application application) {
        return application
                .service()
                .filter(ProductCatalog.DATA_MCU_SERVICE::equals)
                .isPresent();
    }

    /** The roles in which a peer counts; empty if it decides nothing. */
    public Set<Role> roles(PeerAnswer answer) {
        return switch (answer.peer()) {
            case SERVER -> Set.of(Role.TLS_SERVER);
            case CLIENT -> Set.of(Role.TLS_CLIENT);
            case EDGE, FRONT_END, OTHER -> unlessGiven(answer);
        };
    }

    private Set<Role> unlessGiven(PeerAnswer answer) {
        if (this != OWN_APPLICATION) {
            return BOTH;
        }
        return answer instanceof PeerAnswer.OfEndpoint ? Set.of(Role.TLS_SERVER) : Set.of();
    }

    /** What stands there. That a port is one that Lync uses tells nothing to an application that is not of Lync. */
    public Peer peer(PeerAnswer answer) {
        Peer peer = answer.peer();
        return this == OWN_APPLICATION && !peer.isRole() ? Peer.OTHER : peer;
    }

    /** Whether a peer's certificate is asked for with the cmdlets of Lync and Skype for Business. */
    boolean isOfLync(PeerAnswer answer) {
        return this == PRODUCT || (this == NOBODY && answer.peer().isOfLync());
    }
}
