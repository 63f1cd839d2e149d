package dev.eku.backend.smb;

import com.hierynomus.smbj.share.DiskShare;
import dev.eku.host.HostAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The one connection to a host, made anew by the next call after it was lost. Not thread-safe. */
final class SmbLink implements AutoCloseable {
    private final SmbPlace place;
    private final HostAccess access;
    private final SmbFailures failures;
    private final SmbClock clock;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Runnable> atLoss = new ArrayList<>();
    private @Nullable SmbWire wire;

    /** Connects. */
    SmbLink(SmbPlace place, HostAccess access) {
        this.place = place;
        this.access = access;
        this.failures = new SmbFailures(place, access);
        SmbWire first = SmbWire.connect(place, access, requests);
        this.wire = first;
        this.clock = new SmbClock(first.ahead());
    }

    SmbPlace place() {
        return place;
    }

    HostAccess access() {
        return access;
    }

    SmbFailures failures() {
        return failures;
    }

    SmbClock clock() {
        return clock;
    }

    /** How many requests were sent so far, over all connections. */
    int requests() {
        return requests.get();
    }

    /** Has something done when the connection is lost, with all that was open on it. */
    void atLoss(Runnable forget) {
        atLoss.add(forget);
    }

    /** Notices that the connection was lost meanwhile, before anything is asked through what was open on it. */
    void refresh() {
        if (wire != null && !wire.isConnected()) {
            lose();
        }
    }

    WirePipe openPipe(String name) {
        return wire().openPipe(name);
    }

    DiskShare drive(char letter) {
        return wire().drive(letter);
    }

    /** Gives up the connection: it is lost, or what comes next on it belongs to a call that was given up. */
    void lose() {
        if (wire != null) {
            wire.abandon();
            wire = null;
        }
        atLoss.forEach(Runnable::run);
    }

    private SmbWire wire() {
        refresh();
        if (wire == null) {
            wire = SmbWire.connect(place, access, requests);
        }
        return wire;
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
