package dev.eku.diagnose.certificate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to ask for a certificate that passes in both roles, filled in with the names of the one it replaces. Those names were
 * written by somebody else and go into a file and a command line, so what is no plain DNS name is left out. Immutable.
 *
 * @param names the first is the subject; never empty
 * @param type the certificate's use in the product's cmdlets: {@code Internal} on an Edge server, {@code Default} elsewhere
 */
public record CertificateRequest(List<String> names, String type) {
    private static final Pattern DNS_NAME = Pattern.compile("(?:\\*\\.)?[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62}\\.?){1,40}");
    private static final String UNKNOWN = "server.contoso.com";

    public CertificateRequest {
        names = List.copyOf(names);
    }

    /**
     * A request for what is to take the place of a certificate.
     *
     * @param asked the name its server goes by, if it is known
     */
    public static CertificateRequest instead(PeerCertificate of, Optional<String> asked, String type) {
        List<String> names = Stream.concat(asked.stream(), of.names().stream())
                .filter(name -> DNS_NAME.matcher(name).matches())
                .distinct()
                .toList();
        return new CertificateRequest(names.isEmpty() ? List.of(UNKNOWN) : names, type);
    }

    /** The file for {@code certreq.exe -new}, a line each. */
    public List<String> inf() {
        return List.of(
                "[Version]",
                "Signature = \"$Windows NT$\"",
                "[NewRequest]",
                "Subject = \"CN=" + names.get(0) + "\"",
                "KeyLength = 2048",
                "KeySpec = 1",
                "KeyUsage = 0xA0",
                "HashAlgorithm = SHA256",
                "MachineKeySet = TRUE",
                "ProviderName = \"Microsoft RSA SChannel Cryptographic Provider\"",
                "ProviderType = 12",
                "RequestType = PKCS10",
                "[EnhancedKeyUsageExtension]",
                "OID = " + Role.TLS_SERVER.oid(),
                "OID = " + Role.TLS_CLIENT.oid(),
                "[Extensions]",
                "2.5.29.17 = \"{text}"
                        + names.stream().map(name -> "dns=" + name).collect(Collectors.joining("&")) + "\"");
    }

    /** What to run on the server, a line each, in capitals what only its administrator knows. */
    public List<String> commands() {
        String domains = String.join(",", names);
        return List.of(
                "Request-CsCertificate -New -Type " + type
                        + " -Template TEMPLATE -CA \"CA-SERVER\\CA-NAME\" -DomainName \"" + domains + "\"",
                "Set-CsCertificate -Type " + type + " -Thumbprint THUMBPRINT");
    }
}
