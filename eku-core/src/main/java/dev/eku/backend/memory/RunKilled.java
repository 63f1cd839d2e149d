package dev.eku.backend.memory;

/**
 * A fault has killed the run. The fatal call throws it, and so does every later call of the same host object, before
 * the call has any effect. So a {@code finally} block cannot clean up, as if the process had ended. It is an
 * {@link Error}, so that no handler of exceptions treats it as a failure to report.
 */
public final class RunKilled extends Error {
    private static final long serialVersionUID = 1L;

    RunKilled(String at) {
        super("the run was killed at " + at);
    }
}
