package dev.eku.maven;

import dev.eku.command.output.Lines;
import org.apache.maven.plugin.logging.Log;

/** The lines of a goal in Maven's log. */
record LogLines(Log log) implements Lines {
    @Override
    public void info(String line) {
        log.info(line);
    }

    @Override
    public void warn(String line) {
        log.warn(line);
    }

    @Override
    public void error(String line) {
        log.error(line);
    }
}
