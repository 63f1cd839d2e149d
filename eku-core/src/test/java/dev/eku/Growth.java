package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * Tells how work grows with what it is done for, by what it allocates: that is the same on a busy machine, which a time
 * is not. Work that is linear grows fourfold from 100 to 400; quadratic work sixteenfold.
 */
public final class Growth {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FEW = 100;
    private static final int MANY = 400;

    private Growth() {}

    /**
     * Requires work to grow no faster than N log N. Each is prepared once, and done twice, of which the second counts.
     */
    public static void requireLinear(String what, IntFunction<Runnable> prepared) {
        long few = allocated(prepared.apply(FEW));
        long many = allocated(prepared.apply(MANY));

        assertThat((double) many / few)
                .as("growth of " + what + ": " + few + " to " + many + " bytes")
                .isLessThan(6);
    }

    private static long allocated(Runnable work) {
        work.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
