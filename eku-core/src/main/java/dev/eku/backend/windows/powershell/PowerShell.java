package dev.eku.backend.windows.powershell;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Windows PowerShell with the product's module, as found on the machine on which eku runs. Immutable.
 *
 * @param executable {@code powershell.exe}
 * @param module the module with the product's cmdlets
 * @param environment the variables with which PowerShell is started
 */
public record PowerShell(Path executable, String module, Map<String, String> environment) {
    /** The newer module first; a Skype for Business server has no {@code Lync}. */
    private static final List<String> MODULES = List.of("SkypeForBusiness", "Lync");

    private static final String MODULE_PATH = "PSModulePath";
    private static final Path EXECUTABLE = Path.of("WindowsPowerShell", "v1.0", "powershell.exe");

    /**
     * The module folders of PowerShell 6 and later; those of Windows PowerShell are below {@code WindowsPowerShell}.
     */
    private static final Pattern OF_ANOTHER_POWERSHELL = Pattern.compile("(?i)(.*[\\\\/])?PowerShell([\\\\/].*)?");

    public PowerShell {
        environment = Map.copyOf(environment);
    }

    /**
     * Searches for it without starting anything. The product's set-up adds the folder of its modules to the machine's
     * {@code PSModulePath}.
     *
     * @param environment our own environment
     */
    public static Optional<PowerShell> find(Map<String, String> environment) {
        Map<String, String> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        own.putAll(environment);
        // A program that was started from PowerShell 7 inherits its module folders. Windows PowerShell would find
        // modules there that it cannot load. So these folders are removed, as PowerShell 7 itself does when it starts
        // Windows PowerShell.
        List<String> folders = Stream.of(own.getOrDefault(MODULE_PATH, "").split(";"))
                .map(String::strip)
                .filter(folder -> !folder.isEmpty()
                        && !OF_ANOTHER_POWERSHELL.matcher(folder).matches())
                .toList();
        own.computeIfPresent(MODULE_PATH, (name, all) -> folders.stream().collect(Collectors.joining(";")));
        return executable(own)
                .flatMap(executable -> MODULES.stream()
                        .filter(module -> folders.stream().anyMatch(folder -> hasFolder(folder, module)))
                        .findFirst()
                        .map(module -> new PowerShell(executable, module, own)));
    }

    /** A 32-bit JVM sees the 64-bit System32 as Sysnative. Only its PowerShell can load the product's modules. */
    private static Optional<Path> executable(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("SystemRoot")).stream()
                .flatMap(root -> Stream.of(Path.of(root, "Sysnative"), Path.of(root, "System32")))
                .map(folder -> folder.resolve(EXECUTABLE))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static boolean hasFolder(String folder, String module) {
        try {
            return Files.isDirectory(Path.of(folder, module));
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
