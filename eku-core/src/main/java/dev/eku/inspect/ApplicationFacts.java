package dev.eku.inspect;

import dev.eku.product.Application;
import dev.eku.product.InstallPath;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was found about one application. Immutable.
 *
 * @param application the application, with the runtime and bitness that its executable shows
 * @param path where its executable is; empty if it was not found
 * @param looked every place that was searched and what was there, in order
 * @param service what is known about its service; empty if it has none or the host has no such service
 * @param program what its executable is, and on what evidence
 * @param view the registry view that its process reads: the view of its bitness, or the only view of 32-bit Windows
 */
public record ApplicationFacts(
        Application application,
        Optional<InstallPath> path,
        List<Message> looked,
        Optional<ServiceFacts> service,
        ProgramFacts program,
        RegistryView view) {
    public ApplicationFacts {
        looked = List.copyOf(looked);
    }

    /** The registry target that it reads for a setting; empty if its executable was not found. */
    public Optional<RegistryTarget> target(Setting setting) {
        return path.isPresent()
                ? Optional.of(RegistryTarget.of(setting, application.clr(), view, path.get()))
                : Optional.empty();
    }

    /**
     * What is known about a service. Immutable.
     *
     * @param dependents the services that need it, in the order in which they must be stopped; none for a verdict
     * @param controllable whether this account may stop and start it; false for a verdict
     */
    public record ServiceFacts(
            ServiceConfig config, ServiceStatus status, List<Dependent> dependents, boolean controllable) {
        public ServiceFacts {
            dependents = List.copyOf(dependents);
        }
    }

    /**
     * A service that needs another one. Immutable.
     *
     * @param accepts the commands that it accepts now
     * @param controllable whether this account may stop and start it
     * @param needs the names of the services and groups that it needs itself, as stored
     */
    public record Dependent(
            ServiceName name,
            ServiceState state,
            Set<ServiceCommand> accepts,
            StartType startType,
            boolean controllable,
            List<String> needs) {
        public Dependent {
            accepts = Set.copyOf(accepts);
            needs = List.copyOf(needs);
        }
    }
}
