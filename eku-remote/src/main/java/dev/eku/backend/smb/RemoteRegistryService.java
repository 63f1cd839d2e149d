package dev.eku.backend.smb;

import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostAccess;
import dev.eku.host.HostClock;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The service behind the pipe of the registry. It is started only where the user has allowed it, and only if it is
 * stopped; how it starts is never changed. Who started it stops it. Not thread-safe.
 */
final class RemoteRegistryService {
    static final ServiceName NAME = ServiceName.of("RemoteRegistry");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final SmbErrors place;
    private final HostAccess access;
    private final ServiceControl services;
    private final HostClock clock;
    private boolean ours;

    RemoteRegistryService(SmbErrors place, HostAccess access, ServiceControl services, HostClock clock) {
        this.place = place;
        this.access = access;
        this.services = services;
        this.clock = clock;
    }

    /** Whether it has to be stopped at the end: we have started it, or an earlier run that was cut off has. */
    boolean isOurs() {
        return ours;
    }

    /** Takes over from an earlier run that has started it. */
    void adopt() {
        ours = true;
    }

    /**
     * Leaves it running for another run, which may need it and stops it then.
     *
     * @throws EkuException {@code SERVICE_NOT_PUT_BACK} if we have started it: whether the other run is still at work,
     *     nobody knows
     */
    void leave() {
        if (ours) {
            ours = false;
            throw new EkuException(
                    ErrorCode.SERVICE_NOT_PUT_BACK, place.service(NAME), Message.of("smb.registry-left", place.ref()));
        }
    }

    /**
     * Sees to it that it runs.
     *
     * @return false if the user has not allowed to start it
     * @throws EkuException {@code UNSUPPORTED} if it is disabled, {@code SERVICE_TIMEOUT} if it does not come up in
     *     time, {@code WIN32_FAILURE} or {@code ACCESS_DENIED} if it cannot be started
     */
    boolean bringUp() {
        if (!access.remoteRegistryStarted()) {
            return false;
        }
        // Another run may be about to stop it, or to start it.
        if (await(status -> !status.state().isPending()).state() == ServiceState.STOPPED) {
            start();
            // Right after the start the old state may still show, so that STOPPED proves nothing.
            await(status -> status.state() == ServiceState.RUNNING);
        }
        return true;
    }

    private void start() {
        if (services.config(NAME)
                .filter(config -> config.startType() == StartType.DISABLED)
                .isPresent()) {
            throw new SmbException(ErrorCode.UNSUPPORTED, "smb.registry-disabled", place.ref(), place.server());
        }
        boolean before = ours;
        // Before it is asked for: a start whose answer is lost may have been carried out.
        ours = true;
        try {
            services.start(NAME);
        } catch (Win32Exception refused) {
            ours = before;
            if (!refused.error().equals(Win32Error.SERVICE_ALREADY_RUNNING)) {
                throw refused;
            }
        }
    }

    /**
     * Stops it if it is ours.
     *
     * @throws EkuException {@code SERVICE_NOT_PUT_BACK}
     */
    void putBack() {
        if (!ours) {
            return;
        }
        try {
            stop();
            ours = false;
        } catch (EkuException failure) {
            throw new EkuException(failure, ErrorCode.SERVICE_NOT_PUT_BACK, place.service(NAME), failure.summary());
        }
    }

    private void stop() {
        await(status -> !status.state().isPending());
        try {
            services.command(NAME, ServiceCommand.STOP);
        } catch (Win32Exception refused) {
            if (!refused.error().equals(Win32Error.SERVICE_NOT_ACTIVE)) {
                throw refused;
            }
        }
        await(status -> status.state() == ServiceState.STOPPED);
    }

    private ServiceStatus await(Predicate<ServiceStatus> enough) {
        Duration waited = Duration.ZERO;
        Duration pause = FIRST_PAUSE;
        while (true) {
            ServiceStatus status = services.status(NAME);
            if (enough.test(status)) {
                return status;
            }
            if (waited.compareTo(access.callDeadline()) >= 0) {
                throw new SmbException(
                        ErrorCode.SERVICE_TIMEOUT,
                        "smb.registry-slow",
                        place.ref(),
                        status.state(),
                        waited.toSeconds());
            }
            clock.sleep(pause);
            waited = waited.plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
