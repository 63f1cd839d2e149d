package dev.eku.host;

import dev.eku.host.HostSnapshot.StoredPeer;
import dev.eku.json.JsonObject;
import dev.eku.text.Message;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A peer as a snapshot keeps it: its name, its port, and the chain that it presents, in DER as base64. Pure. */
final class PeerJson {
    private static final String CHAIN = "chain";

    private PeerJson() {}

    static Map<String, Object> write(StoredPeer peer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", peer.name());
        fields.put("port", peer.port());
        List<String> chain = new ArrayList<>();
        for (X509Certificate certificate : peer.chain()) {
            chain.add(base64(certificate));
        }
        fields.put(CHAIN, chain);
        return fields;
    }

    static StoredPeer read(JsonObject fields) {
        String name = fields.string("name");
        long port = fields.number("port");
        if (port < 1 || port > 65_535) {
            throw fields.malformed("port", Message.of("json.range", 1, 65_535));
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (String text : fields.optionalStrings(CHAIN)) {
            try {
                chain.add(certificate(Base64.getDecoder().decode(text)));
            } catch (CertificateException | IllegalArgumentException unreadable) {
                throw fields.malformed(CHAIN, Message.of("json.expected", Message.of("json.certificates")));
            }
        }
        if (chain.isEmpty()) {
            throw fields.malformed(CHAIN, Message.of("json.expected", Message.of("json.certificate")));
        }
        fields.end();
        return new StoredPeer(name, (int) port, chain);
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        ByteArrayInputStream in = new ByteArrayInputStream(der);
        X509Certificate certificate =
                (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        if (in.available() > 0) {
            throw new CertificateException(in.available() + " bytes behind it");
        }
        return certificate;
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalArgumentException("a certificate without an encoding", impossible);
        }
    }
}
