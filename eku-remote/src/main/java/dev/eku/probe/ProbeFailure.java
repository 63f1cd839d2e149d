package dev.eku.probe;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.util.Set;

/** The probe got no certificates from an endpoint, for this reason. */
final class ProbeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The answers of old servers to an offer that is too new for them. */
    private static final Set<PeerAnswer.Failure> MAY_BE_INTOLERANCE =
            Set.of(PeerAnswer.Failure.REFUSED, PeerAnswer.Failure.UNREADABLE);

    private final PeerAnswer.Failure failure;
    private final String key;
    /** The values can have any type, because the failure is not serialised. */
    private final transient Object[] details;

    /**
     * @param key the catalogue's key for what happened; {@code key.cause} and {@code key.next} are the others
     * @param details the arguments of these texts
     */
    ProbeFailure(PeerAnswer.Failure failure, String key, Throwable cause, Object... details) {
        super(key, cause);
        this.failure = failure;
        this.key = key;
        this.details = details.clone();
    }

    /** Whether the peer may present its certificates if only older versions are offered. */
    boolean mayBeIntolerance() {
        return MAY_BE_INTOLERANCE.contains(failure);
    }

    PeerAnswer.Failed at(PeerEndpoint endpoint) {
        return new PeerAnswer.Failed(
                endpoint,
                failure,
                Message.of(key, details),
                Message.of(key + ".cause"),
                NextStep.advice(key + ".next"));
    }
}
