package dev.eku.inspect;

import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.text.Message;
import java.util.Optional;

/** What a process is that runs a certain executable: only some read .NET Framework's settings. */
public sealed interface Program {
    /**
     * A .NET Framework program. Immutable.
     *
     * @param clr its runtime; empty if that cannot be told
     * @param why what decides about its runtime, or why it cannot be told
     */
    record Framework(Optional<Clr> clr, Bitness bitness, Message why) implements Program {}

    /**
     * A native program that is known to host the CLR; which one it does not say. Immutable.
     *
     * @param bitness empty if its file does not show it
     */
    record ClrHost(Optional<Bitness> bitness) implements Program {}

    /** No .NET Framework program. Immutable. */
    record Foreign(ForeignKind kind) implements Program {}

    /**
     * It runs another program as a service. Immutable.
     *
     * @param runs the other program, as its configuration names it; empty if that is not told
     * @param why why it is not told, where a configuration could not be read or was not understood
     */
    record Wrapper(WrapperKind kind, Optional<String> runs, Optional<Message> why) implements Program {
        /** What it runs, in a sentence. */
        public Message what() {
            return runs.map(program -> Message.of("inspect.wrapper.runs", kind, program))
                    .or(() -> why.map(reason -> Message.of("inspect.wrapper.unread", kind, reason)))
                    .orElseGet(() -> Message.of("inspect.wrapper", kind));
        }
    }

    /** It cannot be told. Immutable. */
    record Unknown(Message why) implements Program {}

    /** What no .NET Framework program can be. */
    enum ForeignKind {
        /** Native code, and nobody knows it to host the CLR. */
        NATIVE,
        /** The native start of a .NET 5+ or .NET Core program. */
        APPHOST,
        DOTNET,
        JAVA,
        SHELL,
        LIBRARY_HOST,
        /** The file is no executable. */
        NOT_EXECUTABLE
    }

    /** The wrappers whose configuration eku reads. */
    enum WrapperKind {
        /** nssm, srvany: {@code Services\X\Parameters}, value Application. */
        PARAMETERS,
        /** WinSW: {@code NAME.xml} or {@code NAME.yml} beside it, above it, or given to it. */
        WINSW,
        /** Apache Commons Daemon: {@code //RS//NAME}. */
        PROCRUN,
        /** Known by its name, and not how it is configured. */
        BY_NAME
    }
}
