package dev.eku.inspect;

import dev.eku.host.Host;
import dev.eku.inspect.Program.Wrapper;
import dev.eku.inspect.Program.WrapperKind;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ImagePath;
import dev.eku.product.KnownProgram;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.Variables;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises programs that run another program as a service, by their configuration. nssm and srvany have the other
 * program in {@code Services\X\Parameters}, value Application. WinSW is recognised by its {@link WinSwConfig}, and
 * {@link Procrun} by its arguments. Others are not guessed. Not thread-safe.
 */
final class Wrappers {
    private final Host host;
    private final HostEnvironment environment;
    private final boolean above;
    private final LongNames longNames;
    private final List<Message> unread = new ArrayList<>();

    /**
     * @param above whether a configuration may also be in a folder above the executable; not for a program of the
     *     catalogue
     */
    Wrappers(Host host, HostEnvironment environment, boolean above) {
        this.host = host;
        this.environment = environment;
        this.above = above;
        this.longNames = new LongNames(host.files());
    }

    /**
     * The wrapper that a service runs; empty if it runs no known wrapper.
     *
     * @param starts what the service starts, by its long name
     */
    Optional<Wrapper> of(Starts starts, ServiceKey key) {
        Optional<Wrapper> wrapper = byParameters(starts, key);
        if (wrapper.isEmpty()) {
            wrapper = procrun(starts);
        }
        if (wrapper.isEmpty()) {
            wrapper = winSw(starts);
        }
        return wrapper.isEmpty() && KnownProgram.at(starts.path()) == KnownProgram.WRAPPER
                ? Optional.of(new Wrapper(
                        WrapperKind.BY_NAME, Optional.empty(), unread.stream().findFirst()))
                : wrapper;
    }

    /** What could not be read, and may show that the program is a wrapper. */
    List<Message> unread() {
        return List.copyOf(unread);
    }

    private Optional<Wrapper> byParameters(Starts starts, ServiceKey key) {
        boolean known = KnownProgram.at(starts.path()) == KnownProgram.WRAPPER;
        String line = application(key);
        // Any program may have a parameter with that name, but a wrapper names an executable there.
        if (line.isBlank() || !(known || isExecutable(line))) {
            Optional<KeyPath> refused = key.refusedParameters();
            if (refused.isPresent() && (above || known)) {
                unread.add(Message.of("inspect.doubt.parameters-refused", refused.get()));
            }
            return Optional.empty();
        }
        Optional<String> named = named(line);
        if (named.isEmpty() && !known) {
            unread.add(Message.of("inspect.doubt.parameter", line, starts.path()));
            return Optional.empty();
        }
        return Optional.of(new Wrapper(WrapperKind.PARAMETERS, named, Optional.empty()))
                .filter(wrapper -> named.filter(path -> NameFolding.same(path, starts.path()))
                        .isEmpty());
    }

    /** Blank if there is none. */
    private static String application(ServiceKey key) {
        Optional<RegistryValue> value = key.parameter(ServiceKey.APPLICATION);
        Optional<ImagePath> line = value.isPresent() ? ImagePath.stored(value.get(), false) : Optional.empty();
        return line.isPresent() ? line.get().text() : "";
    }

    private static boolean isExecutable(String text) {
        return text.replace("\"", "").strip().toLowerCase(Locale.ROOT).endsWith(".exe");
    }

    private Optional<Wrapper> procrun(Starts starts) {
        Optional<String> name = Procrun.name(starts);
        return name.isPresent()
                ? Optional.of(new Wrapper(
                        WrapperKind.PROCRUN,
                        new Procrun(host.registry()).image(name.get()).flatMap(this::named),
                        Optional.empty()))
                : Optional.empty();
    }

    private Optional<Wrapper> winSw(Starts starts) {
        WinSwConfig config = WinSwConfig.of(starts.path(), starts.arguments(), host.files(), above);
        if (config.isThere()) {
            return Optional.of(
                    new Wrapper(WrapperKind.WINSW, config.executable().flatMap(this::named), config.unread()));
        }
        if (config.unread().isPresent()) {
            unread.add(config.unread().get());
        }
        return Optional.empty();
    }

    /**
     * The program that a configuration names: without quotes, with expanded variables, with its folder if it is found
     * on the path, and with the ending that Windows adds. Empty if it exists, but the host does not report its long
     * name.
     */
    private Optional<String> named(String text) {
        String plain = text.strip().replace("\"", "");
        ImagePath line = new ImagePath('"' + plain + '"', true, false);
        Variables variables = environment.of(line);
        if (line.program(variables, host.files()::isFile) instanceof Starts found) {
            return longNames.of(found.path());
        }
        String expanded = variables.expand(plain).orElse(plain);
        return Optional.of(ExecutablePath.tryNormalise(expanded).orElse(expanded));
    }
}
