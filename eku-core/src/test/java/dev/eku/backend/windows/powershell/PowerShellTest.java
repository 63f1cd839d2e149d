package dev.eku.backend.windows.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PowerShellTest {
    @TempDir
    private Path machine = Path.of("");

    private Path windows = Path.of("");
    private Path modules = Path.of("");

    @BeforeEach
    void aMachineWithPowerShell() throws IOException {
        windows = machine.resolve("Windows");
        modules = machine.resolve("Common Files").resolve("Modules");
        Files.createDirectories(modules);
        addPowerShell("System32");
    }

    private Path addPowerShell(String folder) throws IOException {
        Path home = windows.resolve(folder).resolve("WindowsPowerShell").resolve("v1.0");
        return Files.createFile(Files.createDirectories(home).resolve("powershell.exe"));
    }

    private Map<String, String> environment(String modulePath) {
        return Map.of("SYSTEMROOT", windows.toString(), "psmodulepath", modulePath);
    }

    @Test
    void findTakesTheNewerModule() throws IOException {
        Files.createDirectory(modules.resolve("Lync"));
        assertThat(PowerShell.find(environment(modules.toString()))
                        .orElseThrow()
                        .module())
                .isEqualTo("Lync");

        Files.createDirectory(modules.resolve("SkypeForBusiness"));
        assertThat(PowerShell.find(environment(modules.toString()))
                        .orElseThrow()
                        .module())
                .isEqualTo("SkypeForBusiness");
    }

    @Test
    void findIsEmptyWithoutAModule() throws IOException {
        assertThat(PowerShell.find(environment(modules.toString()))).isEmpty();
        assertThat(PowerShell.find(environment(""))).isEmpty();
        assertThat(PowerShell.find(Map.of("SystemRoot", windows.toString()))).isEmpty();

        Files.createFile(modules.resolve("Lync"));
        assertThat(PowerShell.find(environment(modules.toString())))
                .as("a file is no module")
                .isEmpty();
    }

    @Test
    void findIsEmptyWithoutPowerShell() throws IOException {
        Files.createDirectory(modules.resolve("Lync"));

        assertThat(PowerShell.find(Map.of("PSModulePath", modules.toString()))).isEmpty();
        assertThat(PowerShell.find(Map.of("PSModulePath", modules.toString(), "SystemRoot", modules.toString())))
                .isEmpty();
    }

    @Test
    void findLooksInEachFolderAndBearsImpossibleOnes() throws IOException {
        Files.createDirectory(modules.resolve("Lync"));

        assertThat(PowerShell.find(environment("; ;no\0path;" + machine + ";" + modules + " ;")))
                .isPresent();
    }

    @Test
    void findPrefersThe64BitPowerShell() throws IOException {
        Files.createDirectory(modules.resolve("Lync"));
        Path sysnative = addPowerShell("Sysnative");

        assertThat(PowerShell.find(environment(modules.toString()))
                        .orElseThrow()
                        .executable())
                .isEqualTo(sysnative);
    }

    @Test
    void findDropsTheModulesOfPowerShell7() throws IOException {
        Files.createDirectory(modules.resolve("Lync"));
        String own = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\Modules";

        PowerShell found = PowerShell.find(environment("C:\\Users\\a\\Documents\\PowerShell\\Modules;"
                        + "C:\\Program Files\\PowerShell\\Modules;c:\\program files\\powershell\\7\\Modules;"
                        + own + ";" + modules))
                .orElseThrow();

        assertThat(found.environment()).containsEntry("psmodulepath", own + ";" + modules);
    }
}
