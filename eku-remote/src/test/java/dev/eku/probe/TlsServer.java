package dev.eku.probe;

import dev.eku.diagnose.peer.PeerEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@code openssl s_server} on loopback that asks for a certificate of the client, as a mutual TLS port does. */
final class TlsServer implements AutoCloseable {
    private static final Pattern ACCEPT = Pattern.compile("ACCEPT .*:([0-9]+)");

    private final Process process;
    private final int port;

    private TlsServer(Process process) {
        this.process = process;
        this.port = port(process);
        Thread drain = new Thread(() -> {
            try {
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
                // It is closing.
            }
        });
        drain.setDaemon(true);
        drain.start();
    }

    /**
     * A server of the row's chain that wants the client's certificate, all versions of TLS unless the arguments say
     * else.
     */
    static TlsServer mutual(OpenSsl.Row row, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-Verify", "1"));
        all.addAll(List.of(arguments));
        return start(row, all.toArray(String[]::new));
    }

    /** A server of the row's chain, all versions of TLS unless the arguments say else. */
    static TlsServer start(OpenSsl.Row row, String... arguments) {
        return new TlsServer(launch(row, arguments));
    }

    /** One server for each row, started together. */
    static List<TlsServer> all(List<OpenSsl.Row> rows) {
        List<Process> started =
                rows.stream().map(row -> launch(row, "-Verify", "1")).toList();
        try {
            return started.stream().map(TlsServer::new).toList();
        } catch (IllegalStateException failure) {
            started.forEach(Process::destroyForcibly);
            throw failure;
        }
    }

    private static Process launch(OpenSsl.Row row, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0"));
        command.addAll(List.of("-cert", row.folder().resolve("leaf.pem").toString()));
        command.addAll(List.of("-key", row.key().toString()));
        command.addAll(List.of("-no-CAfile", "-no-CApath", "-no-CAstore"));
        command.addAll(List.of("-min_protocol", "TLSv1", "-cipher", "DEFAULT@SECLEVEL=0"));
        try {
            if (Files.size(row.untrusted()) > 0) {
                command.addAll(List.of("-cert_chain", row.untrusted().toString()));
            }
            command.addAll(List.of(arguments));
            // Its input stays open: at the end of it, it would end.
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int port(Process process) {
        StringBuilder said = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher accept = ACCEPT.matcher(line);
                if (accept.matches()) {
                    return Integer.parseInt(accept.group(1));
                }
                said.append(line).append('\n');
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new IllegalStateException("openssl s_server ended: " + said);
    }

    PeerEndpoint endpoint() {
        return PeerEndpoint.of("127.0.0.1", port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
