package dev.eku.backend.memory;

/**
 * Says that a fault has killed the run. Thrown by the fatal call and by every later call of the same host object,
 * before it has any effect: what stands in a {@code finally} block cannot tidy up, just as if the process were gone. An
 * {@link Error}, so that no handler of exceptions takes it for a failure to report.
 */
public final class RunKilled extends Error {
    private static final long serialVersionUID = 1L;

    RunKilled(String at) {
        super("the run was killed at " + at);
    }
}
