package dev.eku.backend.memory;

import dev.eku.contract.Behaviour;
import dev.eku.contract.ServiceControlContract;
import dev.eku.host.HostClock;
import dev.eku.registry.Registry;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The memory host's service manager is one. */
final class MemoryServicesTest implements ServiceControlContract {
    private MemoryHost host = MemoryHost.builder()
            .service(service("Base"))
            .service(service("Dependent", "base"))
            .service(service("Disabled"))
            .service(service("Deleted"))
            .state("Base", ServiceState.STOPPED)
            .state("Dependent", ServiceState.STOPPED)
            .state("Disabled", ServiceState.STOPPED)
            .state("Deleted", ServiceState.STOPPED)
            .startType("Disabled", StartType.DISABLED)
            .markedForDeletion("Deleted")
            .build();

    private static ServiceConfig service(String name, String... dependencies) {
        return new ServiceConfig(
                ServiceName.told(name),
                "The service " + name,
                "C:\\App\\" + name + ".exe",
                StartType.MANUAL,
                0x10,
                "LocalSystem",
                List.of(dependencies));
    }

    @BeforeEach
    void behaveOrdinarily() {
        behave(Behaviour.ordinary());
    }

    @Override
    public ServiceControl services() {
        return host.services();
    }

    @Override
    public Registry registry() {
        return host.registry();
    }

    @Override
    public HostClock clock() {
        return host.clock();
    }

    @Override
    public ServiceName service() {
        return ServiceName.of("Base");
    }

    @Override
    public void behave(Behaviour wanted) {
        ServiceBehaviour behaviour = ServiceBehaviour.ordinary()
                .startsIn(wanted.startDelay())
                .pausesIn(wanted.pauseDelay())
                .showsLate(wanted.late())
                .drainsIn(wanted.stopsAfterPause().orElse(Duration.ofSeconds(1)));
        behaviour = wanted.stopDelay().map(behaviour::stopsIn).orElseGet(behaviour::neverStops);
        behaviour = wanted.pausable() ? behaviour : behaviour.refusesPause();
        behaviour = wanted.checkpoints() ? behaviour : behaviour.countsNoCheckpoints();
        behaviour = wanted.stopsAfterPause().isPresent() ? behaviour.stopsWhenDrained() : behaviour;
        host.service("Base")
                .behave(
                        switch (wanted.start()) {
                            case RUNS -> behaviour;
                            case EXITS_BEFORE_REPORTING -> behaviour.exitsBeforeReporting();
                            case GIVES_UP -> behaviour.givesUpAtStart(Behaviour.GIVEN_UP);
                        });
    }

    @Override
    public ServiceName dependentService() {
        return ServiceName.of("Dependent");
    }

    @Override
    public ServiceName serviceOf(String commandLine) {
        return make(service("Given").withImagePath(commandLine));
    }

    @Override
    public ServiceName serviceNamed(String name) {
        return make(service(name));
    }

    @Override
    public ServiceName dependentNamed(String name) {
        host = host.toBuilder().withoutService("Dependent").build();
        return make(service(name, "Base"));
    }

    private ServiceName make(ServiceConfig config) {
        host = host.toBuilder()
                .service(config)
                .state(config.name().toString(), ServiceState.STOPPED)
                .build();
        return config.name();
    }

    @Override
    public void kill() {
        host.service("Base").crash();
    }

    @Override
    public ServiceName disabledService() {
        return ServiceName.of("Disabled");
    }

    @Override
    public ServiceName deletedService() {
        return ServiceName.of("Deleted");
    }
}
