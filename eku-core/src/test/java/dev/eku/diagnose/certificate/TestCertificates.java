package dev.eku.diagnose.certificate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * Makes certificates of any purposes, written octet by octet and really signed. Immutable; each method returns a
 * changed copy.
 */
public record TestCertificates(
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        String signature,
        KeyPair key,
        KeyPair signer,
        List<byte[]> extensions) {
    public static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    public static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    public static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    public static final String ANY = "2.5.29.37.0";
    public static final String ANY_POLICY = "2.5.29.32.0";

    private static final KeyPair CURVE = pair("EC", 256);

    /** Of {@code CN=subject}, issued by {@code CN=issuer}, without any extension. */
    public static TestCertificates of(String subject, String issuer) {
        return new TestCertificates(
                "CN=" + subject,
                "CN=" + issuer,
                Instant.parse("2017-01-01T00:00:00Z"),
                Instant.parse("2019-01-01T00:00:00Z"),
                "SHA256withECDSA",
                CURVE,
                CURVE,
                List.of());
    }

    public static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public TestCertificates ekus(String... oids) {
        return extension("2.5.29.37", sequence(Arrays.stream(oids).map(TestCertificates::oid)));
    }

    public TestCertificates policies(String... oids) {
        return extension("1.3.6.1.4.1.311.21.10", sequence(Arrays.stream(oids).map(oid -> value(0x30, oid(oid)))));
    }

    public TestCertificates dnsNames(String... names) {
        return extension(
                "2.5.29.17",
                sequence(Arrays.stream(names).map(name -> value(0x82, name.getBytes(StandardCharsets.US_ASCII)))));
    }

    /** An extension of any bytes. */
    public TestCertificates extension(String oid, byte... content) {
        List<byte[]> more = new ArrayList<>(extensions);
        more.add(value(0x30, oid(oid), value(0x04, content)));
        return new TestCertificates(subject, issuer, notBefore, notAfter, signature, key, signer, more);
    }

    public TestCertificates valid(String from, String to) {
        return new TestCertificates(
                subject, issuer, Instant.parse(from), Instant.parse(to), signature, key, signer, extensions);
    }

    /** Of that key, and signed with it. */
    public TestCertificates signed(String algorithm, KeyPair by) {
        return new TestCertificates(subject, issuer, notBefore, notAfter, algorithm, by, by, extensions);
    }

    /** Of that key. */
    public TestCertificates holding(KeyPair own) {
        return new TestCertificates(subject, issuer, notBefore, notAfter, signature, own, signer, extensions);
    }

    /** Signed with that key of a curve. */
    public TestCertificates signedBy(KeyPair by) {
        return signedBy("SHA256withECDSA", by);
    }

    /** Signed with the key of its issuer. */
    public TestCertificates signedBy(String algorithm, KeyPair by) {
        return new TestCertificates(subject, issuer, notBefore, notAfter, algorithm, key, by, extensions);
    }

    public TestCertificates subjectKey(byte... identifier) {
        return extension("2.5.29.14", value(0x04, identifier));
    }

    public TestCertificates authorityKey(byte... identifier) {
        return extension("2.5.29.35", value(0x30, value(0x80, identifier)));
    }

    public X509Certificate build() {
        byte[] algorithm = switch (signature) {
            case "SHA256withECDSA" -> value(0x30, oid("1.2.840.10045.4.3.2"));
            case "SHA1withECDSA" -> value(0x30, oid("1.2.840.10045.4.1"));
            case "SHA256withRSA" -> value(0x30, oid("1.2.840.113549.1.1.11"), new byte[] {5, 0});
            case "MD5withRSA" -> value(0x30, oid("1.2.840.113549.1.1.4"), new byte[] {5, 0});
            default -> throw new IllegalArgumentException(signature);
        };
        byte[] body = value(
                0x30,
                value(0xA0, value(0x02, new byte[] {2})),
                value(0x02, new byte[] {1}),
                algorithm,
                new X500Principal(issuer).getEncoded(),
                value(0x30, time(notBefore), time(notAfter)),
                new X500Principal(subject).getEncoded(),
                key.getPublic().getEncoded(),
                extensions.isEmpty() ? new byte[0] : value(0xA3, sequence(extensions.stream())));
        try {
            Signature hand = Signature.getInstance(signature);
            hand.initSign(signer.getPrivate());
            hand.update(body);
            byte[] signed = hand.sign();
            byte[] bits = new byte[signed.length + 1];
            System.arraycopy(signed, 0, bits, 1, signed.length);
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(value(0x30, body, algorithm, value(0x03, bits))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] time(Instant instant) {
        String text =
                DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).format(instant.atOffset(ZoneOffset.UTC));
        return value(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(String oid) {
        long[] arcs = Arrays.stream(oid.split("\\.")).mapToLong(Long::parseLong).toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1; i < arcs.length; i++) {
            long arc = i == 1 ? arcs[0] * 40 + arcs[1] : arcs[i];
            for (int shift = 56; shift >= 0; shift -= 7) {
                if (arc >> shift != 0 || shift == 0) {
                    out.write((int) ((arc >> shift) & 0x7F) | (shift == 0 ? 0 : 0x80));
                }
            }
        }
        return value(0x06, out.toByteArray());
    }

    private static byte[] sequence(java.util.stream.Stream<byte[]> parts) {
        return value(0x30, parts.toArray(byte[][]::new));
    }

    private static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
