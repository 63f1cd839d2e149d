package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.platform.win32.Kernel32;
import dev.eku.contract.HostFilesContract;
import dev.eku.contract.Limit;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.host.Hosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a host's files on those of a Windows machine. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WindowsHostFilesContractIT implements HostFilesContract {
    private final Host host = Hosts.open("local:");
    private Path folder = Path.of("");

    @BeforeAll
    void prepareAFile(@TempDir Path temporary) throws IOException {
        folder = Files.createDirectory(temporary.toRealPath().resolve("Web Conferencing"));
        Files.write(folder.resolve("DATAMCUSVC.exe"), content());
    }

    @AfterAll
    void close() {
        host.close();
    }

    @Override
    public HostFiles files() {
        return host.files();
    }

    @Override
    public String file() {
        return folder.resolve("DATAMCUSVC.exe").toString();
    }

    /** More than is read at once. */
    @Override
    public byte[] content() {
        byte[] bytes = new byte[300_001];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    @Override
    public Set<Limit> limits() {
        return shorten(file()).equals(file()) ? Set.of(Limit.SHORT_NAMES) : Set.of();
    }

    @Override
    public String shortFile() {
        if (limits().contains(Limit.SHORT_NAMES)) {
            return HostFilesContract.super.shortFile();
        }
        return shorten(file());
    }

    private static String shorten(String path) {
        char[] units = new char[1024];
        int length = Kernel32.INSTANCE.GetShortPathName(path, units, units.length);
        return new String(units, 0, length);
    }

    /** Beyond the 260 units of a plain path. */
    @Test
    void longPathsAreFound() throws IOException {
        Path deep = folder;
        while (deep.toString().length() < 400) {
            deep = deep.resolve("folder of forty characters and some more");
        }
        String path =
                Files.createFile(Files.createDirectories(deep).resolve("a.exe")).toString();

        assertThat(files().isFile(path)).isTrue();
        assertThat(files().longPath(path)).contains(path);
        assertThat(files().isFile(path + "x")).isFalse();
    }

    @Test
    void japaneseNamesAreFound() throws IOException {
        String path = Files.createFile(folder.resolve("\u4f1a\u8b70.exe")).toString();

        assertThat(files().isFile(path)).isTrue();
        assertThat(files().longPath(path)).contains(path);
    }
}
