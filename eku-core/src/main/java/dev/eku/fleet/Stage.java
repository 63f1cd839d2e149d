package dev.eku.fleet;

/** The parts of a rollout, in their order. */
public enum Stage {
    /** Every host is read; nothing is changed. */
    INSPECT,
    /** Runs that were interrupted are finished. */
    RECOVER,
    /** The values are written everywhere; they take no effect before a restart. */
    WRITE,
    /** Services are restarted, pool by pool, and each host is looked at before the next. */
    RESTART
}
