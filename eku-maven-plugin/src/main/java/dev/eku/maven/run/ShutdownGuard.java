package dev.eku.maven.run;

import dev.eku.maven.output.GoalOutput;
import java.util.concurrent.CountDownLatch;

/**
 * Whoever ends Maven, by Ctrl-C for example, waits until no service is in the middle of its restart and all is written.
 * What is under way is told to come to a safe point; how, is for the goal to say.
 */
public final class ShutdownGuard {
    private ShutdownGuard() {}

    /**
     * From now on until the goal is over, the end of the JVM waits for it.
     *
     * @param stop tells what is under way to end soon; called by another thread
     */
    public static void of(GoalOutput output, Runnable stop) {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(waiting(stop, over), "eku-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        output.whenOver(() -> {
            over.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // Then it is at work, and ends now.
            }
        });
    }

    public static Runnable waiting(Runnable stop, CountDownLatch over) {
        return () -> {
            stop.run();
            try {
                over.await();
            } catch (InterruptedException notWaitedForAnyMore) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
