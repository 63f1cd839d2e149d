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
 * Shows whether certificates that ports present or files hold pass the EKU check, as TLS server and as TLS client or
 * in the role that is given. Shows what those that fail lack, how to request the right ones, and other remarks.
 * Touches no host's settings and changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "certificates", requiresProject = false, threadSafe = true)
public final class CertificatesMojo extends EkuGoal {
    /**
     * The TLS ports of peers whose certificates to look at, separated by commas: <code>edge.contoso.com:8057</code>,
     * <code>[2001:db8::7]:8057</code>. Each is judged as TLS server and as TLS client, unless its role stands before
     * it: <code>server=NAME:PORT</code>, which has to be good for serverAuth, or <code>client=NAME:PORT</code>, which
     * has to be good for clientAuth; a client is assumed to present the same certificate as that port. A port 8057 or
     * 4443 is taken for an Edge server's, 8060 and 8061 for a front end's, which decides how its certificate is
     * requested again; <code>edge=</code>, <code>front-end=</code> or <code>other=</code> before it changes that.
     * Only the start of a handshake is sent to a port. Default: none; then <code>certificates</code> has to be given.
     * Example: <code>edge.contoso.com:8057,front-end=10.0.0.5:5061,server=broker.contoso.com:8883</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.endpoints")
    private @Nullable String endpoints;

    /**
     * Files with peers' certificates, separated by commas, judged as if they were installed: PEM, DER, PKCS#7 or
     * PKCS#12, each with one chain or several. <code>server=</code>, <code>client=</code>, <code>edge=</code>,
     * <code>front-end=</code> or <code>other=</code> before a file says who presents it; without one of these it is
     * <code>other</code>, judged in both roles. A file that cannot be read fails the goal after everything else has
     * been reported. Default: none. Example: <code>edge=edge.cer,server=broker.cer</code>.
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
     * When the build fails. <code>never</code>: no finding fails it. <code>needed</code>: a certificate fails the
     * check in a role that counts. <code>failing</code>: as <code>needed</code>, and also if a certificate could not
     * be seen, or has a remark other than an issuer that was not seen. A file that cannot be read fails the build in
     * any case. Default: <code>never</code>. Example: <code>needed</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.failOn", defaultValue = Defaults.FAIL_ON)
    private @Nullable String failOn;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public CertificatesMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.ENDPOINTS, endpoints);
        put(texts, Option.CERTIFICATES, certificates);
        put(texts, Option.CERTIFICATES_CREDENTIALS, certificatesServerId);
        put(texts, Option.FAIL_ON, failOn);
    }
}
