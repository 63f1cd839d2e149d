package dev.eku.probe;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The program openssl, and the certificates it made for this run. */
final class OpenSsl {
    /** What a program said, and its exit code. */
    record Answer(int code, String text) {}

    /** A certificate of the set, with what a server shows along with it. */
    record Row(String algorithm, String way, String name, Path folder) {
        Path key() {
            return folder.resolve("../../leaf.key");
        }

        Path root() {
            return folder.resolve("../../root.pem");
        }

        /** The certificates of the issuing CAs; an empty file if the root issued it. */
        Path untrusted() {
            return folder.resolve("untrusted.pem");
        }

        List<X509Certificate> chain() {
            return certificates(folder.resolve("chain.pem"));
        }

        @Override
        public String toString() {
            return algorithm + "/" + way + "/" + name;
        }
    }

    private static final boolean HERE = answers("openssl", "version") && answers("bash", "--version");

    private OpenSsl() {}

    static void assumeHere() {
        assumeTrue(HERE, "not shown: there is no openssl, or no bash, on the PATH");
    }

    /** All certificates, made once per run. */
    static List<Row> rows() {
        return Made.ROWS;
    }

    static Row row(String algorithm, String way, String name) {
        return rows().stream()
                .filter(row -> row.toString().equals(algorithm + "/" + way + "/" + name))
                .findFirst()
                .orElseThrow();
    }

    static Answer run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** As {@link #run}, and it must succeed. */
    static void make(String... command) {
        Answer answer = run(command);
        if (answer.code() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + answer.text());
        }
    }

    static List<X509Certificate> certificates(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> certificates = new ArrayList<>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) certificate);
            }
            return certificates;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (CertificateException spoiled) {
            throw new IllegalStateException(spoiled);
        }
    }

    private static boolean answers(String... command) {
        try {
            return run(command).code() == 0;
        } catch (UncheckedIOException missing) {
            return false;
        }
    }

    private static final class Made {
        private static final List<Row> ROWS = rows(Path.of("target", "openssl").toAbsolutePath());

        private static List<Row> rows(Path folder) {
            make("bash", "src/lab/certificates.sh", folder.toString());
            try (Stream<Path> leaves = Files.find(folder, 4, (path, file) -> path.endsWith("leaf.pem"))) {
                return leaves.map(folder::relativize)
                        .map(leaf -> new Row(
                                leaf.getName(0).toString(),
                                leaf.getName(1).toString(),
                                leaf.getName(2).toString(),
                                folder.resolve(leaf.subpath(0, 3))))
                        .sorted(Comparator.comparing(Row::toString))
                        .toList();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
