package dev.eku.probe;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.util.Set;

/** Nothing can be seen at an endpoint, for a reason. */
final class ProbeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What old servers answer to an offer that is too new for them. */
    private static final Set<PeerAnswer.Failure> MAY_BE_INTOLERANCE =
            Set.of(PeerAnswer.Failure.REFUSED, PeerAnswer.Failure.UNREADABLE);

    private final PeerAnswer.Failure failure;
    private final String key;
    /** Values of any type: the failure is not kept. */
    private final transient Object[] details;

    /**
     * @param key the catalogue's entry of what happened; {@code key.cause} and {@code key.next} are the others
     * @param details what the entries are filled with
     */
    ProbeFailure(PeerAnswer.Failure failure, String key, Throwable cause, Object... details) {
        super(key, cause);
        this.failure = failure;
        this.key = key;
        this.details = details.clone();
    }

    /** Whether the peer may show its certificates to one who offers only older versions. */
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
