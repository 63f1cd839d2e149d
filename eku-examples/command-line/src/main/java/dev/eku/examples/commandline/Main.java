package dev.eku.examples.commandline;

import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Starts the program. */
public final class Main {
    private Main() {}

    /**
     * Does what the arguments say, and ends with the exit code of {@link dev.eku.command.output.ExitCode}.
     *
     * @param arguments a command and its options
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Does what the arguments say, and gives the exit code. */
    static int run(String... arguments) {
        Path here = Path.of("").toAbsolutePath();
        return new Tool(here, System.out, System.err, colours(), Main::password)
                .run(arguments)
                .number();
    }

    /**
     * Colours only where a person sees them. Picocli takes any Windows with the variable TERM for a terminal, even if
     * the output goes into a file, and it does not know Windows Terminal.
     */
    private static Ansi colours() {
        boolean isWindowsTerminal = System.getenv("WT_SESSION") != null && System.getenv("NO_COLOR") == null;
        return terminal().isPresent() && (Ansi.AUTO.enabled() || isWindowsTerminal) ? Ansi.ON : Ansi.OFF;
    }

    /** The password is not shown while it is typed. */
    private static Optional<String> password(String user) {
        return terminal().map(console -> console.readPassword("%s: ", user)).map(String::valueOf);
    }

    /** From Java 22 on there is a console, too, where standard input is a file. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> terminal() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            boolean isTerminal = (boolean) Console.class.getMethod("isTerminal").invoke(console);
            return isTerminal ? Optional.of(console) : Optional.empty();
        } catch (ReflectiveOperationException olderJava) {
            return Optional.of(console);
        }
    }
}
