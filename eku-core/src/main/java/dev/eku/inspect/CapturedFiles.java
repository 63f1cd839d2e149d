package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.host.HostFiles;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.Setting;
import dev.eku.registry.NameFolding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a capture, each with as much of it as a decision needs. Not thread-safe. */
final class CapturedFiles {
    private final HostFiles host;
    private final Map<String, StoredFile> files = new TreeMap<>();

    CapturedFiles(HostFiles host) {
        this.host = host;
    }

    List<StoredFile> all() {
        return List.copyOf(files.values());
    }

    /**
     * Takes the file at that path, if there is one, and the files beside it that show what it is. It skips a file if
     * the host does not report its long name, because in a copy the 8.3 name would become the long name.
     */
    void take(String text) {
        Optional<String> path = ExecutablePath.tryNormalise(text).filter(host::isFile);
        Optional<String> told = path.flatMap(new LongNames(host)::of);
        if (told.isPresent()) {
            String spelled = path.orElseThrow();
            String longPath = told.get();
            config(longPath + ".config");
            beside(longPath);
            Optional<String> shortPath = Optional.of(spelled).filter(short83 -> !short83.equals(longPath));
            files.merge(
                    NameFolding.fold(longPath),
                    headed(new StoredFile(longPath, shortPath, Optional.empty())),
                    (known, now) -> known.shortPath().isPresent() ? known : now);
        }
    }

    /** Adds the header if the file is an executable. */
    private StoredFile headed(StoredFile file) {
        return ExecutableReader.read(file.path(), host) instanceof FileKind.Executable executable
                ? file.with(executable.header())
                : file;
    }

    private byte[] withStartup(ConfigFile config) {
        byte[] reduced = config.reduced(RuntimeFacts.SWITCH);
        try {
            return host.read(config.path(), ConfigFile.MAX_SIZE)
                    .map(whole -> RuntimeChoice.withStartup(reduced, whole))
                    .orElse(reduced);
        } catch (EkuException unreadable) {
            return reduced;
        }
    }

    /** Takes the existence of the files beside an executable that show what it is. */
    private void beside(String path) {
        String settings = ProgramReader.besideIt(path, ".runtimeconfig.json");
        if (host.isFile(settings)) {
            files.put(
                    NameFolding.fold(settings), new StoredFile(settings, Optional.empty(), Optional.of(Content.of())));
        }
    }

    /** Takes the program that a service of WinSW runs, as a configuration beside the executable. */
    void takeWrapper(Starts starts) {
        boolean above = ExecutableReader.read(starts.path(), host) instanceof FileKind.Executable executable
                && executable.header().cli().isPresent();
        WinSwConfig wrapper = WinSwConfig.of(starts.path(), starts.arguments(), host, above);
        if (wrapper.isThere() || wrapper.unread().isPresent()) {
            content(
                    ProgramReader.besideIt(starts.path(), ".yml"),
                    WinSwYaml.naming(wrapper.executable().orElse("")).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes what a {@code .config} file says about the one switch, for the one runtime that knows switches. */
    private void config(String path) {
        ConfigFile config = ConfigFile.at(path, Clr.V4, RuntimeFacts.SWITCH, host);
        if (config.state() != ConfigFile.State.ABSENT) {
            content(config.path(), withStartup(config));
        }
    }

    /**
     * Takes whether the libraries that a diagnosis reads hold what it searches for, and takes the machine's own
     * settings.
     *
     * @param release of .NET Framework 4
     * @param windows the folder of Windows
     */
    void takeLibraries(List<Application> applications, Optional<Long> release, Optional<String> windows) {
        for (Bitness bitness : Bitness.values()) {
            SystemLibrary.machineConfig(bitness, windows).ifPresent(this::config);
            SystemLibrary.aspnetConfig(bitness, windows).ifPresent(this::config);
        }
        for (Application application : applications) {
            if (!DiagnosticInspector.isSure(application.clr(), release)) {
                SystemLibrary library = SystemLibrary.look(
                        Setting.REQUIRE_CERTIFICATE_EKUS, application.clr(), application.bitness(), windows, host);
                library.path().ifPresent(path -> content(path, library.standIn(Setting.REQUIRE_CERTIFICATE_EKUS)));
            }
        }
    }

    private void content(String path, byte... bytes) {
        files.put(NameFolding.fold(path), new StoredFile(path, Optional.empty(), Optional.of(Content.of(bytes))));
    }
}
