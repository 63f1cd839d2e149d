package dev.eku.maven;

import java.util.List;

/**
 * A library whose log lines would mix with eku's output, because SLF4J in a plugin is Maven's own, which prints them to
 * the console. A level that the user has set is not changed.
 */
public enum LogSilencer {
    SMB("com.hierynomus");

    /** The prefixes of Maven 3 and of Maven 4. */
    private static final List<String> LEVELS = List.of("org.slf4j.simpleLogger.log.", "maven.logger.log.");

    private final String loggers;

    LogSilencer(String loggers) {
        this.loggers = loggers;
    }

    /** Sets the level. Must be called before the library is loaded. */
    public void beQuiet() {
        for (String level : LEVELS) {
            if (System.getProperty(level + loggers) == null) {
                System.setProperty(level + loggers, "off");
            }
        }
    }
}
