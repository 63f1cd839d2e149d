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
 * All that a service of a memory host starts out with. Immutable.
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
     * Which file a process runs, links resolved.
     *
     * @param known whether it may be known
     * @param file if it is another than the one its service is set up to run
     */
    record Runs(boolean known, Optional<String> file) {
        static final Runs AS_SET_UP = new Runs(true, Optional.empty());
    }

    /**
     * The service of a snapshot. What it accepts is how it behaves; of one that does not run that is not known.
     *
     * @param processes whether the host could be asked what its processes run
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
