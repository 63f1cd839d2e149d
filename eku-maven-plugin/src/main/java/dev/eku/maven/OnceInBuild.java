package dev.eku.maven;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.maven.execution.MavenExecutionRequest;

/**
 * Makes sure that the same work is done only once in a build. A goal that is bound in a parent POM runs in every
 * module, and a rollback would then undo one run for each module. Modules that are built at the same time wait for the
 * first one. Thread-safe, even between modules for which Maven has loaded the plugin twice, because only objects of the
 * JDK's classes are stored.
 */
final class OnceInBuild {
    private static final String PREFIX = "dev.eku.once:";

    /** The state of the work. */
    enum State {
        /** The caller must do it. */
        MINE,
        DONE,
        /** It was tried, and it failed. */
        FAILED
    }

    /**
     * The state of the work for the caller.
     *
     * @param module where it is or was done
     */
    record Turn(State state, String module) {}

    private final MavenExecutionRequest build;
    private final String key;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    /**
     * @param build the request that all modules of one build share; two builds have different ones, even in one JVM
     * @param work identifies the work
     */
    OnceInBuild(MavenExecutionRequest build, String work) {
        this.build = build;
        this.key = PREFIX + work;
    }

    /**
     * Takes the work, or waits until the module that has taken it has ended. A caller that takes it calls {@link #end}.
     *
     * @param module the module of the caller
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

    /** Reports the result of the work to all callers, both waiting and later ones. */
    void end(boolean succeeded) {
        ended.complete(succeeded);
    }
}
