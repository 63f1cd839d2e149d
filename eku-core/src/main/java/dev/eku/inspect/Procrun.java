package dev.eku.inspect;

import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wrapper of Apache Commons Daemon, whatever its executable is called. It is started with {@code //RS//NAME}, and
 * its settings are below {@code Apache Software Foundation\Procrun 2.0\NAME}, in either view. Not thread-safe.
 */
final class Procrun {
    /** The value in the key of {@link #start} with the program that it runs. */
    static final String IMAGE = "Image";

    /** The value beside it: {@code exe}, or how it runs Java. If it runs Java, the program does not matter. */
    static final String MODE = "Mode";

    private static final Pattern ARGUMENTS = Pattern.compile("(?i)\"?//RS(?://([^\"\\s\\\\/]{1,255}))?\"?(?:\\s.*)?");
    private static final KeyPath DAEMONS = KeyPath.of("SOFTWARE", "Apache Software Foundation", "Procrun 2.0");

    /** Replaces a name that is unknown and has no key. */
    private static final String NO_NAME = "-";

    private final Registry registry;

    Procrun(Registry registry) {
        this.registry = registry;
    }

    /**
     * The name that it is started with; the name of its executable if none is given; empty if a service starts
     * something else.
     */
    static Optional<String> name(Starts starts) {
        Matcher service = ARGUMENTS.matcher(starts.arguments());
        String own = ProgramReader.besideIt(ExecutablePath.fileName(starts.path()), "");
        return service.matches()
                ? Optional.of(Optional.ofNullable(service.group(1)).orElse(own))
                : Optional.empty();
    }

    /** The key that says what it runs. */
    static KeyPath start(String name) {
        return DAEMONS.child(name).child("Parameters").child("Start");
    }

    /**
     * The program that it runs under that name. For Java, the setting names a Java library instead of a program, so the
     * result is empty.
     */
    Optional<String> image(String name) {
        for (RegistryView view : new RegistryView[] {RegistryView.VIEW_32, RegistryView.VIEW_64}) {
            Optional<KeyContents> held = contents(view, start(name));
            boolean java = text(held, MODE)
                    .filter(mode -> !mode.equalsIgnoreCase("exe"))
                    .isPresent();
            Optional<String> image = text(held, IMAGE);
            if (java || image.isPresent()) {
                return java ? Optional.empty() : image;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(Optional<KeyContents> held, String name) {
        return held.flatMap(contents -> contents.value(name))
                .flatMap(RegistryValue::asString)
                .filter(text -> !text.isBlank());
    }

    /**
     * What can be kept of the name that it is started with. The service's own name and a name that has a key are no
     * secrets. Any other name only shows that this is procrun. Empty if the service starts something else.
     */
    Optional<String> kept(Starts starts, ServiceName service) {
        return name(starts)
                .map(name -> NameFolding.same(name, service.toString())
                                || image(name).isPresent()
                        ? name
                        : NO_NAME);
    }

    /** The arguments that show that a service runs procrun. */
    static String arguments(String name) {
        return "//RS//" + name;
    }

    private Optional<KeyContents> contents(RegistryView view, KeyPath key) {
        try {
            return registry.read(view, key);
        } catch (Win32Exception failure) {
            if (failure.code() != ErrorCode.ACCESS_DENIED) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
