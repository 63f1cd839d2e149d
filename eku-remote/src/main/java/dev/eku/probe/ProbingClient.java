package dev.eku.probe;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.TlsVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * The client side of one handshake. It offers everything that old and new servers may need, keeps what the peer
 * presents without judging it, and ends the handshake where the peer's part of it ends. Not thread-safe.
 */
final class ProbingClient extends AbstractTlsClient implements TlsAuthentication {
    /** More than any valid chain, and small enough for memory. */
    private static final int LONGEST_MESSAGE = 256 * 1024;

    private static final int LONGEST_CHAIN = 100;

    /** The library takes a long time for longer keys. */
    private static final int LONGEST_KEY = 8192;

    private final ProtocolVersion newest;
    private final Optional<String> serverName;
    private @Nullable Certificate shown;
    private @Nullable TlsVersion version;
    private Optional<Short> alert = Optional.empty();
    private Optional<PeerAnswer.Ending> ending = Optional.empty();

    ProbingClient(TlsCrypto crypto, ProtocolVersion newest, Optional<String> serverName) {
        super(crypto);
        this.newest = newest;
        this.serverName = serverName;
    }

    /** The certificates that were presented so far, as sent. */
    List<byte[]> chain() throws IOException {
        List<byte[]> chain = new ArrayList<>();
        if (shown != null) {
            for (int i = 0; i < shown.getLength(); i++) {
                chain.add(shown.getCertificateAt(i).getEncoded());
            }
        }
        return chain;
    }

    /** The version that the peer chose; known after certificates were presented. */
    Optional<TlsVersion> version() {
        return Optional.ofNullable(version);
    }

    /** How the handshake ended; known after the peer's part of it has ended well. */
    Optional<PeerAnswer.Ending> ending() {
        return ending;
    }

    /** The last alert of the peer. */
    Optional<Short> alert() {
        return alert;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return newest.downTo(ProtocolVersion.TLSv10);
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), CipherOffer.suites());
    }

    @Override
    protected Vector<Integer> getSupportedGroups(@SuppressWarnings("rawtypes") Vector roles) {
        return CipherOffer.groups();
    }

    @Override
    protected Vector<?> getSupportedSignatureAlgorithms() {
        return CipherOffer.signatures();
    }

    @Override
    protected @Nullable Vector<ServerName> getSNIServerNames() {
        return serverName
                .map(name -> new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII)))
                .map(List::of)
                .map(Vector::new)
                .orElse(null);
    }

    /** The probe does not ask whether a certificate is revoked. */
    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    public int getMaxCertificateChainLength() {
        return LONGEST_CHAIN;
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return LONGEST_MESSAGE;
    }

    /** Old servers do not support it. */
    @Override
    public void notifySecureRenegotiation(boolean secure) {}

    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        alert = Optional.of(description);
    }

    /** Called as soon as certificates have come, before the library checks them. */
    @Override
    public TlsAuthentication getAuthentication() throws IOException {
        var handshake = context.getSecurityParametersHandshake();
        shown = handshake.getPeerCertificate();
        version = versionOf(handshake.getNegotiatedVersion());
        requireShortKey();
        return this;
    }

    /** The chain that was presented is kept in any case. */
    private void requireShortKey() throws IOException {
        try {
            if (Der.certificate(chain().get(0)).getPublicKey() instanceof RSAPublicKey key
                    && key.getModulus().bitLength() > LONGEST_KEY) {
                throw new TlsFatalAlert(AlertDescription.insufficient_security);
            }
        } catch (CertificateException spoiled) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, spoiled);
        }
    }

    @Override
    public void notifyServerCertificate(TlsServerCertificate certificate) {
        // The certificates have already been kept.
    }

    /** The peer's part has ended, and it asks for a certificate. */
    @Override
    public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        ending = Optional.of(PeerAnswer.Ending.ASKED_FOR_CERTIFICATE);
        throw new TlsFatalAlert(AlertDescription.user_canceled);
    }

    /** Up to TLS 1.2: the peer's part has ended, and it asks for no certificate. */
    @Override
    public Vector<?> getClientSupplementalData() throws IOException {
        ending = Optional.of(PeerAnswer.Ending.ASKED_FOR_NONE);
        throw new TlsFatalAlert(AlertDescription.user_canceled);
    }

    /** With TLS 1.3: the peer asked for no certificate. */
    @Override
    public void notifyHandshakeComplete() {
        ending = Optional.of(PeerAnswer.Ending.ASKED_FOR_NONE);
    }

    private static TlsVersion versionOf(ProtocolVersion version) {
        if (version.equals(ProtocolVersion.TLSv13)) {
            return TlsVersion.TLS_1_3;
        }
        if (version.equals(ProtocolVersion.TLSv12)) {
            return TlsVersion.TLS_1_2;
        }
        return version.equals(ProtocolVersion.TLSv11) ? TlsVersion.TLS_1_1 : TlsVersion.TLS_1_0;
    }
}
