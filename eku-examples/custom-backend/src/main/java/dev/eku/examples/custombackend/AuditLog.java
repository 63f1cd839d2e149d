package dev.eku.examples.custombackend;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file with one line per change. A change that cannot be written down is not made. */
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
        try {
            Files.writeString(
                    file,
                    line,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.DSYNC);
        } catch (IOException failure) {
            throw new EkuException(
                    failure, ErrorCode.FILE_FAILURE, file, failure.getClass().getSimpleName());
        }
    }
}
