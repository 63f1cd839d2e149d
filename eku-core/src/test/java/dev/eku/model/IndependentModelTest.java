package dev.eku.model;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random situations of a process that reads the registry as .NET does. Never is a host called Compliant whose process
 * checks EKUs, never a restart pending of a process throughout whose life the value stood; a rollback restores each
 * byte, and nothing else is touched. {@code -Deku.situations} says how many, {@code -Deku.situationSeed} runs one alone
 * and tells its story.
 */
@Tag("exhaustive")
class IndependentModelTest {
    /** Fixed, so that a build fails of what changed; a nightly run gives another. */
    private static final long SEED = 20261128;

    private static final int STEPS = 8;

    @Test
    void verdictsAndRestartsAreTrueInEverySituation() {
        Long alone = Long.getLong("eku.situationSeed");
        long first = alone == null ? Long.getLong("eku.firstSeed", SEED) : alone;
        long count = alone == null ? Long.getLong("eku.situations", 5_000) : 1;
        for (long i = 0; i < count; i++) {
            run(first + i);
        }
        System.out.println("IndependentModelTest: " + count + " situations from seed " + first + ", 0 violations");
    }

    /**
     * A pending restart was told of a process that ran another executable, whose value stood; and an exemption of one
     * whose service was set up for another executable after the clock was set back.
     */
    @Test
    void situationsThatWereOnceToldWrongStayTrue() {
        for (long seed : new long[] {30_121_914, 200_146_533}) {
            run(seed);
        }
    }

    private static void run(long seed) {
        Situation situation = new Situation(new Random(seed), seed % 3 == 1);
        try {
            for (int i = 0; i < STEPS; i++) {
                situation.happen();
            }
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("-Deku.situationSeed=" + seed + ", after " + situation.story(), failure);
        }
    }
}
