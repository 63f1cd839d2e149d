package dev.eku.maven;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.maven.execution.MavenExecutionRequest;

/**
 * Lets the same work be done once in a build. Bound in a parent POM, a goal runs in every module; a rollback would so
 * undo one run for each. Modules built at the same time wait for the one that came first. Thread-safe, between modules
 * whose plugin Maven has loaded twice, too: what is kept are objects of the JDK's classes only.
 */
final class OnceInBuild {
    private static final String PREFIX = "dev.eku.once:";

    /** How it stands with the work. */
    enum State {
        /** The caller is to do it. */
        MINE,
        DONE,
        /** It was tried, and it failed. */
        FAILED
    }

    /**
     * How it stands with the work for the caller.
     *
     * @param module where it is or was done
     */
    record Turn(State state, String module) {}

    private final MavenExecutionRequest build;
    private final String key;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    /**
     * @param build the request that all modules of a build share, and two builds do not, even in one JVM
     * @param work tells the work from other work
     */
    OnceInBuild(MavenExecutionRequest build, String work) {
        this.build = build;
        this.key = PREFIX + work;
    }

    /**
     * Takes the work, or waits until whoever has taken it is at its end. Who takes it calls {@link #end}.
     *
     * @param module of the caller
     * @throws EkuException {@code INTERRUPTED}
     */
    Turn take(String module) {
        Map.Entry<?, ?> mine = Map.entry(module, ended);
        Map.Entry<?, ?> first;
        synchronized (build) {
            first = (Map.Entry<?, ?>) build.getData().computeIfAbsent(key, none -> mine);
        }
        String where = String.valueOf(first.getKey());
        if (first == mine) {
            return new Turn(State.MINE, where);
        }
        try {
            boolean succeeded = Boolean.TRUE.equals(((CompletableFuture<?>) first.getValue()).get());
            return new Turn(succeeded ? State.DONE : State.FAILED, where);
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            throw new EkuException(toldToEnd, ErrorCode.INTERRUPTED);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Tells all who wait, and all who come later, how the work has ended. */
    void end(boolean succeeded) {
        ended.complete(succeeded);
    }
}
