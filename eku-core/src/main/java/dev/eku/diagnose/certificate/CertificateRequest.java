package dev.eku.diagnose.certificate;

import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How to request a certificate that passes in the wanted roles, with the names of the certificate that it replaces.
 * Those names were written by somebody else and go into a file and a command line, so anything that is neither a plain
 * DNS name nor an address is skipped. Immutable.
 *
 * @param names DNS names, the first of which is the subject; never empty
 * @param addresses the addresses that it is also for
 * @param leftOut how many more names the old certificate has
 * @param roles the roles in which it has to pass; at least one
 * @param type the certificate's use in the cmdlets of Lync and Skype for Business: {@code Internal} on an Edge server,
 *     {@code Default} elsewhere; empty if its server is neither
 */
public record CertificateRequest(
        List<String> names, List<String> addresses, int leftOut, List<Role> roles, Optional<String> type) {
    /** A label ends at its dot and nowhere else, so that each name can be read in only one way. */
    private static final Pattern DNS_NAME =
            Pattern.compile("(?:\\*\\.)?[A-Za-z0-9_][A-Za-z0-9_-]{0,62}(?:\\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*");

    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}|[0-9A-Fa-f]*:[0-9A-Fa-f.:]+");
    private static final int LONGEST = 253;
    private static final int MOST = 100;
    private static final String UNKNOWN = "SERVER-FQDN";

    public CertificateRequest {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
        roles = List.copyOf(roles);
    }

    /**
     * A request for a certificate that replaces another one. Its subject stays the same if it is the name of one server
     * or pool, because a pool is identified by it. Otherwise the subject is the name that was asked for, or the first
     * usable name.
     *
     * @param asked the name of its server, if it is known
     */
    public static CertificateRequest instead(
            PeerCertificate of, Optional<String> asked, List<Role> roles, Optional<String> type) {
        Stream<String> full = asked.stream().filter(name -> name.indexOf('.') > 0);
        List<String> known = Stream.of(of.commonName().stream(), full, of.names().stream())
                .flatMap(each -> each)
                .filter(CertificateRequest::isDnsName)
                .toList();
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(known.stream(), asked.stream().filter(CertificateRequest::isDnsName))
                .filter(name -> !name.startsWith("*"))
                .findFirst()
                .ifPresent(names::add);
        names.addAll(known);
        if (names.isEmpty()) {
            names.add(UNKNOWN);
        }
        List<String> addresses = of.names().stream()
                .filter(CertificateRequest::isAddress)
                .distinct()
                .toList();
        return new CertificateRequest(
                names.stream().limit(MOST).toList(),
                addresses.stream().limit(MOST).toList(),
                Math.max(0, names.size() - MOST) + Math.max(0, addresses.size() - MOST),
                roles,
                type);
    }

    static boolean isDnsName(CharSequence text) {
        return text.length() <= LONGEST && DNS_NAME.matcher(text).matches() && !isAddress(text);
    }

    private static boolean isAddress(CharSequence text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }

    /** The lines of the file for {@code certreq.exe -new}. */
    public List<Message> inf() {
        List<Message> lines = lines(
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
                "[RequestAttributes]");
        lines.add(
                Message.of("certificate.request.comment", ";", Message.of("certificate.request.template", purposes())));
        lines.addAll(lines("CertificateTemplate = TEMPLATE", "[EnhancedKeyUsageExtension]"));
        roles.forEach(role -> lines.add(line("OID = " + role.oid())));
        lines.addAll(lines("[Extensions]", "2.5.29.17 = \"{text}\""));
        names.forEach(name -> lines.add(line("_continue_ = \"dns=" + name + "&\"")));
        addresses.forEach(address -> lines.add(line("_continue_ = \"ipaddress=" + address + "&\"")));
        leftOut(";").ifPresent(lines::add);
        return lines;
    }

    /** The wanted purposes, by their X.509 names, as an argument of a message. */
    public Object purposes() {
        return Role.purposes(roles);
    }

    /**
     * The commands to run on a server of Lync or Skype for Business, one a line, with capitals for what only its
     * administrator knows; empty for any other server.
     */
    public List<Message> commands() {
        List<Message> lines = new ArrayList<>();
        type.ifPresent(use -> {
            leftOut("#").ifPresent(lines::add);
            lines.add(line("Request-CsCertificate -New -Type " + use
                    + " -Template TEMPLATE -CA \"CA-SERVER\\CA-NAME\" -DomainName \"" + String.join(",", names)
                    + "\""));
            lines.add(line("Set-CsCertificate -Type " + use + " -Thumbprint THUMBPRINT"));
        });
        return lines;
    }

    private static List<Message> lines(String... texts) {
        List<Message> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(line(text));
        }
        return lines;
    }

    private static Message line(String text) {
        return Message.of("certificate.request.line", text);
    }

    private Optional<Message> leftOut(String comment) {
        return leftOut == 0
                ? Optional.empty()
                : Optional.of(Message.of(
                        "certificate.request.comment", comment, Message.of("certificate.request.left-out", leftOut)));
    }
}
