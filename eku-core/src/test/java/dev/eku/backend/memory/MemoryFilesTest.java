package dev.eku.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.HostFilesContract;
import dev.eku.host.HostFiles;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The memory host's files are a host's files. */
final class MemoryFilesTest implements HostFilesContract {
    private static final String FILE = "C:\\Program Files\\Some Product\\App Server.exe";
    private static final String SHORT = "C:\\PROGRA~1\\SOMEPR~1\\APPSER~1.EXE";
    private static final byte[] CONTENT = "MZ and more".getBytes(StandardCharsets.US_ASCII);

    private final MemoryHost host = MemoryHost.from(MemoryHost.builder()
            .file(new StoredFile(FILE, Optional.of(SHORT), Optional.of(Content.of(CONTENT))))
            .build()
            .snapshot());

    @Override
    public HostFiles files() {
        return host.files();
    }

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public byte[] content() {
        return CONTENT.clone();
    }

    @Override
    public String shortFile() {
        return SHORT;
    }

    @Test
    void readTakesShortNames() {
        assertThat(host.files().read(SHORT, 100)).hasValue(CONTENT);
    }
}
