package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.HostSnapshot.StoredService;
import dev.eku.host.event.LogExcerpt;
import dev.eku.journal.Journal;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ImagePath;
import dev.eku.product.PeerEvents;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.Setting;
import dev.eku.product.Variables;
import dev.eku.registry.FileTime;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads all that eku can ever look at on a host, whatever it will be asked: so that a memory host made of it answers as the
 * real one did. What could hold a secret and decides nothing is left out: the arguments of services (but those of procrun), the machine's variables but
 * those that name a service's executable, and of {@code .config} files all but the one switch. Changes nothing. Not thread-safe.
 */
public final class Capture {
    /** How far back events are taken; as far as a diagnosis looks when it is not told otherwise. */
    private static final Duration EVENTS_FOR = Duration.ofHours(24);

    private final Host host;
    private final CapturedKeys keys;
    private final HostEnvironment environment;
    private final Map<ServiceName, StoredService> services = new LinkedHashMap<>();
    private final Map<String, StoredFile> files = new TreeMap<>();

    /** A capture of that host. */
    public Capture(Host host) {
        this.host = host;
        this.keys = new CapturedKeys(host.registry());
        this.environment = new HostEnvironment(host.registry());
    }

    /**
     * Reads the host.
     *
     * @param also applications beside those of the catalogue and those whose exemption stands
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    public HostSnapshot snapshot(List<Application> also) {
        List<Application> applications = new ArrayList<>(also);
        ProductCatalog.products().forEach(product -> applications.addAll(product.applications()));
        new Journal(host)
                .read()
                .standing()
                .forEach(record -> applications.addAll(record.exemption().applications()));
        settings();
        keys.values(RegistryView.VIEW_64, Inspector.COMPUTER, "ComputerName");
        keys.values(RegistryView.VIEW_64, Inspector.NDP.child("v4").child("Full"), "Release", "Install");
        keys.values(RegistryView.VIEW_64, Inspector.NDP.child("v2.0.50727"), "Version");
        for (RegistryView view : environment.views()) {
            keys.values(view, ProgramReader.FRAMEWORK, ProgramReader.LATEST_ONLY);
        }
        keys.values(RegistryView.VIEW_64, Inspector.NDP.child("v3.5"), "Version");
        keys.values(RegistryView.VIEW_64, ProductCatalog.PRODUCT_KEY, "InstallDir", "Version");
        keys.tree(RegistryView.VIEW_64, Journal.EKU_KEY);
        Set<String> variables = new LinkedHashSet<>();
        for (Application application : applications) {
            application.service().ifPresent(name -> service(name, variables));
            paths(application).forEach(this::file);
        }
        libraries(applications);
        HostEnvironment.places(variables).forEach((key, names) -> keys.values(RegistryView.VIEW_64, key, names));
        return new HostSnapshot(
                host.clock().now(),
                keys.all(),
                List.copyOf(services.values()),
                List.copyOf(files.values()),
                log(),
                host.graceful().isPresent(),
                host.processes().isPresent(),
                environment.isOf32Bits());
    }

    /** The events a diagnosis looks at; a log that cannot be read is left out, as one that is not there. */
    private List<StoredLog> log() {
        Instant now = host.clock().now();
        try {
            return host.events()
                    .flatMap(events -> events.read(Examiner.query(FileTime.plus(now, EVENTS_FOR.negated()), now)))
                    .map(log -> List.of(new StoredLog(
                            PeerEvents.LOG,
                            log.events(),
                            begin(log, FileTime.plus(now, EVENTS_FOR.negated())),
                            log.unreadable())))
                    .orElse(List.of());
        } catch (EkuException unreadable) {
            return List.of();
        }
    }

    /** Of a {@code .config} file, what it says of the one switch to the one runtime that knows switches. */
    private void config(String path) {
        ConfigFile config = ConfigFile.at(path, Clr.V4, RuntimeFacts.SWITCH, host.files());
        if (config.state() != ConfigFile.State.ABSENT) {
            content(config.path(), withStartup(config));
        }
    }

    /** What is older than what was taken is missing in the copy, unless nothing ever was in the log. */
    private static Optional<Instant> begin(LogExcerpt log, Instant taken) {
        return log.since().filter(Instant.MIN::equals).isPresent()
                ? Optional.empty()
                : Optional.of(log.since().filter(taken::isBefore).orElse(taken));
    }

    /** Of the libraries that a diagnosis looks into, whether they hold what it looks for. */
    private void libraries(List<Application> applications) {
        Optional<Long> release = keys.number(Inspector.NDP.child("v4").child("Full"), "Release");
        Optional<String> windows = HostEnvironment.windows(host.registry());
        for (Bitness bitness : Bitness.values()) {
            SystemLibrary.machineConfig(bitness, windows).ifPresent(this::config);
            SystemLibrary.aspnetConfig(bitness, windows).ifPresent(this::config);
        }
        for (Application application : applications) {
            if (!Examiner.isSure(application.clr(), release)) {
                SystemLibrary library = SystemLibrary.look(
                        Setting.REQUIRE_CERTIFICATE_EKUS,
                        application.clr(),
                        application.bitness(),
                        windows,
                        host.files());
                if (library.presence() != SystemLibrary.Presence.UNKNOWN) {
                    content(library.place(), library.standIn(Setting.REQUIRE_CERTIFICATE_EKUS));
                }
            }
        }
    }

    private void content(String path, byte... bytes) {
        files.put(NameFolding.fold(path), new StoredFile(path, Optional.empty(), Optional.of(Content.of(bytes))));
    }

    private void settings() {
        for (RegistryView view : environment.views()) {
            keys.values(view, RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH);
            for (Clr clr : Clr.values()) {
                for (Setting setting : Setting.values()) {
                    keys.values(view, RegistryTarget.runtimeKey(clr), setting.globalName());
                    KeyPath key = RegistryTarget.keyOf(setting, clr);
                    keys.whole(view, key).forEach(name -> file(name.replace("\"", "")));
                }
            }
        }
    }

    /** Where the inspector looks for an application, but for its service's own path. */
    private List<String> paths(Application application) {
        List<String> paths = new ArrayList<>(application.path().stream().toList());
        Optional<String> folder = keys.text(ProductCatalog.PRODUCT_KEY, "InstallDir");
        if (folder.isPresent() && application.executable().isPresent()) {
            paths.add(folder.get() + "\\" + application.executable().get());
        }
        return paths;
    }

    /** A service and those that need it, which a host tells in full: theirs are among them, be it in a circle. */
    private void service(ServiceName name, Set<String> variables) {
        if (!services.containsKey(name)) {
            look(name, variables).forEach(dependent -> {
                if (!services.containsKey(dependent)) {
                    look(dependent, variables);
                }
            });
        }
    }

    /** Takes a service, and tells which need it. */
    private List<ServiceName> look(ServiceName name, Set<String> variables) {
        Optional<ServiceLook> found = host.services().look(name);
        found.ifPresent(look -> {
            ServiceConfig config = look.config();
            ServiceKey key = new ServiceKey(host.registry(), config.name());
            key.command(config).line().ifPresent(line -> variables.addAll(environment.names(line)));
            services.put(
                    name,
                    new StoredService(
                            reduced(config, key.command(config)),
                            look.status(),
                            look.controllable(),
                            runs(look.status())));
            keys.chosen(RegistryView.VIEW_64, key.path(), value -> told(key, config.name(), value));
            key.parameter(ServiceKey.APPLICATION)
                    .flatMap(value -> ImagePath.stored(value, false))
                    .ifPresent(line -> variables.addAll(environment.names(line)));
            keys.values(RegistryView.VIEW_64, key.path().child(ServiceKey.PARAMETERS), ServiceKey.APPLICATION);
        });
        return found.map(ServiceLook::dependents).orElse(List.of());
    }

    /** The file that a service's process runs; empty also where we may not know. */
    private Optional<String> runs(ServiceStatus status) {
        OptionalLong process = status.processId();
        try {
            return process.isEmpty()
                    ? Optional.empty()
                    : host.processes()
                            .flatMap(processes -> processes.imagePath(process.getAsLong()))
                            .flatMap(ExecutablePath::tryNormalise);
        } catch (Win32Exception refused) {
            if (!refused.error().equals(Win32Error.ACCESS_DENIED)) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    /** What is kept of a value of a service's key: of its command line all but the arguments. */
    private Optional<RegistryValue> told(ServiceKey key, ServiceName name, NamedValue value) {
        if (NameFolding.same(value.name(), ServiceKey.WOW64)) {
            return Optional.of(value.value());
        }
        if (!NameFolding.same(value.name(), ServiceKey.IMAGE_PATH)) {
            return Optional.empty();
        }
        Optional<String> line = ImagePath.stored(value.value(), key.isWow64()).map(text -> reduced(text, name));
        return Optional.of(RegistryValue.of(
                value.value().type(),
                line.map(text -> (text + "\0").getBytes(StandardCharsets.UTF_16LE))
                        .orElse(new byte[0])));
    }

    private ServiceConfig reduced(ServiceConfig config, ServiceKey.Command command) {
        command.line().ifPresent(line -> line.candidates(environment.of(line)).forEach(this::file));
        return new ServiceConfig(
                config.name(),
                config.displayName(),
                reduced(ImagePath.answered(config.imagePath()), config.name()),
                config.startType(),
                config.type(),
                config.account(),
                config.dependencies());
    }

    /** A command line without its arguments, but those by which procrun is known. */
    private String reduced(ImagePath line, ServiceName service) {
        Variables machine = environment.of(line);
        String executable = line.withoutArguments(machine, host.files()::isFile);
        Optional<String> name = line.program(machine, host.files()::isFile) instanceof Starts starts
                ? new Procrun(host.registry()).kept(starts, service)
                : Optional.empty();
        name.ifPresent(known -> {
            for (RegistryView view : environment.views()) {
                keys.values(view, Procrun.start(known), Procrun.IMAGE, Procrun.MODE);
            }
        });
        return executable + name.map(known -> " " + Procrun.arguments(known)).orElse("");
    }

    private void file(String text) {
        Optional<String> path = ExecutablePath.tryNormalise(text).filter(host.files()::isFile);
        if (path.isPresent()) {
            String spelled = path.get();
            String longPath = ExecutablePath.mayBeShort(spelled)
                    ? host.files().longPath(spelled).orElse(spelled)
                    : spelled;
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
        return ExecutableReader.read(file.path(), host.files()) instanceof FileKind.Executable executable
                ? file.with(executable.header())
                : file;
    }

    private byte[] withStartup(ConfigFile config) {
        byte[] reduced = config.reduced(RuntimeFacts.SWITCH);
        try {
            return host.files()
                    .read(config.path(), ConfigFile.MAX_SIZE)
                    .map(whole -> RuntimeChoice.withStartup(reduced, whole))
                    .orElse(reduced);
        } catch (EkuException unreadable) {
            return reduced;
        }
    }

    /** What lies beside an executable and tells what it is: that it is there, and which program a wrapper runs. */
    private void beside(String path) {
        String settings = ProgramReader.besideIt(path, ".runtimeconfig.json");
        if (host.files().isFile(settings)) {
            files.put(
                    NameFolding.fold(settings), new StoredFile(settings, Optional.empty(), Optional.of(Content.of())));
        }
        WinSwConfig wrapper = WinSwConfig.beside(path, host.files());
        if (wrapper.isThere() || wrapper.unread().isPresent()) {
            content(
                    ProgramReader.besideIt(path, ".yml"),
                    ("executable: " + wrapper.executable().orElse("")).getBytes(StandardCharsets.UTF_8));
        }
    }
}
