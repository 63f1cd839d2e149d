package dev.eku.probe;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.BufferedBlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;

/**
 * A PKCS#12 file that is encrypted with the octets of any password, also with none at all, which openssl cannot write.
 */
final class Sealed {
    private static final int ITERATIONS = 1_000;

    private Sealed() {}

    private static ASN1Encodable bag(byte... certificate) {
        return sequence(
                PKCSObjectIdentifiers.certBag,
                new DERTaggedObject(
                        true,
                        0,
                        sequence(
                                PKCSObjectIdentifiers.x509Certificate,
                                new DERTaggedObject(true, 0, new DEROctetString(certificate)))),
                new DERSet());
    }

    /** Open, each certificate in as many bags within bags. */
    static byte[] nested(int depth, byte[] certificate) throws IOException {
        ASN1Encodable bags = sequence(bag(certificate));
        for (int i = 0; i < depth; i++) {
            bags = sequence(sequence(PKCSObjectIdentifiers.bagtypes.branch("6"), new DERTaggedObject(true, 0, bags)));
        }
        byte[] plain = bags.toASN1Primitive().getEncoded();
        byte[] safe = sequence(
                        sequence(PKCSObjectIdentifiers.data, new DERTaggedObject(true, 0, new DEROctetString(plain))))
                .getEncoded();
        return file(safe);
    }

    private static byte[] file(byte... safe) throws IOException {
        return sequence(
                        new ASN1Integer(3),
                        sequence(PKCSObjectIdentifiers.data, new DERTaggedObject(true, 0, new DEROctetString(safe))))
                .getEncoded();
    }

    static byte[] pkcs12(byte[] certificate, byte[] password, byte[] salt)
            throws IOException, InvalidCipherTextException {
        byte[] plain = sequence(bag(certificate)).getEncoded();
        PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(new SHA1Digest());
        generator.init(password, salt, ITERATIONS);
        BufferedBlockCipher cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(new DESedeEngine()));
        cipher.init(true, generator.generateDerivedParameters(192, 64));
        byte[] secret = new byte[cipher.getOutputSize(plain.length)];
        int length = cipher.processBytes(plain, 0, plain.length, secret, 0);
        cipher.doFinal(secret, length);
        ASN1Encodable part = sequence(
                PKCSObjectIdentifiers.encryptedData,
                new DERTaggedObject(
                        true,
                        0,
                        sequence(
                                new ASN1Integer(0),
                                sequence(
                                        PKCSObjectIdentifiers.data,
                                        sequence(
                                                PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
                                                new PKCS12PBEParams(salt, ITERATIONS)),
                                        new DERTaggedObject(false, 0, new DEROctetString(secret))))));
        return file(sequence(part).getEncoded());
    }

    private static DERSequence sequence(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }
}
