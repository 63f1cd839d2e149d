package dev.eku.maven;

import dev.eku.command.input.Defaults;
import dev.eku.text.Option;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what is wrong with each host and why: whether the process checks EKUs and what decides it, whether the
 * certificates of its peers would pass, what its event log says about lost connections, and what to do next. For a
 * fleet, a table with a row for each host comes first. A page for a browser is written beside the other files.
 * Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "diagnose", requiresProject = false, threadSafe = true)
public final class DiagnoseMojo extends ReadOnlyGoal {
    /**
     * The TLS ports of peers whose certificates to look at, separated by commas: <code>edge.contoso.com:8057</code>,
     * <code>[2001:db8::7]:8057</code>. The role of the peer can stand before it: <code>server=NAME:PORT</code>, the
     * application connects to it and checks serverAuth; <code>client=NAME:PORT</code>, it connects to the
     * application, which checks clientAuth; a client is assumed to present the same certificate as that port. Without
     * a role the products eku knows judge a peer in both, and an application of your own judges it as server. For
     * those products a port 8057 or 4443 is taken for an Edge server's, 8060 and 8061 for a front end's, which
     * decides how its certificate is requested again; <code>edge=</code>, <code>front-end=</code> or
     * <code>other=</code> before it changes that. Only the start of a handshake is sent to a port. Default: none; no
     * peer is asked, and the report says so. Example: <code>edge.contoso.com:8057,front-end=10.0.0.5:5061</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.endpoints")
    private @Nullable String endpoints;

    /**
     * Files with peers' certificates, separated by commas, judged as if they were installed: PEM, DER, PKCS#7 or
     * PKCS#12, each with one chain or several. <code>server=</code>, <code>client=</code>, <code>edge=</code>,
     * <code>front-end=</code> or <code>other=</code> before a file says who presents it; without one of these it is
     * <code>other</code>: the products eku knows judge it in both roles, for an application of your own it is shown
     * but decides nothing. A file that cannot be read fails the goal after everything else has been reported.
     * Default: none. Example: <code>edge=edge.cer,server=broker.cer</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.certificates")
    private @Nullable String certificates;

    /**
     * The id of a <code>server</code> in Maven's settings whose password opens the PKCS#12 files. There is no parameter
     * for a password. Default: none. Example: <code>edge-pfx</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.certificatesServerId")
    private @Nullable String certificatesServerId;

    /**
     * How far back to read the hosts' event logs, in hours, minutes and seconds or in ISO 8601 form; at most 31 days.
     * Default: <code>24h</code>. Example: <code>168h</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.window")
    private @Nullable String window;

    /**
     * An event log exported as XML, which is read as a whole instead of the host's own log; for one host only.
     * <code>wevtutil qe "Lync Server" /f:RenderedXml</code> writes one, <code>/f:xml</code> one without the messages.
     * Another file, such as a table, a text or a binary log, is refused. Default: none. Example:
     * <code>fe01-events.xml</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.events")
    private @Nullable String events;

    /**
     * When the build fails. <code>never</code>: no finding fails it. <code>needed</code>: a runtime has the check and
     * a peer's certificate fails it in a role that counts, so that the exemption is needed, whether or not it is
     * there. <code>failing</code>: as <code>needed</code>, and also if a value is misplaced, the process is affected
     * and not exempt, a restart is pending, the exemption is expired, connections are lost for another cause, or a
     * peer or an event log could not be looked at. A host or a file that cannot be read fails the build in any case.
     * Default: <code>never</code>. Example: <code>needed</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.failOn", defaultValue = Defaults.FAIL_ON)
    private @Nullable String failOn;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public DiagnoseMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.ENDPOINTS, endpoints);
        put(texts, Option.CERTIFICATES, certificates);
        put(texts, Option.CERTIFICATES_CREDENTIALS, certificatesServerId);
        put(texts, Option.WINDOW, window);
        put(texts, Option.EVENTS, events);
        put(texts, Option.FAIL_ON, failOn);
    }
}
