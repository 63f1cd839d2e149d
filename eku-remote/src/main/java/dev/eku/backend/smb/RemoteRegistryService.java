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
 * The service behind the pipe of the registry. It is started only if the user has allowed it, and only if it is
 * stopped; its start type is never changed. The run that started it stops it. Not thread-safe.
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

    /**
     * Whether it must be stopped at the end, because this run has started it, or an earlier run that was interrupted
     * has.
     */
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
     * @throws EkuException {@code SERVICE_NOT_PUT_BACK} if this run has started it, because it is not known whether the
     *     other run is still active
     */
    void leave() {
        if (ours) {
            ours = false;
            throw new EkuException(
                    ErrorCode.SERVICE_NOT_PUT_BACK, place.service(NAME), Message.of("smb.registry-left", place.ref()));
        }
    }

    /**
     * Makes sure that it runs.
     *
     * @return false if the user has not allowed to start it
     * @throws EkuException {@code UNSUPPORTED} if it is disabled, {@code SERVICE_TIMEOUT} if it does not run in time,
     *     {@code WIN32_FAILURE} or {@code ACCESS_DENIED} if it cannot be started
     */
    boolean bringUp() {
        if (!access.remoteRegistryStarted()) {
            return false;
        }
        // Another run may be about to stop it, or to start it.
        if (await(status -> !status.state().isPending()).state() == ServiceState.STOPPED) {
            start();
            // Right after the start, the old state may still be shown, so STOPPED proves nothing.
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
        // Set before the request, because a start whose answer is lost may have been carried out.
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
     * Stops it if {@link #isOurs}.
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
