package dev.eku.maven.run;

import java.util.List;

/**
 * A library whose log lines would stand between ours: in a plugin SLF4J is Maven's own, which prints them to the
 * console. A level the user has set himself is left alone.
 */
public enum LogSilencer {
    SMB("com.hierynomus");

    /** The prefixes of Maven 3 and of Maven 4. */
    private static final List<String> LEVELS = List.of("org.slf4j.simpleLogger.log.", "maven.logger.log.");

    private final String loggers;

    LogSilencer(String loggers) {
        this.loggers = loggers;
    }

    /** To be called before the library is loaded. */
    public void beQuiet() {
        for (String level : LEVELS) {
            if (System.getProperty(level + loggers) == null) {
                System.setProperty(level + loggers, "off");
            }
        }
    }
}
