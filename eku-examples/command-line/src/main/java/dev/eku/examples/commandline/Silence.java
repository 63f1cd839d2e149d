package dev.eku.examples.commandline;

import dev.eku.command.output.Lines;

/** No lines, since the report follows as JSON. */
enum Silence implements Lines {
    INSTANCE;

    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void error(String line) {}
}
