package dev.eku.contract;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Set;

/**
 * What a backend, or the system it is tested on, cannot show. A test that needs it is aborted with the reason, never
 * passed.
 */
public enum Limit {
    /** There is no second registry view. */
    VIEWS("has no 32-bit view of its own"),
    /** No key can be prepared on which we lack rights. */
    REGISTRY_RIGHTS("has no key on which we lack rights"),
    /** The limit on the depth of keys is not enforced. */
    KEY_DEPTH("does not limit the depth of keys"),
    /** A value that is set under another spelling of its name takes the new one. */
    FIRST_SPELLING("keeps the last spelling of a name instead of the first"),
    /** Final sigma and sigma are one letter. */
    FINAL_SIGMA("takes final sigma and capital sigma for the same letter"),
    /** A value whose name is longer than 255 characters is not stored, though the server says it was. */
    LONG_VALUE_NAMES("stores no value whose name has more than 255 characters"),
    /** A value that is set to the bytes it has keeps its type. */
    TYPE_ALONE("does not change the type of a value that keeps its bytes"),
    /** No service that depends on another can be prepared or seen. */
    DEPENDENTS("does not tell which services need another"),
    /** No service can be prepared with a name or a command line of a test's own. */
    MADE_SERVICES("has no service that is made for a test"),
    /** The keys of services tell no time. */
    KEY_TIME("does not tell when a key was written"),
    /** No disabled service can be prepared. */
    DISABLED_SERVICE("has no disabled service"),
    /** No service that is marked for deletion can be prepared. */
    DELETED_SERVICE("has no service marked for deletion"),
    /** A service whose process has ended without a word still shows its last state. */
    DEAD_PROCESS("does not notice that the process of a service has ended"),
    /** A service cannot be made to behave as a test wants it. */
    BEHAVIOUR("has no service that behaves as told"),
    /** No service can be paused. */
    PAUSE("has no service that can be paused"),
    /** A command is carried out, or ignored, that Windows refuses in that state. */
    STATE_CODES("does not refuse what the state of a service forbids"),
    /** A service that hangs harms the system tested on. */
    HUNG_SERVICE("cannot bear a service that hangs"),
    /** There are no 8.3 names. */
    SHORT_NAMES("has no 8.3 file names");

    private final String reason;

    Limit(String reason) {
        this.reason = reason;
    }

    /** Aborts the running test if the backend has declared this limit. */
    void abortIfIn(Set<Limit> limits) {
        String why = "not shown: the backend " + reason + " (" + name() + ")";
        if (limits.contains(this)) {
            System.out.println("Skipped, " + why); // Build tools count skipped tests without their reasons.
        }
        assumeFalse(limits.contains(this), why);
    }

    /** Aborts the running test if the backend has declared this limit, else fails it: the fixture must be supplied. */
    AssertionError missing(Set<Limit> limits) {
        abortIfIn(limits);
        return new AssertionError("the fixture must supply this or declare " + name());
    }
}
