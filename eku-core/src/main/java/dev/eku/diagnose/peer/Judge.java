package dev.eku.diagnose.peer;

import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.product.Application;
import dev.eku.product.ProductCatalog;
import java.util.Set;

/**
 * Which program judges the certificates of peers. It decides in which of its roles a peer counts. A process is usually
 * either a TLS client or a TLS server: the client judges the port that it calls for serverAuth alone, the server its
 * callers for clientAuth alone (Microsoft reference source, {@code _SecureChannel.cs}). The Data MCU of Lync and Skype
 * for Business is both, also for its peers (Microsoft UC support blog of 25 May 2017: connections are lost whichever
 * side has opened them).
 */
public enum Judge {
    /** A product of the catalogue, or its Data MCU: a peer counts in both roles, unless a role is given. */
    PRODUCT,
    /**
     * A custom application: a port counts as TLS server, unless a role is given; a file without a role decides nothing.
     */
    OWN_APPLICATION,
    /**
     * An unknown program, for example if certificates are checked alone: both roles are judged, unless a role is given.
     */
    NOBODY;

    private static final Set<Role> BOTH = Set.of(Role.values());

    /** The judge of the peers of that application. */
    public static Judge of(Inspection inspection, Application application) {
        // An inspected application has the runtime that its executable shows, so it may differ from the one that was
        // asked for.
        boolean own = inspection.exemption().applications().stream()
                .anyMatch(asked -> asked.id().equals(application.id()));
        return own && !isDataMcu(application) ? OWN_APPLICATION : PRODUCT;
    }

    /** The judge of the peers of a host. A product, which judges both roles, counts before custom applications. */
    public static Judge ofAll(Inspection inspection) {
        boolean product = inspection.exemption().applications().isEmpty()
                || inspection.applications().stream()
                        .map(ApplicationFacts::application)
                        .anyMatch(application -> of(inspection, application) == PRODUCT);
        return product ? PRODUCT : OWN_APPLICATION;
    }

    /** Whether that is the Data MCU, whatever its name. */
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

    /** The kind of the peer. A port that Lync uses means nothing to an application that does not belong to Lync. */
    public Peer peer(PeerAnswer answer) {
        Peer peer = answer.peer();
        return this == OWN_APPLICATION && !peer.isRole() ? Peer.OTHER : peer;
    }

    /** Whether a peer's certificate is requested with the cmdlets of Lync and Skype for Business. */
    boolean isOfLync(PeerAnswer answer) {
        return this == PRODUCT || (this == NOBODY && answer.peer().isOfLync());
    }
}
