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

/** The files' share of a capture: each with as much as a decision needs of it. Not thread-safe. */
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
     * Takes the file of that path, if there is one, with what lies beside it and tells what it is. One whose long name
     * the host does not tell is skipped: in a copy, its 8.3 name would be its long one.
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

    /** Of a file that is an executable, its header. */
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

    /** What lies beside an executable and tells what it is: that it is there. */
    private void beside(String path) {
        String settings = ProgramReader.besideIt(path, ".runtimeconfig.json");
        if (host.isFile(settings)) {
            files.put(
                    NameFolding.fold(settings), new StoredFile(settings, Optional.empty(), Optional.of(Content.of())));
        }
    }

    /** Of a service that runs WinSW, which program it names, as a configuration beside the executable. */
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

    /** Of a {@code .config} file, what it says of the one switch to the one runtime that knows switches. */
    private void config(String path) {
        ConfigFile config = ConfigFile.at(path, Clr.V4, RuntimeFacts.SWITCH, host);
        if (config.state() != ConfigFile.State.ABSENT) {
            content(config.path(), withStartup(config));
        }
    }

    /**
     * Takes of the libraries that a diagnosis looks into whether they hold what it looks for, and the machine's own
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
