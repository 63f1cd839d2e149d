package dev.eku.examples.commandline;

import dev.eku.command.output.Lines;
import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi;

/** Lines on a screen: results on standard output, failures on standard error, in red where it is a terminal. */
record Screen(PrintStream out, PrintStream err, Ansi ansi) implements Lines {
    private static final String RED = "\u001B[31m";
    private static final String RESET = "\u001B[39m";

    @Override
    public void info(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void error(String line) {
        err.println(ansi.enabled() ? RED + line + RESET : line);
        err.flush();
    }
}
