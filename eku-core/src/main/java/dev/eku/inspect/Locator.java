package dev.eku.inspect;

import dev.eku.host.Host;
import dev.eku.inspect.Program.Wrapper;
import dev.eku.inspect.ProgramFacts.Conflict;
import dev.eku.inspect.ProgramFacts.Evidence;
import dev.eku.inspect.ProgramFacts.Source;
import dev.eku.inspect.ProgramReader.Known;
import dev.eku.product.Application;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ImagePath;
import dev.eku.product.InstallPath;
import dev.eku.product.InstallPath.Provenance;
import dev.eku.product.ProductCatalog;
import dev.eku.product.ServiceProgram;
import dev.eku.product.ServiceProgram.Reason;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.ServiceProgram.Untold;
import dev.eku.product.Variables;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceLook;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the executable that an application really runs. If the application has a service, the command line of the
 * service decides. If the service names another executable, or one that cannot be determined, the locator does not use
 * the product's registry key or its default place instead. It notes every place that it searches. Not thread-safe.
 */
final class Locator {
    private final Host host;
    private final HostEnvironment environment;
    private final LongNames longNames;
    private final Application application;
    private final boolean ofProduct;
    private final List<Message> looked = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Message> doubts = new ArrayList<>();
    private Optional<Wrapper> wrapper = Optional.empty();
    private Optional<Instant> setUp = Optional.empty();
    private Optional<Message> runtimeSet = Optional.empty();

    /** @param ofProduct whether the catalogue knows the application; if not, it is a custom one */
    Locator(Host host, HostEnvironment environment, Application application, boolean ofProduct) {
        this.host = host;
        this.environment = environment;
        this.longNames = new LongNames(host.files());
        this.application = application;
        this.ofProduct = ofProduct;
    }

    /**
     * What was found.
     *
     * @param application the application, with the runtime that its executable shows
     */
    record Located(Application application, Optional<InstallPath> path, List<Message> looked, ProgramFacts program) {}

    /** Searches for the executable. */
    Located locate(Optional<ServiceLook> service) {
        Optional<InstallPath> path = service.isPresent() ? byService(service.get()) : withoutService();
        Known known = conflicts.isEmpty() && path.isPresent()
                ? new ProgramReader(host, environment).read(path.get().path())
                : new Known(
                        wrapper.isPresent() ? wrapper.get() : ProgramFacts.UNQUESTIONED.program(), Optional.empty());
        if (runtimeSet.isPresent()) {
            known = new Known(Runtimes.withoutRuntime(known.program(), runtimeSet.get()), known.header());
        }
        Application told = application;
        if (conflicts.isEmpty() && path.isPresent()) {
            Runtimes runtimes = Runtimes.of(application, known.program(), ofProduct);
            conflicts.addAll(runtimes.conflicts());
            doubts.addAll(runtimes.doubts());
            if (runtimeSet.isPresent()
                    && runtimes.doubts().isEmpty()
                    && runtimes.conflicts().isEmpty()) {
                // The runtime that was given for a host of the CLR does not take these variables into account.
                doubts.add(Message.of("inspect.unread", runtimeSet.get()));
            }
            told = runtimes.application();
        }
        Optional<Message> doubt = environment.doubt();
        if (doubt.isPresent()) {
            doubts.add(doubt.get());
        }
        return new Located(
                told,
                path,
                looked,
                new ProgramFacts(known.program(), known.header(), evidence, conflicts, doubts, setUp));
    }

    private Optional<String> given() {
        return ofProduct ? Optional.empty() : application.path();
    }

    private Optional<InstallPath> withoutService() {
        application.service().ifPresent(name -> looked.add(Message.of("inspect.no-service", name)));
        return given().isPresent()
                ? byGiven()
                : byProductKey()
                        .or(() -> application
                                .path()
                                .flatMap(path -> found(
                                        path,
                                        Provenance.DEFAULT,
                                        Source.DEFAULT,
                                        Message.of("inspect.default", path))));
    }

    private Optional<InstallPath> byGiven() {
        Optional<String> path = given();
        return path.isPresent()
                ? found(path.get(), Provenance.GIVEN, Source.GIVEN, Message.of("inspect.given", path.get()))
                : Optional.empty();
    }

    private Optional<InstallPath> byService(ServiceLook service) {
        Optional<InstallPath> own = byGiven();
        ServiceConfig config = service.config();
        ServiceKey key = new ServiceKey(host.registry(), config.name());
        ServiceKey.Command command = key.command(config);
        if (!command.runtimeVariables().isEmpty()) {
            runtimeSet = Optional.of(Message.of(
                    "inspect.runtime.environment", config.name(), String.join(", ", command.runtimeVariables())));
        }
        Optional<ImagePath> line = command.line();
        Predicate<String> isFile = host.files()::isFile;
        Variables variables = line.isPresent() ? environment.of(line.get()) : Variables.NONE;
        ServiceProgram program = line.isPresent() ? line.get().program(variables, isFile) : new Untold(Reason.NOT_TEXT);
        // The arguments may hold secrets, and this text goes into plans and the journal.
        String shown = line.isPresent() ? line.get().withoutArguments(variables, isFile) : "-";
        Message source = Message.of("inspect.image-path", config.name(), shown);
        if (!(program instanceof Starts starts)) {
            Reason reason = program instanceof Untold untold ? untold.reason() : Reason.NOT_A_PATH;
            conflict(Conflict.Code.UNRESOLVED, "inspect.unresolved." + lower(reason), config.name(), shown);
            environment.refused().forEach(this::unread);
            if (command.refused()) {
                unread(key.path());
            }
            looked.add(Message.of("inspect.no-file", source));
            return own;
        }
        Optional<Starts> told = longNames.of(starts);
        if (told.isEmpty()) {
            conflict(Conflict.Code.UNRESOLVED, "inspect.unresolved.short-name", config.name(), shown);
            looked.add(Message.of("inspect.no-file", source));
            return own;
        }
        InstallPath started = installPath(
                told.get().path(),
                Provenance.SERVICE_IMAGE_PATH,
                command.type().isPresent() ? Source.IMAGE_PATH : Source.SERVICE_MANAGER,
                command.type(),
                source);
        Wrappers wrappers = new Wrappers(host, environment, !ofProduct);
        wrapper = wrappers.of(told.get(), key);
        if (wrapper.isPresent()) {
            return wrapped(started, own, config);
        }
        doubts.addAll(wrappers.unread());
        Optional<String> process = process(service);
        compareProcess(service, started.path(), process, command);
        return compared(started, own, process, config);
    }

    /** A wrapper runs the program that its configuration names, and nothing shows the process of that program. */
    private Optional<InstallPath> wrapped(InstallPath started, Optional<InstallPath> own, ServiceConfig config) {
        Optional<String> runs = wrapper.flatMap(Wrapper::runs);
        runs.ifPresent(path -> evidence.add(new Evidence(Source.WRAPPER, path, Optional.empty())));
        if (own.isPresent() && runs.filter(path -> same(path, own.get().path())).isPresent()) {
            doubts.add(Message.of("inspect.doubt.wrapper", config.name(), started.path()));
            wrapper = Optional.empty();
            return own;
        }
        conflicts.add(new Conflict(
                Conflict.Code.WRAPPER,
                Message.of(
                        "inspect.wrapped",
                        config.name(),
                        started.path(),
                        wrapper.orElseThrow().what())));
        return own.isPresent() ? own : Optional.of(started);
    }

    private Optional<InstallPath> compared(
            InstallPath started, Optional<InstallPath> own, Optional<String> process, ServiceConfig config) {
        if (given().isPresent()) {
            if (own.filter(path -> same(path.path(), started.path())).isPresent()) {
                return own;
            }
            if (given().filter(path -> ExecutablePath.isRedirection(path, started.path()))
                    .isPresent()) {
                own.ifPresent(other -> doubts.add(
                        Message.of("inspect.doubt.redirected", config.name(), started.path(), other.path())));
                return Optional.of(started);
            }
            // A link in the service's path may lead to the file at the given path. That path is not the name of the
            // value.
            if (own.isPresent()
                    && process.filter(file -> same(file, own.get().path())).isPresent()) {
                return Optional.of(started);
            }
            conflict(
                    Conflict.Code.OTHER_EXECUTABLE,
                    "inspect.other-executable",
                    config.name(),
                    started.path(),
                    given().get());
            return own;
        }
        if (application.executable().isPresent()) {
            String name = ExecutablePath.fileName(application.executable().get());
            if (!same(name, ExecutablePath.fileName(started.path()))) {
                conflict(
                        Conflict.Code.OTHER_EXECUTABLE,
                        "inspect.other-executable",
                        config.name(),
                        started.path(),
                        name);
            }
        }
        return Optional.of(started);
    }

    /**
     * The file that the service's process runs, with links resolved; empty if there is no process, or the host does not
     * report it.
     */
    private Optional<String> process(ServiceLook service) {
        Optional<String> file = ProcessFile.of(host, service.status());
        Optional<String> path = file.isPresent() ? ExecutablePath.tryNormalise(file.get()) : Optional.empty();
        if (path.isEmpty()) {
            return path;
        }
        String told = longNames.of(path.get()).orElse(path.get());
        evidence.add(new Evidence(Source.PROCESS, told, Optional.empty()));
        return Optional.of(told);
    }

    /**
     * A process that runs a file at another path may run the same file through a link, or it was started before the
     * service was set up again. eku cannot distinguish the two, so this is a doubt.
     */
    private void compareProcess(
            ServiceLook service, String started, Optional<String> process, ServiceKey.Command command) {
        if (process.isPresent()) {
            if (!same(process.get(), started)) {
                doubts.add(Message.of("inspect.doubt.process", service.config().name(), process.get(), started));
            }
            return;
        }
        if (command.refused()) {
            doubts.add(Message.of("inspect.doubt.key-refused", service.config().name()));
        }
        Optional<Instant> began = service.status().processStarted();
        if (began.isEmpty()) {
            setUp = command.written();
        }
        if (began.isPresent() && command.written().filter(began.get()::isBefore).isPresent()) {
            doubts.add(Message.of(
                    "inspect.doubt.key",
                    service.config().name(),
                    command.written().get(),
                    began.get()));
        }
    }

    private Optional<InstallPath> byProductKey() {
        if (application.executable().isEmpty()) {
            return Optional.empty();
        }
        ReadableKeys keys = new ReadableKeys(host.registry());
        Optional<String> installFolder = keys.text(ProductCatalog.PRODUCT_KEY, "InstallDir");
        if (installFolder.isEmpty()) {
            boolean refused = keys.isRefused(RegistryView.VIEW_64, ProductCatalog.PRODUCT_KEY);
            if (refused) {
                doubts.add(Message.of("inspect.doubt.product-key", ProductCatalog.PRODUCT_KEY));
            }
            looked.add(
                    refused
                            ? Message.of("inspect.unreadable", ProductCatalog.PRODUCT_KEY)
                            : Message.of("inspect.no-product-key"));
            return Optional.empty();
        }
        Message source = Message.of("inspect.product-key", installFolder.get());
        Optional<String> path = ExecutablePath.tryNormalise(
                installFolder.get() + "\\" + application.executable().get());
        if (path.isEmpty()) {
            looked.add(Message.of("inspect.no-file", source));
        }
        return path.flatMap(full -> found(full, Provenance.PRODUCT_REGISTRY, Source.PRODUCT_REGISTRY, source));
    }

    private Optional<InstallPath> found(String path, Provenance provenance, Source kind, Message source) {
        if (host.files().isFile(path)) {
            Optional<String> told = longNames.of(path);
            if (told.isEmpty()) {
                doubts.add(Message.of("inspect.doubt.short-name", path));
            }
            return Optional.of(installPath(told.orElse(path), provenance, kind, Optional.empty(), source));
        }
        looked.add(Message.of("inspect.no-file", source));
        return Optional.empty();
    }

    private InstallPath installPath(
            String path, Provenance provenance, Source kind, Optional<String> type, Message source) {
        looked.add(Message.of("inspect.found", source));
        evidence.add(new Evidence(kind, path, type));
        return new InstallPath(path, provenance, source);
    }

    private static boolean same(String one, String other) {
        return NameFolding.same(one, other);
    }

    private void unread(KeyPath key) {
        conflict(Conflict.Code.UNREAD, "inspect.unresolved.unread", key);
    }

    private void conflict(Conflict.Code code, String key, Object... arguments) {
        conflicts.add(new Conflict(code, Message.of(key, arguments)));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
