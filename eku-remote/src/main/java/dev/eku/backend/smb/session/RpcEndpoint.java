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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One interface of the host. The first call opens and binds its pipe, and the next call does so again after the pipe
 * was lost. Every failure that is not the server's own answer becomes an error that says what may have been done. Not
 * thread-safe.
 */
public final class RpcEndpoint implements Together.Channel {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final SmbLink link;
    private final RpcInterface served;
    private final BooleanSupplier bringUp;
    private @Nullable RpcPipe pipe;
    private @Nullable WirePipe wire;
    /** The pipe that is being opened. */
    private @Nullable Supplier<WirePipe> opening;
    /** The pipe that is being bound. */
    private @Nullable Supplier<RpcPipe> binding;
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
            opening = null;
            binding = null;
        });
    }

    /** A call that changes nothing. */
    @SuppressWarnings("unchecked") // The answer to a call is of its type.
    public <T> RpcCall.Answer<T> ask(RpcCall<T> call, Message where) {
        return link.together().isAsking()
                ? (RpcCall.Answer<T>) link.together().answer(new Asked(this, call, where))
                : call(call, where, false);
    }

    /** A call that changes something. */
    public <T> RpcCall.Answer<T> change(RpcCall<T> call, Message where) {
        if (link.together().isAsking()) {
            throw new IllegalStateException(call.name());
        }
        return call(call, where, true);
    }

    private <T> RpcCall.Answer<T> call(RpcCall<T> call, Message where, boolean changes) {
        RpcPipe open = open();
        return carrying(1, call, where, changes, () -> {
            try {
                return open.call(call);
            } catch (RpcException answer) {
                throw fault(answer, call, where);
            }
        });
    }

    /** A call of one question of several. */
    private record Asked(RpcEndpoint channel, RpcCall<?> call, Message where) implements Together.Request {
        @Override
        public boolean equals(Object other) {
            return other instanceof Asked asked && asked.channel == channel && asked.call.isSame(call);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(call.stub());
        }
    }

    @Override
    public Together.Sent send(List<Together.Request> requests) {
        List<RpcCall<?>> calls = new ArrayList<>();
        requests.forEach(request -> calls.add(((Asked) request).call));
        Message where = ((Asked) requests.get(0)).where;
        RpcPipe open = open();
        RpcPipe.Started started =
                link.meter().awaitedLater(() -> carrying(0, calls.get(0), where, false, () -> open.start(calls)));
        return () -> finished(started, requests);
    }

    /** A server that fails when several calls are under way gets only one at a time from now on. */
    private List<Supplier<Object>> finished(RpcPipe.Started started, List<Together.Request> requests) {
        Asked first = (Asked) requests.get(0);
        boolean answered = false;
        try {
            List<Supplier<Object>> answers = carrying(started.count(), first.call, first.where, false, () -> {
                List<Supplier<Object>> told = new ArrayList<>();
                for (Supplier<Object> answer : started.finish()) {
                    told.add(orFault(answer, (Asked) requests.get(told.size())));
                }
                return told;
            });
            answered = true;
            return answers;
        } finally {
            if (!answered && started.count() > 1) {
                link.oneCallAtATime();
            }
        }
    }

    private Supplier<Object> orFault(Supplier<Object> answer, Asked asked) {
        try {
            Object told = answer.get();
            return () -> told;
        } catch (RpcException refused) {
            EkuException fault = fault(refused, asked.call, asked.where);
            return () -> {
                throw fault;
            };
        }
    }

    /** A refusal of one call, after which the pipe is as good as before unless it is sealed. */
    private EkuException fault(RpcException answer, RpcCall<?> call, Message where) {
        if (answer.kind() != RpcException.Kind.FAULT) {
            throw answer;
        }
        EkuException fault = link.failures().fault(answer, call.name(), where);
        if (served.sealed()) {
            closePipe();
            denied = fault.code() == ErrorCode.ACCESS_DENIED ? fault : null;
        }
        return fault;
    }

    /** Exchanges the messages of calls. */
    private <T> T carrying(int calls, RpcCall<?> first, Message where, boolean changes, Supplier<T> exchange) {
        link.meter().calling(calls);
        try {
            return exchange.get();
        } catch (EkuException explained) {
            throw explained;
        } catch (RpcException answer) {
            link.lose();
            throw link.failures().calling(answer, first.name(), where, changes);
        } catch (RuntimeException lost) {
            // The library's own exceptions, and any other that a wrong answer causes.
            boolean taken = wire != null && wire.isAnswered();
            link.lose();
            throw isRefusal(lost) && !(changes && taken)
                    ? link.failures().refused(lost, first.name(), where)
                    : link.failures().calling(lost, first.name(), where, changes);
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
                if (binding != null) {
                    Supplier<RpcPipe> begun = binding;
                    binding = null;
                    return begun.get();
                }
                Supplier<RpcPipe> begun = bindLater();
                link.meter().waited();
                return begun.get();
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
                throw lost(failure);
            }
            link.clock().sleep(pause);
            waited = waited.plus(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private EkuException lost(RuntimeException failure) {
        EkuException explained = isRefusal(failure)
                ? link.failures().refused(failure, "open", pipeName())
                : link.failures().opening(failure, served.pipe());
        link.lose();
        return explained;
    }

    private Supplier<RpcPipe> bindLater() {
        Optional<RpcSecurity> security = served.sealed() ? Optional.of(link.security()) : Optional.empty();
        Supplier<WirePipe> begun = opening;
        opening = null;
        if (begun == null) {
            begun = link.openPipe(served.pipe());
            link.meter().waited();
        }
        WirePipe opened = begun.get();
        wire = opened;
        return security.isPresent()
                ? () -> RpcPipe.bind(opened, served, security.get())
                : link.meter().awaitedLater(() -> RpcPipe.bindLater(opened, served, link.callsTogether()));
    }

    /** The pipes are opened together. What is refused here is refused again for the call that needs the pipe. */
    @Override
    public boolean open(boolean first) {
        if (pipe != null || denied != null || served.sealed() || (!first && opening == null)) {
            return false;
        }
        if (first) {
            opening = orRefusal(() -> link.openPipe(served.pipe()));
        } else {
            binding = orRefusal(this::bindLater);
        }
        return true;
    }

    @Override
    public void requireOpen() {
        open();
    }

    private <T> Supplier<T> orRefusal(Supplier<Supplier<T>> start) {
        try {
            return start.get();
        } catch (SMBApiException refused) {
            return () -> {
                throw refused;
            };
        } catch (EkuException explained) {
            throw explained;
        } catch (RuntimeException failure) {
            throw lost(failure);
        }
    }

    private Message pipeName() {
        return Message.of("smb.pipe", link.place().ref(), served.pipe());
    }
}
