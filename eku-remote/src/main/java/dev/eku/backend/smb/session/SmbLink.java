package dev.eku.backend.smb.session;

import com.hierynomus.smbj.share.DiskShare;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one connection to a host, made again by the next call after it was lost. Not thread-safe. */
public final class SmbLink implements AutoCloseable {
    private final SmbErrors place;
    private final HostAccess access;
    private final SmbFailures failures;
    private final SmbClock clock;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Runnable> atLoss = new ArrayList<>();
    private @Nullable SmbWire wire;
    /** Why the server did not let us in again. */
    private @Nullable EkuException denied;

    /** Connects. */
    public SmbLink(SmbErrors place, HostAccess access) {
        this.place = place;
        this.access = access;
        this.failures = new SmbFailures(place, access);
        SmbWire first = SmbWire.connect(place, access, requests);
        this.wire = first;
        this.clock = new SmbClock(first.ahead());
    }

    public SmbErrors place() {
        return place;
    }

    public HostAccess access() {
        return access;
    }

    public SmbFailures failures() {
        return failures;
    }

    public SmbClock clock() {
        return clock;
    }

    /** How many requests were sent so far, over all connections. */
    public int requests() {
        return requests.get();
    }

    /** Has something done when the connection is lost, with all that was open on it. */
    public void atLoss(Runnable forget) {
        atLoss.add(forget);
    }

    /** Notices that the connection was lost meanwhile, before anything is asked through what was open on it. */
    public void refresh() {
        if (wire != null && !wire.isConnected()) {
            lose();
        }
    }

    /**
     * Does something, and once more, on a new connection, if the server has refused it since the session or the pipe
     * was gone. A change too: it was not carried out. And had it been, what is set twice is the same, and of what is
     * made or deleted the second answer claims less than the first, never more.
     */
    public <T> T perhapsTwice(Supplier<T> work) {
        try {
            return work.get();
        } catch (SmbException.Refused gone) {
            return work.get();
        }
    }

    public WirePipe openPipe(String name) {
        return wire().openPipe(name);
    }

    public DiskShare drive(char letter) {
        return wire().drive(letter);
    }

    /** Gives up the connection: it is lost, or what comes next on it belongs to a call that was given up. */
    public void lose() {
        if (wire != null) {
            wire.abandon();
            wire = null;
        }
        atLoss.forEach(Runnable::run);
    }

    private SmbWire wire() {
        refresh();
        if (wire == null) {
            wire = connect();
        }
        return wire;
    }

    /** A password that is not taken any more is not given again for each call: that would lock the account. */
    private SmbWire connect() {
        if (denied != null) {
            throw new SmbException(denied);
        }
        try {
            return SmbWire.connect(place, access, requests);
        } catch (EkuException refused) {
            denied = refused.code() == ErrorCode.ACCESS_DENIED ? refused : null;
            throw refused;
        }
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
