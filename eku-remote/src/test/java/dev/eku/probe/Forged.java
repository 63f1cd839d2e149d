package dev.eku.probe;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Certificates that nobody has signed. */
final class Forged {
    private Forged() {}

    /** One that names itself as its issuer; each number another. */
    static byte[] certificate(String name, PublicKey key, int number) throws IOException {
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
        V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
        body.setSerialNumber(new ASN1Integer(BigInteger.valueOf(number)));
        body.setSignature(algorithm);
        body.setIssuer(new X500Name(name));
        body.setSubject(new X500Name(name));
        body.setStartDate(new Time(Date.from(Instant.parse("2017-01-01T00:00:00Z"))));
        body.setEndDate(new Time(Date.from(Instant.parse("2019-01-01T00:00:00Z"))));
        body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        byte[] signature = new byte[384];
        signature[383] = 7;
        return new DERSequence(
                        new ASN1Encodable[] {body.generateTBSCertificate(), algorithm, new DERBitString(signature)})
                .getEncoded();
    }
}
