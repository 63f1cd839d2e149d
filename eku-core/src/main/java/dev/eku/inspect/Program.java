package dev.eku.inspect;

import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.text.Message;
import java.util.Optional;

/** What kind of program an executable is, because only some programs read the settings of .NET Framework. */
public sealed interface Program {
    /**
     * A .NET Framework program. Immutable.
     *
     * @param clr its runtime; empty if eku cannot tell
     * @param why what decides about its runtime, or why eku cannot tell
     */
    record Framework(Optional<Clr> clr, Bitness bitness, Message why) implements Program {}

    /**
     * A native program that is known to host the CLR, but does not show which version. Immutable.
     *
     * @param bitness empty if its file does not show it
     */
    record ClrHost(Optional<Bitness> bitness) implements Program {}

    /** A program that is not a .NET Framework program. Immutable. */
    record Foreign(ForeignKind kind) implements Program {}

    /**
     * A program that runs another program as a service. Immutable.
     *
     * @param runs the other program, as the configuration names it; empty if it is unknown
     * @param why why it is unknown, if a configuration could not be read or was not understood
     */
    record Wrapper(WrapperKind kind, Optional<String> runs, Optional<Message> why) implements Program {
        /** What it runs, as a sentence. */
        public Message what() {
            return runs.map(program -> Message.of("inspect.wrapper.runs", kind, program))
                    .or(() -> why.map(reason -> Message.of("inspect.wrapper.unread", kind, reason)))
                    .orElseGet(() -> Message.of("inspect.wrapper", kind));
        }
    }

    /** eku cannot tell what it is. Immutable. */
    record Unknown(Message why) implements Program {}

    /** The kinds of programs that cannot be .NET Framework programs. */
    enum ForeignKind {
        /** Native code that is not known to host the CLR. */
        NATIVE,
        /** The native launcher of a .NET 5+ or .NET Core program. */
        APPHOST,
        DOTNET,
        JAVA,
        SHELL,
        LIBRARY_HOST,
        /** The file is not an executable. */
        NOT_EXECUTABLE
    }

    /** The wrappers whose configuration eku reads. */
    enum WrapperKind {
        /** nssm, srvany: {@code Services\X\Parameters}, value Application. */
        PARAMETERS,
        /**
         * WinSW: {@code NAME.xml} or {@code NAME.yml} beside the executable, in a folder above, or given as an
         * argument.
         */
        WINSW,
        /** Apache Commons Daemon: {@code //RS//NAME}. */
        PROCRUN,
        /** A wrapper that is known by its name, but whose configuration is not known. */
        BY_NAME
    }
}
