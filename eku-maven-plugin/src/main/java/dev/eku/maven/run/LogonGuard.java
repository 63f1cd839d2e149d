package dev.eku.maven.run;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import java.util.function.Function;

/**
 * Opens the hosts of a fleet, and gives up on a password that nobody takes: each server that is asked counts towards
 * locking the account, for all of them. Until the first host has let us in, no more are asked than may refuse.
 * Thread-safe.
 */
public final class LogonGuard implements Function<HostRef, Host> {
    /** Below what is usual before an account is locked: five, or ten. */
    static final int ENOUGH = 3;

    private final Function<HostRef, Host> opener;
    private int asking;
    private int refused;
    private boolean letIn;

    public LogonGuard(Function<HostRef, Host> opener) {
        this.opener = opener;
    }

    @Override
    public Host apply(HostRef ref) {
        begin(ref);
        boolean in = false;
        boolean denied = false;
        try {
            Host host = opener.apply(ref);
            in = true;
            return host;
        } catch (EkuException failure) {
            denied = failure.code() == ErrorCode.ACCESS_DENIED;
            throw failure;
        } finally {
            end(in, denied);
        }
    }

    /** Waits until it is known of those that are being asked whether one more may be. */
    private synchronized void begin(HostRef ref) {
        try {
            while (!letIn && refused < ENOUGH && asking + refused >= ENOUGH) {
                wait();
            }
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            throw new EkuException(toldToEnd, ErrorCode.INTERRUPTED);
        }
        if (!letIn && refused >= ENOUGH) {
            throw EkuException.worded(ErrorCode.ACCESS_DENIED, "logon.not-tried", ref, ENOUGH);
        }
        asking++;
    }

    private synchronized void end(boolean in, boolean denied) {
        asking--;
        letIn |= in;
        refused += denied ? 1 : 0;
        notifyAll();
    }
}
