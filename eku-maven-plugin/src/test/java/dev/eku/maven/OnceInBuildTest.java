package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.maven.OnceInBuild.State;
import dev.eku.maven.OnceInBuild.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.junit.jupiter.api.Test;

class OnceInBuildTest {
    private final MavenExecutionRequest build = new DefaultMavenExecutionRequest();

    @Test
    void workIsDoneByTheFirstAndFoundDoneByTheOthers() {
        OnceInBuild first = new OnceInBuild(build, "apply");
        assertThat(first.take("a")).isEqualTo(new Turn(State.MINE, "a"));
        first.end(true);

        assertThat(new OnceInBuild(build, "apply").take("b")).isEqualTo(new Turn(State.DONE, "a"));
        assertThat(new OnceInBuild(build, "apply").take("a")).isEqualTo(new Turn(State.DONE, "a"));
    }

    @Test
    void workThatFailedIsNeitherDoneNorDoneAgain() {
        OnceInBuild first = new OnceInBuild(build, "apply");
        first.take("a");
        first.end(false);

        assertThat(new OnceInBuild(build, "apply").take("b")).isEqualTo(new Turn(State.FAILED, "a"));
    }

    @Test
    void otherWorkAndAnotherBuildAreNotConcerned() {
        new OnceInBuild(build, "apply").take("a");

        assertThat(new OnceInBuild(build, "verify").take("a").state()).isEqualTo(State.MINE);
        assertThat(new OnceInBuild(new DefaultMavenExecutionRequest(), "apply")
                        .take("a")
                        .state())
                .isEqualTo(State.MINE);
    }

    /** All start at once; whoever is not the first goes on only when the first is at its end. */
    @Test
    void modulesBuiltAtTheSameTimeWaitForTheFirst() throws Exception {
        int modules = 16;
        ExecutorService threads = Executors.newFixedThreadPool(modules);
        try {
            for (int round = 0; round < 50; round++) {
                MavenExecutionRequest each = new DefaultMavenExecutionRequest();
                CountDownLatch begun = new CountDownLatch(modules);
                AtomicInteger done = new AtomicInteger();
                List<Future<State>> states = new ArrayList<>();
                for (int module = 0; module < modules; module++) {
                    String name = "module-" + module;
                    states.add(threads.submit(() -> {
                        begun.countDown();
                        begun.await();
                        OnceInBuild once = new OnceInBuild(each, "apply");
                        State state = once.take(name).state();
                        if (state == State.MINE) {
                            done.incrementAndGet();
                            once.end(true);
                        } else {
                            assertThat(done).hasValue(1);
                        }
                        return state;
                    }));
                }
                List<State> ended = new ArrayList<>();
                for (Future<State> state : states) {
                    ended.add(state.get());
                }
                assertThat(ended).containsOnlyOnce(State.MINE).doesNotContain(State.FAILED);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
