package dev.eku.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.diagnose.certificate.CertificateRule;
import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.diagnose.certificate.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two opinions of every certificate, the rule's and openssl's, beside the table in verdicts.txt that says where they
 * differ.
 */
final class OpenSslVerdictsTest {
    @BeforeAll
    static void needsOpenSsl() {
        OpenSsl.assumeHere();
    }

    @Test
    void opensslSaysWhatTheTableSays() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        Map<String, List<String>> said = new TreeMap<>();
        Map<String, List<String>> table = table();
        for (String algorithm : List.of("ec", "rsa")) {
            List<OpenSsl.Row> rows = OpenSsl.rows().stream()
                    .filter(row -> row.algorithm().equals(algorithm))
                    .toList();
            String asServer = verify(rows, "sslserver");
            String asClient = verify(rows, "sslclient");
            for (OpenSsl.Row row : rows) {
                expected.put(
                        row.toString(),
                        Objects.requireNonNull(table.get(row.name())).subList(2, 4));
                said.put(row.toString(), List.of(verdict(asServer, row), verdict(asClient, row)));
            }
            // Nothing else may be wrong with any of them.
            assertThat(asServer + asClient).doesNotContainPattern("error (?!26 )[0-9]+ at");
        }

        assertThat(said).isEqualTo(expected);
    }

    @Test
    void theRuleSaysWhatTheTableSaysOfDotNet() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        Map<String, List<String>> said = new TreeMap<>();
        Map<String, List<String>> table = table();
        for (OpenSsl.Row row : OpenSsl.rows()) {
            expected.put(
                    row.toString(),
                    Objects.requireNonNull(table.get(row.name())).subList(0, 2));
            List<PeerCertificate> chain = PeerCertificate.of(row.chain());
            said.put(
                    row.toString(),
                    Stream.of(Role.TLS_SERVER, Role.TLS_CLIENT)
                            .map(role -> CertificateRule.judge(chain, role).passes() ? "pass" : "FAIL")
                            .toList());
        }

        assertThat(said).isEqualTo(expected);
    }

    @Test
    void everyDifferenceIsNamedInTheTable() throws IOException {
        table().forEach((name, verdicts) -> assertThat(verdicts.get(4).equals("-"))
                .as(name)
                .isEqualTo(verdicts.subList(0, 2).equals(verdicts.subList(2, 4))));
    }

    @Test
    void everyRowOfTheTableIsMadeForBothAlgorithms() throws IOException {
        for (String algorithm : List.of("ec", "rsa")) {
            assertThat(OpenSsl.rows().stream()
                            .filter(row -> row.algorithm().equals(algorithm))
                            .map(OpenSsl.Row::name))
                    .containsAll(table().keySet());
        }
        assertThat(OpenSsl.rows().stream().map(OpenSsl.Row::way).distinct()).containsExactlyInAnyOrder("root", "ca");
    }

    /** What openssl says of all rows of an algorithm, any of whose CAs may have issued them. */
    private static String verify(List<OpenSsl.Row> rows, String purpose) throws IOException {
        StringBuilder issuing = new StringBuilder();
        List<String> command = new ArrayList<>(List.of("openssl", "verify", "-purpose", purpose));
        command.addAll(List.of("-CAfile", rows.get(0).root().toString()));
        Path untrusted = rows.get(0).folder().resolveSibling("untrusted-of-all.pem");
        command.addAll(List.of("-untrusted", untrusted.toString()));
        for (OpenSsl.Row row : rows) {
            issuing.append(Files.readString(row.untrusted()));
            command.add(leaf(row));
        }
        Files.writeString(untrusted, issuing);
        return OpenSsl.run(command.toArray(String[]::new)).text();
    }

    private static String verdict(String said, OpenSsl.Row row) {
        boolean passes = said.contains(leaf(row) + ": OK\n");
        assertThat(said.contains("error " + leaf(row) + ": verification failed\n"))
                .as(row.toString())
                .isEqualTo(!passes);
        return passes ? "pass" : "FAIL";
    }

    private static String leaf(OpenSsl.Row row) {
        return row.folder().resolve("leaf.pem").toString();
    }

    /** For each certificate .NET's server and client, openssl's server and client, and why they differ. */
    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> table = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(OpenSslVerdictsTest.class.getResourceAsStream("verdicts.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+", -1)))
                    .forEach(words -> table.put(words.get(0), words.subList(1, words.size())));
        }
        return table;
    }
}
