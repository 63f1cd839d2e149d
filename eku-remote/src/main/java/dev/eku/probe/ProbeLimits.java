package dev.eku.probe;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.time.Duration;

/**
 * How long a probe may take. Immutable.
 *
 * @param connect for one address to take the connection
 * @param whole for all of one address: connecting, and every handshake tried; and before that, for looking a name up
 * @param parallel how many addresses are looked at together
 */
public record ProbeLimits(Duration connect, Duration whole, int parallel) {
    /** 5 s to connect, 15 s in all, 32 together. */
    public static final ProbeLimits USUAL = new ProbeLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), 32);

    /**
     * @throws EkuException {@code INVALID_PARAMETER} if one of them is not positive
     */
    public ProbeLimits {
        requirePositive("connect", connect, !connect.isNegative() && !connect.isZero());
        requirePositive("whole", whole, !whole.isNegative() && !whole.isZero());
        requirePositive("parallel", parallel, parallel > 0);
    }

    private static void requirePositive(String name, Object value, boolean positive) {
        if (!positive) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, name, value, name.equals("parallel") ? "32" : "PT15S");
        }
    }
}
