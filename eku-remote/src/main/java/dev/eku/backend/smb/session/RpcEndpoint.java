package dev.eku.backend.smb.session;

import com.hierynomus.mssmb2.SMBApiException;
import dev.eku.backend.smb.rpc.RpcCall;
import dev.eku.backend.smb.rpc.RpcException;
import dev.eku.backend.smb.rpc.RpcInterface;
import dev.eku.backend.smb.rpc.RpcPipe;
import dev.eku.backend.smb.rpc.RpcSecurity;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One interface of the host. The first call opens and binds its pipe, and the next call does so again after the pipe
 * was lost. Every failure that is not the server's own answer becomes an error that says what may have been done. Not
 * thread-safe.
 */
public final class RpcEndpoint {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final SmbLink link;
    private final RpcInterface served;
    private final BooleanSupplier bringUp;
    private @Nullable RpcPipe pipe;
    private @Nullable WirePipe wire;
    /** Why the server refused the logon of a sealed pipe, or to seal it. It would refuse again. */
    private @Nullable EkuException denied;

    /**
     * @param bringUp called if the pipe is missing; returns whether the service behind it runs, and starts it if
     *     necessary
     */
    public RpcEndpoint(SmbLink link, RpcInterface served, BooleanSupplier bringUp) {
        this.link = link;
        this.served = served;
        this.bringUp = bringUp;
        link.atLoss(() -> {
            pipe = null;
            wire = null;
        });
    }

    /** A call that changes nothing. */
    public <T> RpcCall.Answer<T> ask(RpcCall<T> call, Message where) {
        return call(call, where, false);
    }

    /** A call that changes something. */
    public <T> RpcCall.Answer<T> change(RpcCall<T> call, Message where) {
        return call(call, where, true);
    }

    private <T> RpcCall.Answer<T> call(RpcCall<T> call, Message where, boolean changes) {
        RpcPipe open = open();
        link.meter().calling();
        try {
            return open.call(call);
        } catch (RpcException answer) {
            if (answer.kind() == RpcException.Kind.FAULT) {
                EkuException fault = link.failures().fault(answer, call.name(), where);
                if (served.sealed()) {
                    closePipe();
                    denied = fault.code() == ErrorCode.ACCESS_DENIED ? fault : null;
                }
                throw fault;
            }
            link.lose();
            throw link.failures().calling(answer, call.name(), where, changes);
        } catch (RuntimeException lost) {
            // The library's own exceptions, and any other that a wrong answer causes.
            boolean taken = wire != null && wire.isAnswered();
            link.lose();
            throw isRefusal(lost) && !(changes && taken)
                    ? link.failures().refused(lost, call.name(), where)
                    : link.failures().calling(lost, call.name(), where, changes);
        } finally {
            link.meter().called();
        }
    }

    /** Gives up the pipe only, not the connection. */
    private void closePipe() {
        pipe = null;
        if (wire != null) {
            wire.closeUnawaited();
            wire = null;
        }
    }

    /** Whether the answer to a bind says that the calls of this interface cannot be sealed. */
    private boolean isNotSealed(RuntimeException failure) {
        return served.sealed()
                && failure instanceof RpcException refused
                && (refused.kind() == RpcException.Kind.NOT_SEALED || refused.kind() == RpcException.Kind.BIND_REFUSED);
    }

    private static boolean isRefusal(RuntimeException lost) {
        return !Thread.currentThread().isInterrupted()
                && SmbStatus.refusalOf(lost).isPresent();
    }

    /** A refused password is not sent again for each call, because that would lock the account. */
    private RpcPipe open() {
        if (denied != null) {
            throw new SmbException(denied);
        }
        if (pipe == null) {
            pipe = bind();
        }
        return pipe;
    }

    /**
     * All instances of a pipe may be in use for a moment, and the pipe of a service that was just started may appear a
     * moment later.
     */
    private RpcPipe bind() {
        Duration waited = Duration.ZERO;
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                Optional<RpcSecurity> security = served.sealed() ? Optional.of(link.security()) : Optional.empty();
                WirePipe opened = link.openPipe(served.pipe());
                wire = opened;
                return security.isPresent()
                        ? RpcPipe.bind(opened, served, security.get())
                        : RpcPipe.bind(opened, served);
            } catch (SMBApiException refused) {
                if (isRefusal(refused)) {
                    link.lose();
                    throw link.failures().refused(refused, "open", pipeName());
                }
                // The bind of a pipe that was opened may be refused, too.
                closePipe();
                boolean comes = SmbStatus.isMissing(refused) && bringUp.getAsBoolean();
                if (!(comes || SmbStatus.isBusy(refused))
                        || waited.compareTo(link.access().connectDeadline()) >= 0) {
                    throw link.failures().opening(refused, served.pipe());
                }
            } catch (EkuException explained) {
                throw explained;
            } catch (RuntimeException failure) {
                if (isNotSealed(failure)) {
                    closePipe();
                    denied = link.failures().opening(failure, served.pipe());
                    throw denied;
                }
                EkuException explained = isRefusal(failure)
                        ? link.failures().refused(failure, "open", pipeName())
                        : link.failures().opening(failure, served.pipe());
                link.lose();
                throw explained;
            }
            link.clock().sleep(pause);
            waited = waited.plus(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private Message pipeName() {
        return Message.of("smb.pipe", link.place().ref(), served.pipe());
    }
}
