package dev.eku.text;

import java.util.Locale;

/**
 * What an operation can be told beside what to do. A front end has a name of its own for each: a parameter, a switch, a
 * field.
 */
public enum Option {
    APPLICATIONS,
    AT_DRAIN_DEADLINE,
    CANARY,
    CERTIFICATES,
    CERTIFICATES_CREDENTIALS,
    CONCURRENCY,
    CREDENTIALS,
    DRAIN_TIMEOUT,
    ENCRYPTION,
    ENDPOINTS,
    EVENTS,
    EXPIRES,
    FAIL_ON,
    FILE,
    FLEET,
    FORGET,
    FORM,
    HOLDER,
    HOSTS,
    INVENTORY,
    KERBEROS,
    LANGUAGE,
    MAX_FAILURES,
    MAX_UNAVAILABLE,
    OUTPUT_DIRECTORY,
    OVERWRITE,
    OWNER,
    PLAN_FILE,
    POOLS,
    PRODUCT,
    REASON,
    RECORD,
    REMOTE_REGISTRY,
    RESTART,
    SETTING,
    SOAK,
    STACK_TRACE,
    START_TIMEOUT,
    STOP,
    STOP_TIMEOUT,
    TIDY,
    UNREACHABLE,
    WINDOW;

    /** Its name in a catalogue and in neutral English: {@code drain-timeout}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
