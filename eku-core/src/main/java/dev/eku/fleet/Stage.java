package dev.eku.fleet;

/** The parts of a rollout, in their order. */
public enum Stage {
    /** Every host is read, and nothing is changed. */
    INSPECT,
    /** Runs that were interrupted are finished. */
    RECOVER,
    /** The values are written on all hosts. They have no effect before a restart. */
    WRITE,
    /** Services are restarted, pool by pool, and each host is checked before the next. */
    RESTART
}
