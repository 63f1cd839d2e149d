package dev.eku.model;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What people put behind a service, and where a process of it reads the value. What reads is known from how it was put
 * there, and not found out: eku's own reading of command lines, executables and wrappers is what is tried. Immutable.
 *
 * @param imagePath the command line of the service
 * @param program the executable whose name the value must have
 * @param reads where a process of it reads the value; nothing if it is no program of the .NET Framework
 */
record Deployment(Form form, Kind kind, String imagePath, String program, Optional<RegistryTarget> reads) {
    static final ServiceName SERVICE = ServiceName.of("Relay");
    static final String OLD = "C:\\Relay 2.0\\Relay.exe";
    static final String NEW = "C:\\Relay 2.1\\Relay.exe";
    private static final String STRAY = "C:\\Relay.exe";
    private static final String IN_WINDOWS = "C:\\Windows\\Relay.exe";
    private static final String WRAPPER = "C:\\Tools\\RelayService.exe";
    private static final List<String> PLACES = List.of(OLD, NEW, STRAY, IN_WINDOWS);
    private static final KeyPath PARAMETERS = ServiceConfig.keyOf(SERVICE).child("Parameters");

    /** How the service is told what to run. */
    private enum Form {
        QUOTED,
        UNQUOTED,
        ANOTHER_FOLDER,
        BY_VARIABLE,
        STRAY_FILE,
        SRVANY,
        WINSW
    }

    /** What the executable is, and what it loads. */
    private enum Kind {
        V4_ANY(Optional.of(Clr.V4), RegistryView.VIEW_64),
        V4_64(Optional.of(Clr.V4), RegistryView.VIEW_64),
        V4_32(Optional.of(Clr.V4), RegistryView.VIEW_32),
        V2_64(Optional.of(Clr.V2), RegistryView.VIEW_64),
        V2_32(Optional.of(Clr.V2), RegistryView.VIEW_32),
        V2_MOVED_TO_V4(Optional.of(Clr.V4), RegistryView.VIEW_64),
        NATIVE(Optional.empty(), RegistryView.VIEW_64),
        DOTNET_8(Optional.empty(), RegistryView.VIEW_64);

        private final Optional<Clr> clr;
        private final RegistryView view;

        Kind(Optional<Clr> clr, RegistryView view) {
            this.clr = clr;
            this.view = view;
        }

        private ExecutableHeader header() {
            return switch (this) {
                case V4_ANY -> ExecutableHeader.anyProcessor("v4.0.30319");
                case V4_64 -> ExecutableHeader.wide("v4.0.30319");
                case V4_32 -> ExecutableHeader.narrow("v4.0.30319");
                case V2_64 -> ExecutableHeader.wide("v2.0.50727");
                case V2_32 -> ExecutableHeader.narrow("v2.0.50727");
                case V2_MOVED_TO_V4 -> ExecutableHeader.anyProcessor("v2.0.50727");
                case NATIVE, DOTNET_8 -> ExecutableHeader.ofNative(Format.PE32_PLUS);
            };
        }

        private Optional<RegistryTarget> reads(String path) {
            return clr.map(loaded ->
                    new RegistryTarget(view, RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, loaded), path));
        }
    }

    static Deployment any(Random random) {
        return of(one(random, Form.values()), random.nextBoolean() ? Kind.V4_ANY : one(random, Kind.values()));
    }

    private static <T> T one(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static Deployment of(Form form, Kind kind) {
        String program = switch (form) {
            case QUOTED, UNQUOTED, SRVANY, WINSW -> OLD;
            case ANOTHER_FOLDER -> NEW;
            case BY_VARIABLE -> IN_WINDOWS;
            case STRAY_FILE -> STRAY;
        };
        String imagePath = switch (form) {
            case QUOTED -> '"' + OLD + "\" -run";
            case UNQUOTED, STRAY_FILE -> OLD + " -run";
            case ANOTHER_FOLDER -> '"' + NEW + '"';
            case BY_VARIABLE -> "%SystemRoot%\\Relay.exe\t-run";
            case SRVANY, WINSW -> WRAPPER;
        };
        return new Deployment(form, kind, imagePath, program, kind.reads(program));
    }

    /** Another version beside it, for the next start of the service; nothing if it is the one beside. */
    Optional<Deployment> beside() {
        return form == Form.ANOTHER_FOLDER ? Optional.empty() : Optional.of(of(Form.ANOTHER_FOLDER, Kind.V4_ANY));
    }

    /**
     * That host with these files and settings, and nothing that was there before; the service has to be told its
     * command line.
     */
    MemoryHostBuilder on(MemoryHostBuilder host) {
        MemoryHostBuilder bare = host.withoutKey(RegistryView.VIEW_64, PARAMETERS);
        for (String place : PLACES) {
            bare = bare.withoutFile(place).withoutFile(place + ".config").withoutFile(runtimeConfig(place));
        }
        bare = bare.withoutFile(WRAPPER).withoutFile(beside(WRAPPER, ".xml"));
        MemoryHostBuilder with = bare.executable(OLD, Kind.V4_ANY.header())
                .executable(NEW, Kind.V4_ANY.header())
                .executable(program, kind.header());
        if (form == Form.SRVANY) {
            with = with.executable(WRAPPER, Kind.NATIVE.header())
                    .value(PARAMETERS, "Application", RegistryValue.expandString(program));
        }
        if (form == Form.WINSW) {
            with = with.executable(WRAPPER, Kind.V4_ANY.header())
                    .file(
                            beside(WRAPPER, ".xml"),
                            text("<service><id>Relay</id><executable>" + program + "</executable></service>"));
        }
        if (kind == Kind.V2_MOVED_TO_V4) {
            with = with.file(
                    program + ".config",
                    text("<configuration><startup><supportedRuntime version='v4.0'/></startup></configuration>"));
        }
        return kind == Kind.DOTNET_8 ? with.file(runtimeConfig(program), text("{}")) : with;
    }

    private static String runtimeConfig(String program) {
        return beside(program, ".runtimeconfig.json");
    }

    private static String beside(String program, String ending) {
        return program.substring(0, program.length() - ".exe".length()) + ending;
    }

    private static Content text(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Each place where a process of any of these may read. */
    static List<RegistryTarget> all() {
        return List.of(
                Kind.V4_ANY.reads(OLD).orElseThrow(),
                Kind.V4_ANY.reads(NEW).orElseThrow(),
                Kind.V4_ANY.reads(STRAY).orElseThrow(),
                Kind.V4_ANY.reads(WRAPPER).orElseThrow(),
                Kind.V4_32.reads(OLD).orElseThrow(),
                Kind.V2_64.reads(OLD).orElseThrow(),
                Kind.V2_32.reads(OLD).orElseThrow(),
                FrontEnd.TARGET);
    }
}
