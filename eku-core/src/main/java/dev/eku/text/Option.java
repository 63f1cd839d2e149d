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
    CREDENTIALS,
    DRAIN_TIMEOUT,
    ENCRYPTION,
    ENDPOINTS,
    EXPIRES,
    HOLDER,
    HOSTS,
    KERBEROS,
    MAX_UNAVAILABLE,
    OVERWRITE,
    PLAN_FILE,
    PRODUCT,
    RECORD,
    REMOTE_REGISTRY,
    RESTART,
    SOAK,
    STACK_TRACE,
    STOP,
    TIDY,
    UNREACHABLE;

    /** Its name in a catalogue and in neutral English: {@code drain-timeout}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
