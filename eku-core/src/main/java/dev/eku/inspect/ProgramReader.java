package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Cli;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.Host;
import dev.eku.inspect.Program.Foreign;
import dev.eku.inspect.Program.ForeignKind;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.KnownProgram;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what a process is, by its executable: the header of the file, and what lies beside it. Wrappers are told by how
 * a service is set up, and are looked for elsewhere, before. Not thread-safe.
 */
final class ProgramReader {
    /** Overrules what a .config file asks for. */
    static final String LATEST_ONLY = "OnlyUseLatestCLR";

    /** Each tells whether version 4 is installed: the whole of it, and the Client Profile. */
    static final List<KeyPath> V4_KEYS = List.of(
            Inspector.NDP.child("v4").child("Full"), Inspector.NDP.child("v4").child("Client"));

    static final KeyPath FRAMEWORK = RegistryTarget.runtimeKey(Clr.V4).parent().orElseThrow();

    private final Host host;
    private final HostEnvironment environment;

    ProgramReader(Host host, HostEnvironment environment) {
        this.host = host;
        this.environment = environment;
    }

    /**
     * What was read. Immutable.
     *
     * @param header that of the file; empty if it does not show it
     */
    record Known(Program program, Optional<ExecutableHeader> header) {}

    /** What a process of that executable is. */
    Known read(String path) {
        KnownProgram known = KnownProgram.at(path);
        FileKind kind = ExecutableReader.read(path, host.files());
        Optional<ExecutableHeader> header =
                kind instanceof FileKind.Executable executable ? Optional.of(executable.header()) : Optional.empty();
        return new Known(program(path, known, kind, header), header);
    }

    private Program program(String path, KnownProgram known, FileKind kind, Optional<ExecutableHeader> header) {
        return switch (known) {
            case WEB_SERVER, CLR_HOST -> new Program.ClrHost(header.map(this::bitness));
            case DOTNET -> new Foreign(ForeignKind.DOTNET);
            case JAVA -> new Foreign(ForeignKind.JAVA);
            case SHELL -> new Foreign(ForeignKind.SHELL);
            case LIBRARY_HOST -> new Foreign(ForeignKind.LIBRARY_HOST);
            case WRAPPER -> new Program.Wrapper(Program.WrapperKind.BY_NAME, Optional.empty(), Optional.empty());
            case NONE -> byFile(path, kind);
        };
    }

    private Program byFile(String path, FileKind kind) {
        if (kind instanceof FileKind.Unknown unknown) {
            return new Program.Unknown(unknown.why());
        }
        if (!(kind instanceof FileKind.Executable executable)) {
            return new Foreign(ForeignKind.NOT_EXECUTABLE);
        }
        if (executable.header().format() == Format.PE32_PLUS && environment.isOf32Bits()) {
            return new Program.Unknown(Message.of("inspect.unread.too-wide"));
        }
        Optional<Cli> cli = executable.header().cli();
        if (cli.isEmpty()) {
            return new Foreign(
                    host.files().isFile(besideIt(path, ".runtimeconfig.json"))
                            ? ForeignKind.APPHOST
                            : ForeignKind.NATIVE);
        }
        return framework(path, executable.header(), cli.get());
    }

    /** The file of the executable's name with that ending instead of {@code .exe}. */
    static String besideIt(String path, String ending) {
        return path.replaceFirst("(?i)\\.exe$", "") + ending;
    }

    private Program framework(String path, ExecutableHeader header, Cli cli) {
        Bitness bitness = bitness(header);
        Optional<byte[]> config;
        try {
            config = host.files().read(path + ".config", ConfigFile.MAX_SIZE);
        } catch (EkuException unreadable) {
            return new Program.Framework(
                    Optional.empty(), bitness, Message.of("inspect.runtime.refused", unreadable.code()));
        }
        RuntimeChoice choice = RuntimeChoice.of(cli.runtime(), config, installed(), isLatestOnly(bitness));
        return new Program.Framework(choice.clr(), bitness, choice.why());
    }

    /**
     * What is built for any processor runs as a process of the width of Windows, unless it requires or prefers 32 bits
     * (ECMA-335, II.25.3.3.1).
     */
    private Bitness bitness(ExecutableHeader header) {
        boolean any = header.cli()
                .filter(cli -> cli.ilOnly() && !cli.required32() && !cli.preferred32())
                .isPresent();
        return header.format() == Format.PE32_PLUS || (any && !environment.isOf32Bits())
                ? Bitness.BITS_64
                : Bitness.BITS_32;
    }

    /**
     * The runtimes the host has. Version 4 is there as a whole or as the Client Profile that its first release could be
     * installed as, each with a key of its own, and both bring the same runtime ("Determine which .NET Framework
     * versions are installed", learn.microsoft.com; InstallShield, {@code REGDB_KEYPATH_DOTNET_40_CLIENT}). That
     * release tells no number of itself.
     */
    private Set<Clr> installed() {
        Set<Clr> installed = EnumSet.noneOf(Clr.class);
        if (V4_KEYS.stream().anyMatch(this::isInstalled)) {
            installed.add(Clr.V4);
        }
        boolean two = text(Inspector.NDP.child("v3.5"), "Version").isPresent()
                || text(Inspector.NDP.child("v2.0.50727"), "Version").isPresent();
        if (two) {
            installed.add(Clr.V2);
        }
        return installed;
    }

    private boolean isInstalled(KeyPath four) {
        return number(RegistryView.VIEW_64, four, "Release").isPresent()
                || number(RegistryView.VIEW_64, four, "Install")
                        .filter(installed -> installed == 1)
                        .isPresent();
    }

    private boolean isLatestOnly(Bitness bitness) {
        return number(environment.view(bitness), FRAMEWORK, LATEST_ONLY)
                .filter(on -> on != 0)
                .isPresent();
    }

    private Optional<Long> number(RegistryView view, KeyPath key, String name) {
        return value(view, key, name)
                .map(RegistryValue::asDword)
                .flatMap(number -> number.stream().boxed().findFirst());
    }

    private Optional<String> text(KeyPath key, String name) {
        return value(RegistryView.VIEW_64, key, name).flatMap(RegistryValue::asString);
    }

    private Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        try {
            return host.registry().value(view, key, name);
        } catch (Win32Exception failure) {
            if (failure.code() != ErrorCode.ACCESS_DENIED) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
