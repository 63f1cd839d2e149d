package dev.eku.command.run;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import java.util.function.Function;

/**
 * Opens the hosts of a fleet, and stops trying a password that no host accepts. Each server that refuses it counts
 * towards locking the account on all of them. Until the first host accepts the logon, the number of logons that may be
 * refused is limited. Thread-safe.
 */
public final class LogonGuard implements Function<HostRef, Host> {
    /** Less than the usual limits before an account is locked, which are five or ten. */
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

    /** Waits for the results of the logons that are running, until it is known whether another one is allowed. */
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
