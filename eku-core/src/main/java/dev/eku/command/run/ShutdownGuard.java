package dev.eku.command.run;

import dev.eku.command.output.RunOutput;
import java.util.concurrent.CountDownLatch;

/**
 * When a user ends the program, for example by Ctrl-C, the JVM waits until no service is in the middle of its restart
 * and everything is written. The operation decides how its running work is asked to reach a safe point.
 */
public final class ShutdownGuard {
    private ShutdownGuard() {}

    /**
     * From now on until the run is over, the end of the JVM waits for it.
     *
     * @param stop asks the running work to end soon; called by another thread
     */
    public static void of(RunOutput output, Runnable stop) {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(waiting(stop, over), "eku-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        output.whenOver(() -> {
            over.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // Then the hook is already running, and its wait ends now.
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
