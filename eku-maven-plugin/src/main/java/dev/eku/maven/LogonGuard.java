package dev.eku.maven;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Opens the hosts of a fleet, and gives up on a password that nobody takes: each server that is asked counts towards locking the
 * account, for all of them. Until the first host has let us in, only a few are asked at a time. Thread-safe.
 */
final class LogonGuard implements Function<HostRef, Host> {
    /** Below what is usual before an account is locked: five, or ten. */
    static final int ENOUGH = 3;

    private final Function<HostRef, Host> opener;
    private final Semaphore first = new Semaphore(ENOUGH);
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean letIn;

    LogonGuard(Function<HostRef, Host> opener) {
        this.opener = opener;
    }

    @Override
    public Host apply(HostRef ref) {
        if (letIn) {
            return opener.apply(ref);
        }
        first.acquireUninterruptibly();
        try {
            return open(ref);
        } finally {
            first.release();
        }
    }

    private Host open(HostRef ref) {
        if (!letIn && refused.get() >= ENOUGH) {
            throw EkuException.worded(ErrorCode.ACCESS_DENIED, "logon.not-tried", ref, ENOUGH);
        }
        try {
            Host host = opener.apply(ref);
            letIn = true;
            return host;
        } catch (EkuException failure) {
            if (failure.code() == ErrorCode.ACCESS_DENIED) {
                refused.incrementAndGet();
            }
            throw failure;
        }
    }
}
