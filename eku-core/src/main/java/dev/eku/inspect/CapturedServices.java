package dev.eku.inspect;

import dev.eku.host.Host;
import dev.eku.host.HostSnapshot.StoredService;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ImagePath;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.Variables;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services of a capture, with what their keys say about the programs that they start. Not thread-safe. */
final class CapturedServices {
    private final Host host;
    private final HostEnvironment environment;
    private final CapturedKeys keys;
    private final CapturedFiles files;
    private final Map<ServiceName, StoredService> services = new LinkedHashMap<>();
    private final Set<String> variables = new LinkedHashSet<>();

    /**
     * @param keys takes what is kept of their keys
     * @param files takes the files that they start
     */
    CapturedServices(Host host, HostEnvironment environment, CapturedKeys keys, CapturedFiles files) {
        this.host = host;
        this.environment = environment;
        this.keys = keys;
        this.files = files;
    }

    List<StoredService> all() {
        return List.copyOf(services.values());
    }

    /** The variables that name an executable of these services. */
    Set<String> variables() {
        return variables;
    }

    /**
     * Takes a service and the services that need it. The host reports all of them, and their own dependents are among
     * them, even in a circle.
     */
    void take(ServiceName name) {
        if (!services.containsKey(name)) {
            look(name).forEach(dependent -> {
                if (!services.containsKey(dependent)) {
                    look(dependent);
                }
            });
        }
    }

    /** Takes a service, and returns the services that need it. */
    private List<ServiceName> look(ServiceName name) {
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

    /** The file that a service's process runs; also empty if this account may not know it. */
    private Optional<String> runs(ServiceStatus status) {
        return ProcessFile.of(host, status).flatMap(ExecutablePath::tryNormalise);
    }

    /** What is kept of a value of a service's key. Of a command line, everything except the arguments is kept. */
    private Optional<RegistryValue> told(ServiceKey key, ServiceName name, NamedValue value) {
        if (NameFolding.same(value.name(), ServiceKey.WOW64)) {
            return Optional.of(value.value());
        }
        if (NameFolding.same(value.name(), ServiceKey.ENVIRONMENT)) {
            // The values of these variables, and the other variables, may be secret.
            List<String> names = ServiceKey.runtimeVariables(value.value());
            return names.isEmpty()
                    ? Optional.empty()
                    : Optional.of(RegistryValue.multiString(
                            names.stream().map(variable -> variable + "=").toList()));
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
        command.line().ifPresent(line -> {
            Variables machine = environment.of(line);
            line.candidates(machine).forEach(files::take);
            if (line.program(machine, host.files()::isFile) instanceof Starts starts) {
                new LongNames(host.files()).of(starts).ifPresent(files::takeWrapper);
            }
        });
        return new ServiceConfig(
                config.name(),
                config.displayName(),
                reduced(ImagePath.answered(config.imagePath()), config.name()),
                config.startType(),
                config.type(),
                config.account(),
                config.dependencies());
    }

    /** A command line without its arguments, except those that identify procrun. */
    private String reduced(ImagePath line, ServiceName service) {
        Variables machine = environment.of(line);
        String executable = line.withoutArguments(machine, host.files()::isFile);
        Optional<Starts> starts = line.program(machine, host.files()::isFile) instanceof Starts found
                ? new LongNames(host.files()).of(found)
                : Optional.empty();
        Optional<String> name = starts.flatMap(told -> new Procrun(host.registry()).kept(told, service));
        name.ifPresent(known -> {
            for (RegistryView view : environment.views()) {
                keys.values(view, Procrun.start(known), Procrun.IMAGE, Procrun.MODE);
            }
        });
        return executable + name.map(known -> " " + Procrun.arguments(known)).orElse("");
    }
}
