package dev.eku.examples.commandline;

import dev.eku.command.output.Lines;
import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi;

/** Lines on a screen: results on standard output, failures on standard error, with colours where it is a terminal. */
record Screen(PrintStream out, PrintStream err, Ansi ansi) implements Lines {
    private static final String YELLOW = "\u001B[33m";
    private static final String RED = "\u001B[31m";
    private static final String RESET = "\u001B[39m";

    @Override
    public void info(String line) {
        show(out, line);
    }

    @Override
    public void warn(String line) {
        show(out, coloured(YELLOW, line));
    }

    @Override
    public void error(String line) {
        show(err, coloured(RED, line));
    }

    private String coloured(String colour, String line) {
        return ansi.enabled() ? colour + line + RESET : line;
    }

    private static void show(PrintStream stream, String line) {
        stream.println(line);
        stream.flush();
    }
}
