package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.host.Credentials;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The Samba servers on loopback that {@code src/lab/samba.sh} starts, as the file tells that the system property
 * {@code eku.samba} names. What came of a test is asked of Samba's own tools.
 */
final class SambaLab {
    private static final Properties LAB = read();

    private SambaLab() {}

    private static Properties read() {
        Properties lab = new Properties();
        try (InputStream file =
                Files.newInputStream(Path.of(System.getProperty("eku.samba", "target/samba.properties")))) {
            lab.load(file);
            return lab;
        } catch (IOException missing) {
            throw new UncheckedIOException("start the lab first: mvn verify -Psamba", missing);
        }
    }

    static String get(String name) {
        return LAB.getProperty(name);
    }

    /** The server with a registry of today and a service that stops and starts. */
    static HostRef newServer() {
        return HostRef.parse("smb://" + get("new"));
    }

    /** The first front end: an older server, whose service is a script. */
    static HostRef frontEnd() {
        return frontEnd(1);
    }

    /** The front end of that number, counted from 1: what a test leaves on one of its own no other test disturbs. */
    static HostRef frontEnd(int number) {
        return HostRef.parse("smb://" + get("old").split(",", -1)[number - 1]);
    }

    /** Somebody with the lab's password. */
    static Credentials somebody(String name) {
        return new Credentials(name, get("password"));
    }

    static HostAccess access() {
        return HostAccess.as(Optional.of(somebody(get("user"))));
    }

    static Host open(HostRef ref) {
        return Hosts.open(ref, access());
    }

    /**
     * What the file of the Data MCU holds on each front end, written by a command of samba.sh and not read over SMB.
     */
    static byte[] dataMcu() {
        return Base64.getMimeDecoder().decode(String.join("", script("data-mcu")));
    }

    /** The lines that a command of {@code samba.sh} writes. */
    static List<String> script(String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", get("script")));
        command.addAll(List.of(arguments));
        return output(command);
    }

    private static List<String> output(List<String> command) {
        try {
            Path file = Files.createTempFile("output", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.toFile());
            builder.environment().put("EKU_SAMBA", get("lab"));
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(String.join(" ", command))
                    .isTrue();
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            Files.delete(file);
            return lines;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What Samba's own {@code net rpc} says of a server. */
    static String net(String server, String... arguments) {
        List<String> all = new ArrayList<>(List.of("net", server, "rpc"));
        all.addAll(List.of(arguments));
        return String.join("\n", script(all.toArray(String[]::new)));
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
