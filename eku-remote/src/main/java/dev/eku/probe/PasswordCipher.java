package dev.eku.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.BufferedBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * How a part of a PKCS#12 file is encrypted with a password. It is either one of PKCS#12's own schemes (RFC 7292,
 * appendix B, where a password is UTF-16 with two zeros after it, and no password is no octets at all) or PBES2 (RFC
 * 8018, where a password is UTF-8). Immutable.
 */
final class PasswordCipher {
    private final int iterations;
    private final byte[] salt;
    private final boolean ownWay;
    private final Key key;

    /** Derives the key for its cipher from a password. */
    private interface Key {
        CipherParameters of(byte[] password, byte[] salt, int iterations);

        BlockCipher cipher();
    }

    private PasswordCipher(int iterations, byte[] salt, boolean ownWay, Key key) {
        this.iterations = iterations;
        this.salt = salt;
        this.ownWay = ownWay;
        this.key = key;
    }

    /** The scheme of that algorithm; empty if it is not supported. */
    static Optional<PasswordCipher> of(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier id = algorithm.getAlgorithm();
        if (id.equals(PKCSObjectIdentifiers.id_PBES2)) {
            return pbes2(PBES2Parameters.getInstance(algorithm.getParameters()));
        }
        PKCS12PBEParams parameters = PKCS12PBEParams.getInstance(algorithm.getParameters());
        return ownWay(id)
                .map(way -> new PasswordCipher(
                        count(parameters.getIterations().intValue()), parameters.getIV(), true, way));
    }

    private static Optional<Key> ownWay(ASN1ObjectIdentifier id) {
        if (id.equals(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)) {
            return Optional.of(own(new DESedeEngine(), 192));
        }
        if (id.equals(PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC)) {
            return Optional.of(own(new DESedeEngine(), 128));
        }
        if (id.equals(PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC)) {
            return Optional.of(own(new RC2Engine(), 128));
        }
        return id.equals(PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC)
                ? Optional.of(own(new RC2Engine(), 40))
                : Optional.empty();
    }

    private static Key own(BlockCipher engine, int bits) {
        return key(engine, (password, salt, iterations) -> {
            PBEParametersGenerator generator = new PKCS12ParametersGenerator(new SHA1Digest());
            generator.init(password, salt, iterations);
            return generator.generateDerivedParameters(bits, 64);
        });
    }

    private static Optional<PasswordCipher> pbes2(PBES2Parameters parameters) {
        if (!parameters.getKeyDerivationFunc().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            return Optional.empty();
        }
        PBKDF2Params derivation =
                PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters());
        EncryptionScheme scheme = parameters.getEncryptionScheme();
        int bits = bits(scheme.getAlgorithm());
        Optional<Digest> digest = digest(derivation.getPrf().getAlgorithm());
        if (bits == 0 || digest.isEmpty()) {
            return Optional.empty();
        }
        byte[] start = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
        BlockCipher engine = scheme.getAlgorithm().equals(PKCSObjectIdentifiers.des_EDE3_CBC)
                ? new DESedeEngine()
                : AESEngine.newInstance();
        Key key = key(engine, (password, salt, iterations) -> {
            PBEParametersGenerator generator = new PKCS5S2ParametersGenerator(digest.get());
            generator.init(password, salt, iterations);
            return new ParametersWithIV(generator.generateDerivedParameters(bits), start);
        });
        return Optional.of(
                new PasswordCipher(count(derivation.getIterationCount().intValue()), derivation.getSalt(), false, key));
    }

    private static int bits(ASN1ObjectIdentifier cipher) {
        if (cipher.equals(NISTObjectIdentifiers.id_aes256_CBC)) {
            return 256;
        }
        if (cipher.equals(NISTObjectIdentifiers.id_aes192_CBC) || cipher.equals(PKCSObjectIdentifiers.des_EDE3_CBC)) {
            return 192;
        }
        return cipher.equals(NISTObjectIdentifiers.id_aes128_CBC) ? 128 : 0;
    }

    private static Optional<Digest> digest(ASN1ObjectIdentifier prf) {
        if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA1)) {
            return Optional.of(new SHA1Digest());
        }
        if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA224)) {
            return Optional.of(new SHA224Digest());
        }
        if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
            return Optional.of(new SHA256Digest());
        }
        if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA384)) {
            return Optional.of(new SHA384Digest());
        }
        return prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA512) ? Optional.of(new SHA512Digest()) : Optional.empty();
    }

    private static int count(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations");
        }
        return iterations;
    }

    private interface Derivation {
        CipherParameters of(byte[] password, byte[] salt, int iterations);
    }

    private static Key key(BlockCipher engine, Derivation derivation) {
        return new Key() {
            @Override
            public CipherParameters of(byte[] password, byte[] salt, int iterations) {
                return derivation.of(password, salt, iterations);
            }

            @Override
            public BlockCipher cipher() {
                return engine;
            }
        };
    }

    /** The cost of one try. */
    int iterations() {
        return iterations;
    }

    /** The octets to try: those of the given password, of the empty password, and of no password. */
    List<byte[]> passwords(Optional<String> given) {
        List<byte[]> all = new ArrayList<>();
        given.filter(text -> !text.isEmpty()).ifPresent(text -> {
            all.add(octets(text));
            // Old programs treated each octet of UTF-8 as a character.
            byte[] old = octets(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            if (ownWay && !Arrays.equals(old, all.get(0))) {
                all.add(old);
            }
        });
        all.add(octets(""));
        if (ownWay) {
            all.add(new byte[0]);
        }
        return all;
    }

    private byte[] octets(String text) {
        return ownWay ? (text + "\0").getBytes(StandardCharsets.UTF_16BE) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws InvalidCipherTextException if the password is wrong */
    byte[] decrypt(byte[] password, byte[] secret) throws InvalidCipherTextException {
        BufferedBlockCipher cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(key.cipher()));
        cipher.init(false, key.of(password, salt, iterations));
        byte[] plain = new byte[cipher.getOutputSize(secret.length)];
        int length = cipher.processBytes(secret, 0, secret.length, plain, 0);
        length += cipher.doFinal(plain, length);
        return Arrays.copyOf(plain, length);
    }
}
