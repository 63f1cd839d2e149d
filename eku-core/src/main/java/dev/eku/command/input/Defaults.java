package dev.eku.command.input;

/** The defaults of parameters as texts, which the help of each front end shows. */
public final class Defaults {
    public static final String AT_DRAIN_DEADLINE = "resume";
    public static final String CONCURRENCY = "8";
    public static final String DRAIN_TIMEOUT = "15m";
    public static final String ENCRYPTION = "auto";
    public static final String FAIL_ON = "never";
    /** Of each parameter that is true or false. */
    public static final String FLAG = "false";

    public static final String FORM = "reg";
    public static final String MAX_FAILURES = "0";
    public static final String MAX_UNAVAILABLE = "1";
    public static final String REMOTE_REGISTRY = "leave";
    public static final String RESTART = "if-needed";
    public static final String START_TIMEOUT = "2m";
    public static final String STOP = "auto";
    public static final String STOP_TIMEOUT = "2m";
    public static final String UNREACHABLE = "fail";
    public static final String WINDOW = "24h";

    private Defaults() {}
}
