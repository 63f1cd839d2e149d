package dev.eku.backend.smb.session;

import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import dev.eku.backend.smb.rpc.RpcSecurity;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Credentials;
import dev.eku.host.HostAccess;
import dev.eku.host.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one connection to a host. After it was lost, the next call connects again. Not thread-safe. */
public final class SmbLink implements AutoCloseable {
    private final SmbErrors place;
    private final HostAccess access;
    private final SmbFailures failures;
    private final SmbClock clock;
    private final TrafficMeter meter = new TrafficMeter();
    private final Together together = new Together(meter, this::gone);
    private final WireFiles files = new WireFiles(this);
    private final List<Runnable> atLoss = new ArrayList<>();
    private boolean callsTogether = true;
    private @Nullable SmbWire wire;
    /** Why the server refused the logon. */
    private @Nullable EkuException denied;

    /** Connects. */
    public SmbLink(SmbErrors place, HostAccess access) {
        this.place = place;
        this.access = access;
        this.failures = new SmbFailures(place, access);
        SmbWire first = SmbWire.connect(place, access, meter);
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

    /** What was exchanged so far, over all connections. */
    public Traffic traffic() {
        return meter.traffic();
    }

    /** What asks several questions at once. */
    public Together together() {
        return together;
    }

    /** The files of the host. */
    public WireFiles files() {
        return files;
    }

    TrafficMeter meter() {
        return meter;
    }

    /** Adds an action for the case that the connection is lost, with everything that was open on it. */
    public void atLoss(Runnable forget) {
        atLoss.add(forget);
    }

    /**
     * Detects whether the connection was lost in the meantime, before anything is asked through what was open on it.
     */
    public void refresh() {
        if (wire != null && !wire.isConnected()) {
            lose();
        }
    }

    /**
     * Does the work, and repeats it once, on a new connection, if the server has refused it because the session or the
     * pipe did not exist any more. This is also done for a change, because the refused call was not carried out. And
     * even if it had been: a value that is set twice is the same, and if something was created or deleted, the second
     * answer claims less than the first, never more.
     */
    public <T> T perhapsTwice(Supplier<T> work) {
        try {
            return work.get();
        } catch (SmbException.Refused gone) {
            return work.get();
        }
    }

    /** Opens a pipe of the server. What is returned waits for that. */
    public Supplier<WirePipe> openPipe(String name) {
        return wire().openPipe(name);
    }

    /** From now on, a pipe gets a call only after the answer to the one before. */
    public void oneCallAtATime() {
        callsTogether = false;
    }

    boolean callsTogether() {
        return callsTogether;
    }

    /**
     * The protection of a pipe on which each call must be encrypted.
     *
     * @throws SmbException {@code UNSUPPORTED} if the logon is by Kerberos, of which Java lacks the form that pipes use
     */
    RpcSecurity security() {
        Credentials who = access.credentials()
                .orElseThrow(() -> new SmbException(ErrorCode.UNSUPPORTED, "smb.krb-no-seal", place.ref()));
        return new NtlmSecurity(new PasswordLogon(who, failures).context());
    }

    public DiskShare drive(char letter) {
        return wire().drive(letter);
    }

    /**
     * Closes what is open on a drive, and does not wait for the answer, since nothing depends on it: the end of the
     * session closes it, too.
     */
    public void closeUnawaited(DiskEntry open) {
        meter.unawaited(() -> {
            try {
                open.closeNoWait();
            } catch (RuntimeException lost) {
                // The next request finds that out.
            }
        });
    }

    /** Closes the connection, because it is lost, or because its next message belongs to a call that was given up. */
    public void lose() {
        // The library clears it.
        boolean interrupted = Thread.interrupted();
        if (wire != null) {
            wire.abandon();
            wire = null;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        together.lost();
        atLoss.forEach(Runnable::run);
    }

    private EkuException gone() {
        return new SmbException.Refused("smb.connection-closed", place.ref());
    }

    private SmbWire wire() {
        refresh();
        if (wire == null) {
            wire = connect();
        }
        return wire;
    }

    /** A refused password is not sent again for each call, because that would lock the account. */
    private SmbWire connect() {
        if (denied != null) {
            throw new SmbException(denied);
        }
        try {
            return SmbWire.connect(place, access, meter);
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
