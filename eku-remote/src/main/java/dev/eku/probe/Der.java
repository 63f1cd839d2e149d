package dev.eku.probe;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates from bytes, read by the JDK. Thread-safe. */
final class Der {
    private Der() {}

    /**
     * One certificate; what follows it is passed over.
     *
     * @throws CertificateException if it is none
     */
    static X509Certificate certificate(byte[] encoded) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    /**
     * Several certificates in a row, or those of a PKCS#7.
     *
     * @throws CertificateException if it is neither
     */
    static List<X509Certificate> certificates(byte[] encoded) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(encoded))) {
            certificates.add((X509Certificate) certificate);
        }
        return certificates;
    }
}
