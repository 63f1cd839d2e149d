package dev.eku.command.output;

/** Where the lines of an operation go while it runs. */
public interface Lines {
    /** Shows a line. */
    void info(String line);

    /** Shows a line that calls for somebody to act. */
    void warn(String line);

    /** Shows a line about a failure. */
    void error(String line);
}
