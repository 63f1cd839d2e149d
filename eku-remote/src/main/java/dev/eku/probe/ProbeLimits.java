package dev.eku.probe;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostAccess;
import java.time.Duration;

/**
 * How long a probe may take. Immutable.
 *
 * @param connect for one address to accept the connection
 * @param whole for everything with one address: connecting, and every handshake that is tried; and before that, for the
 *     look-up of a name
 * @param parallel how many addresses are probed at the same time
 */
public record ProbeLimits(Duration connect, Duration whole, int parallel) {
    /** 5 s to connect, 15 s in all, 32 addresses at the same time. */
    public static final ProbeLimits USUAL = new ProbeLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), 32);

    /**
     * @throws EkuException {@code INVALID_PARAMETER} if one of them is not positive, or longer than
     *     {@link HostAccess#MAX_DEADLINE}
     */
    public ProbeLimits {
        require("connect", connect, isWithinBounds(connect));
        require("whole", whole, isWithinBounds(whole));
        require("parallel", parallel, parallel > 0);
    }

    private static boolean isWithinBounds(Duration time) {
        return !time.isNegative() && !time.isZero() && time.compareTo(HostAccess.MAX_DEADLINE) <= 0;
    }

    private static void require(String name, Object value, boolean allowed) {
        if (!allowed) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, name, value, name.equals("parallel") ? "32" : "PT15S");
        }
    }
}
