package dev.eku.inspect;

import dev.eku.error.EkuException;
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
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.Optional;

/**
 * Determines what a process is from its executable: the header of the file, and the files beside it. Wrappers are
 * recognised earlier and elsewhere, by how a service is set up. Not thread-safe.
 */
final class ProgramReader {
    /** The value that overrules what a .config file asks for. */
    static final String LATEST_ONLY = "OnlyUseLatestCLR";

    static final KeyPath FRAMEWORK = RegistryTarget.runtimeKey(Clr.V4).parent().orElseThrow();

    private final Host host;
    private final HostEnvironment environment;
    private final ReadableKeys keys;

    ProgramReader(Host host, HostEnvironment environment) {
        this.host = host;
        this.environment = environment;
        this.keys = new ReadableKeys(host.registry());
    }

    /**
     * What was read. Immutable.
     *
     * @param header the header of the file; empty if the file does not show it
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

    /** The file with the executable's name and that ending instead of {@code .exe}. */
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
        RegistryView view = environment.view(bitness);
        boolean latestOnly = keys.number(view, FRAMEWORK, LATEST_ONLY).orElse(0L) != 0;
        if (keys.isRefused(view, FRAMEWORK)) {
            return new Program.Framework(
                    Optional.empty(), bitness, Message.of("inspect.runtime.key-refused", view.stored(FRAMEWORK)));
        }
        RuntimeChoice choice = RuntimeChoice.of(cli.runtime(), config, new InstalledRuntimes(keys), latestOnly);
        return new Program.Framework(choice.clr(), bitness, choice.why());
    }

    /**
     * An executable that is built for any processor runs with the bitness of Windows, unless it requires or prefers 32
     * bits (ECMA-335, II.25.3.3.1).
     */
    private Bitness bitness(ExecutableHeader header) {
        Optional<Cli> cli = header.cli();
        boolean any = cli.isPresent()
                && cli.get().ilOnly()
                && !cli.get().required32()
                && !cli.get().preferred32();
        return header.format() == Format.PE32_PLUS || (any && !environment.isOf32Bits())
                ? Bitness.BITS_64
                : Bitness.BITS_32;
    }
}
