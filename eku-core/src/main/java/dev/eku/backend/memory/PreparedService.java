package dev.eku.backend.memory;

import dev.eku.host.HostSnapshot;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The initial state of a service on a memory host. Immutable.
 *
 * @param runs what its process runs
 */
record PreparedService(
        ServiceConfig config,
        ServiceStatus status,
        ServiceBehaviour behaviour,
        boolean controllable,
        boolean deleted,
        Runs runs) {
    /**
     * Which file a process runs, with links resolved.
     *
     * @param known whether the file may be known
     * @param file the file, if it differs from the one that the service is set up to run
     */
    record Runs(boolean known, Optional<String> file) {
        static final Runs AS_SET_UP = new Runs(true, Optional.empty());
    }

    /**
     * The service of a snapshot. Its behaviour is to accept the commands that it accepted then; they are not known for
     * a service that does not run.
     *
     * @param processes whether the host reported what its processes run
     */
    static PreparedService of(HostSnapshot.StoredService service, boolean processes) {
        ServiceState state = service.status().state();
        boolean known = state == ServiceState.RUNNING || state == ServiceState.PAUSED;
        ServiceBehaviour ordinary = ServiceBehaviour.ordinary();
        return new PreparedService(
                service.config(),
                service.status(),
                known ? ordinary.accepts(service.status().accepts()) : ordinary,
                service.controllable(),
                false,
                new Runs(!processes || service.runs().isPresent(), service.runs()));
    }

    static PreparedService of(ServiceConfig config, ServiceState state, Optional<Instant> started) {
        ServiceStatus status = new ServiceStatus(state, Set.of(), 0, 0, Duration.ZERO, OptionalLong.empty(), started);
        return new PreparedService(config, status, ServiceBehaviour.ordinary(), true, false, Runs.AS_SET_UP);
    }

    ServiceName name() {
        return config.name();
    }

    PreparedService with(ServiceBehaviour changed) {
        return new PreparedService(config, status, changed, controllable, deleted, runs);
    }

    PreparedService with(ServiceConfig.StartType startType) {
        ServiceConfig changed = new ServiceConfig(
                config.name(),
                config.displayName(),
                config.imagePath(),
                startType,
                config.type(),
                config.account(),
                config.dependencies());
        return new PreparedService(changed, status, behaviour, controllable, deleted, runs);
    }

    PreparedService with(ServiceState state) {
        PreparedService changed = of(config, state, status.processStarted());
        return new PreparedService(config, changed.status(), behaviour, controllable, deleted, runs);
    }

    PreparedService uncontrollable() {
        return new PreparedService(config, status, behaviour, false, deleted, runs);
    }

    PreparedService markedForDeletion() {
        return new PreparedService(config, status, behaviour, controllable, true, runs);
    }

    PreparedService running(String file) {
        return new PreparedService(config, status, behaviour, controllable, deleted, new Runs(true, Optional.of(file)));
    }
}
