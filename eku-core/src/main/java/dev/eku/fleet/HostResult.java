package dev.eku.fleet;

import dev.eku.apply.ApplyException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.verify.Verdict;
import java.util.Optional;

/**
 * What came of one stage on one host. Immutable.
 *
 * @param look what was found there, if it was looked at
 * @param verdict how it stands afterwards, if that was judged
 * @param failure why it failed, if it did
 * @param down whether it may be without its service now
 */
public record HostResult(Optional<Look> look, Optional<Verdict> verdict, Optional<EkuException> failure, boolean down) {
    static HostResult done() {
        return new HostResult(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    static HostResult done(Optional<Verdict> verdict) {
        return new HostResult(Optional.empty(), verdict, Optional.empty(), false);
    }

    static HostResult seen(Look look) {
        return new HostResult(Optional.of(look), look.verdict(), Optional.empty(), false);
    }

    static HostResult failed(EkuException why, boolean down) {
        return new HostResult(Optional.empty(), Optional.empty(), Optional.of(why), down);
    }

    /** Nothing was begun any more. */
    static HostResult interrupted() {
        return failed(new EkuException(ErrorCode.INTERRUPTED), false);
    }

    /** Whether the host was left before anything was begun that is not done, since the rollout was told to stop. */
    boolean isLeft() {
        return failure.filter(why -> why.code() == ErrorCode.INTERRUPTED && !(why instanceof ApplyException))
                .isPresent();
    }
}
