package dev.eku.examples.custombackend;

import dev.eku.file.LocalFile;
import dev.eku.host.HostClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file with one line for each change. If the line cannot be written, the change is not made. */
final class AuditLog {
    private final Path file;
    private final HostClock clock;
    private final String host;

    AuditLog(Path file, HostClock clock, String host) {
        this.file = file;
        this.clock = clock;
        this.host = host;
    }

    void write(String change) {
        String line = clock.now() + " " + host + " " + change + System.lineSeparator();
        LocalFile.append(file, line.getBytes(StandardCharsets.UTF_8));
    }
}
