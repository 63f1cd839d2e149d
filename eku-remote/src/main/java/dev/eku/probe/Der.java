package dev.eku.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SignedData;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.Properties;

/**
 * Reads certificates from bytes with the JDK. If the JDK refuses a certificate that Windows reads, Bouncy Castle reads
 * it, without an installed provider. The JDK refuses an empty subject whose alternative names are not critical, an
 * empty issuer, an extension that occurs twice, compressed points and explicit parameters of curves, and SM2. Two lists
 * of purposes are always refused, because it is not known which of them counts. Thread-safe.
 */
final class Der {
    private static final BouncyCastleProvider CASTLE = new BouncyCastleProvider();
    private static final String REPEATED = "org.bouncycastle.x509.ignore_repeated_extensions";
    /** Enhanced Key Usage, and Microsoft's Application Policies. */
    private static final List<String> PURPOSES = List.of("2.5.29.37", "1.3.6.1.4.1.311.21.10");

    private static final int SEQUENCE = 0x30;
    private static final int VERSION = 0xA0;

    private Der() {}

    /**
     * One certificate; what follows it is ignored.
     *
     * @throws UnreadableCertificate if it is not a certificate, or cannot be read
     */
    static X509Certificate certificate(byte[] encoded) throws UnreadableCertificate {
        try {
            X509Certificate certificate = read(CertificateFactory.getInstance("X.509"), encoded);
            if (isKnown(certificate.getPublicKey())) {
                return certificate;
            }
        } catch (CertificateException | RuntimeException refused) {
            // Windows may be able to read it.
        }
        return readAsCastle(encoded);
    }

    /**
     * Reads a certificate only with Bouncy Castle. One library has to read all certificates of a chain, so that keys
     * and signatures fit.
     */
    static X509Certificate readAsCastle(byte[] encoded) throws UnreadableCertificate {
        Properties.setThreadOverride(REPEATED, true);
        try {
            X509Certificate certificate = read(CertificateFactory.getInstance("X.509", CASTLE), encoded);
            // Parts that cannot be understood must cause the error now.
            certificate.getNotBefore();
            certificate.getNotAfter();
            certificate.getSubjectX500Principal();
            certificate.getIssuerX500Principal();
            if (listsPurposesTwice(encoded)) {
                throw new UnreadableCertificate(UnreadableCertificate.Reason.TWICE);
            }
            if (certificate.getPublicKey() == null) {
                throw new UnreadableCertificate(UnreadableCertificate.Reason.KEY);
            }
            return certificate;
        } catch (UnreadableCertificate said) {
            throw said;
        } catch (CertificateException | RuntimeException refused) {
            throw new UnreadableCertificate(reason(encoded), refused);
        } finally {
            Properties.removeThreadOverride(REPEATED);
        }
    }

    private static boolean listsPurposesTwice(byte[] encoded) throws CertificateException {
        try (ASN1InputStream in = new ASN1InputStream(encoded)) {
            ASN1Sequence body = ASN1Sequence.getInstance(
                    ASN1Sequence.getInstance(in.readObject()).getObjectAt(0));
            if (!(body.getObjectAt(body.size() - 1) instanceof ASN1TaggedObject tagged) || tagged.getTagNo() != 3) {
                return false;
            }
            List<String> purposes = new ArrayList<>();
            for (ASN1Encodable extension : ASN1Sequence.getInstance(tagged, true)) {
                purposes.add(ASN1Sequence.getInstance(extension).getObjectAt(0).toString());
            }
            return PURPOSES.stream().anyMatch(oid -> Collections.frequency(purposes, oid) > 1);
        } catch (IOException spoiled) {
            throw new CertificateException(spoiled);
        }
    }

    /** All certificates as one library reads them, if the JDK did not read all of them. */
    static List<X509Certificate> alike(List<X509Certificate> certificates) throws CertificateException {
        boolean foreign = certificates.stream().anyMatch(Der::isOfCastle);
        List<X509Certificate> alike = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            alike.add(foreign && !isOfCastle(certificate) ? readAsCastle(certificate.getEncoded()) : certificate);
        }
        return alike;
    }

    private static boolean isOfCastle(X509Certificate certificate) {
        return certificate.getClass().getName().startsWith("org.bouncycastle.");
    }

    private static X509Certificate read(CertificateFactory factory, byte[] encoded) throws CertificateException {
        X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
        if (certificate == null) {
            throw new CertificateException("nothing there");
        }
        return certificate;
    }

    private static boolean isKnown(PublicKey key) {
        return key instanceof RSAPublicKey
                || key instanceof ECPublicKey
                || key instanceof EdECPublicKey
                || key instanceof DSAPublicKey;
    }

    /**
     * Several certificates in a row, or those of a PKCS#7.
     *
     * @throws UnreadableCertificate if it is neither, or one of them cannot be read
     */
    static List<X509Certificate> certificates(byte[] encoded) throws UnreadableCertificate {
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] each : split(encoded)) {
            certificates.add(certificate(each));
        }
        return certificates;
    }

    /**
     * The encoded certificates of several in a row, or of a PKCS#7. They are not read yet.
     *
     * @throws UnreadableCertificate if it is neither
     */
    static List<byte[]> split(byte[] encoded) throws UnreadableCertificate {
        if (isCertificate(encoded)) {
            return row(encoded);
        }
        try (ASN1InputStream in = new ASN1InputStream(encoded)) {
            ASN1Primitive object = in.readObject();
            ContentInfo info = object == null ? null : ContentInfo.getInstance(object);
            if (info == null || !info.getContentType().equals(PKCSObjectIdentifiers.signedData)) {
                throw new UnreadableCertificate(UnreadableCertificate.Reason.OTHER);
            }
            List<byte[]> all = new ArrayList<>();
            var set = SignedData.getInstance(info.getContent()).getCertificates();
            for (ASN1Encodable each : set == null ? List.<ASN1Encodable>of() : List.of(set.toArray())) {
                // Attribute certificates have a tag there.
                if (each.toASN1Primitive() instanceof ASN1Sequence sequence) {
                    all.add(sequence.getEncoded());
                }
            }
            return all;
        } catch (UnreadableCertificate said) {
            throw said;
        } catch (IOException | RuntimeException spoiled) {
            throw new UnreadableCertificate(reason(encoded), spoiled);
        }
    }

    /**
     * What follows the last certificate is ignored, such as the trust settings that openssl writes after a certificate.
     */
    private static List<byte[]> row(byte[] encoded) {
        List<byte[]> all = new ArrayList<>();
        int at = 0;
        while (at < encoded.length) {
            byte[] rest = at == 0 ? encoded : Arrays.copyOfRange(encoded, at, encoded.length);
            if (!isCertificate(rest)) {
                break;
            }
            long length = length(rest);
            if (length < 0 || length > rest.length) {
                all.add(rest);
                break;
            }
            all.add(Arrays.copyOf(rest, (int) length));
            at += (int) length;
        }
        return all;
    }

    /** Whether it starts like a certificate of version 3, whatever follows. */
    static boolean isCertificate(byte[] encoded) {
        int body = header(encoded, 0);
        int version = body < 0 ? -1 : header(encoded, body);
        return version > 0
                && version < encoded.length
                && (Byte.toUnsignedInt(encoded[version]) == VERSION || isOldCertificate(encoded));
    }

    /** A certificate of version 1 has no version: an algorithm follows its serial number. */
    private static boolean isOldCertificate(byte[] encoded) {
        try (ASN1InputStream in = new ASN1InputStream(encoded)) {
            return in.readObject() instanceof ASN1Sequence whole
                    && whole.size() == 3
                    && whole.getObjectAt(0).toASN1Primitive() instanceof ASN1Sequence body
                    && body.size() == 6
                    && body.getObjectAt(1).toASN1Primitive() instanceof ASN1Sequence;
        } catch (IOException | RuntimeException other) {
            return false;
        }
    }

    private static UnreadableCertificate.Reason reason(byte[] encoded) {
        long length = length(encoded);
        if (length > encoded.length) {
            return UnreadableCertificate.Reason.CUT_OFF;
        }
        try (ASN1InputStream in = new ASN1InputStream(encoded)) {
            if (in.readObject() instanceof ASN1Sequence whole && whole.size() > 0) {
                return isCertificate(encoded) ? UnreadableCertificate.Reason.FIELD : UnreadableCertificate.Reason.OTHER;
            }
            return UnreadableCertificate.Reason.OTHER;
        } catch (IOException | RuntimeException spoiled) {
            return UnreadableCertificate.Reason.DAMAGED;
        }
    }

    /** Where the content of a sequence starts; -1 if no sequence starts there. */
    private static int header(byte[] encoded, int at) {
        if (at + 1 >= encoded.length || encoded[at] != SEQUENCE) {
            return -1;
        }
        int first = Byte.toUnsignedInt(encoded[at + 1]);
        return at + 2 + (first > 0x80 ? first - 0x80 : 0);
    }

    /** The length of the first structure, including its header; -1 if it does not say it. */
    private static long length(byte[] encoded) {
        int start = header(encoded, 0);
        if (start < 0 || start > encoded.length || start > 6 || encoded[1] == (byte) 0x80) {
            return -1;
        }
        if (start == 2) {
            return 2L + encoded[1];
        }
        long length = 0;
        for (int i = 2; i < start; i++) {
            length = (length << 8) | Byte.toUnsignedInt(encoded[i]);
        }
        return start + length;
    }
}
