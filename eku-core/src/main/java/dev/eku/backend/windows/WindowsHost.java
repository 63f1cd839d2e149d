package dev.eku.backend.windows;

import dev.eku.backend.common.SystemClock;
import dev.eku.backend.windows.powershell.PowerShell;
import dev.eku.backend.windows.powershell.PowerShellGraceful;
import dev.eku.host.Host;
import dev.eku.host.HostClock;
import dev.eku.host.HostFiles;
import dev.eku.host.HostRef;
import dev.eku.host.Processes;
import dev.eku.host.event.EventLog;
import dev.eku.registry.Registry;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceControl;
import java.util.Map;
import java.util.Optional;

/** A real Windows machine. Its ports are thread-safe. */
final class WindowsHost implements Host {
    private final HostRef ref;
    private final Registry registry;
    private final JnaServices services;
    private final HostFiles files;
    private final EventLog events;
    private final Optional<GracefulControl> graceful;
    private final Optional<Processes> processes;
    private final HostClock clock = new SystemClock();

    private WindowsHost(
            HostRef ref,
            Registry registry,
            JnaServices services,
            HostFiles files,
            EventLog events,
            Optional<GracefulControl> graceful,
            Optional<Processes> processes) {
        this.ref = ref;
        this.registry = registry;
        this.services = services;
        this.files = files;
        this.events = events;
        this.graceful = graceful;
        this.processes = processes;
    }

    /**
     * Opens this machine or another one.
     *
     * @param server empty for this machine
     * @param environment of our own process
     */
    static WindowsHost open(HostRef ref, Optional<String> server, Map<String, String> environment) {
        NativeLibraries libraries = NativeLibraries.load();
        WindowsErrors place = new WindowsErrors(ref);
        Registry registry = server.<Registry>map(
                        name -> new ReconnectingRegistry(() -> JnaRegistry.of(name, libraries.advapi(), place)))
                .orElseGet(() -> JnaRegistry.local(libraries.advapi(), place));
        return new WindowsHost(
                ref,
                registry,
                new JnaServices(libraries, place, server),
                new WindowsFiles(libraries.kernel(), place, server),
                new WindowsEventLog(NativeLibraries::loadEvents, place, server),
                PowerShell.find(environment).map(found -> new PowerShellGraceful(found, server)),
                server.isPresent() ? Optional.empty() : Optional.of(new WindowsProcesses(libraries.kernel(), place)));
    }

    @Override
    public HostRef ref() {
        return ref;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public ServiceControl services() {
        return services;
    }

    @Override
    public HostFiles files() {
        return files;
    }

    @Override
    public Optional<EventLog> events() {
        return Optional.of(events);
    }

    @Override
    public Optional<GracefulControl> graceful() {
        return graceful;
    }

    /** Processes of another machine cannot be read, because a process id is only valid on its own machine. */
    @Override
    public Optional<Processes> processes() {
        return processes;
    }

    @Override
    public HostClock clock() {
        return clock;
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public void close() {
        services.close();
        if (registry instanceof ReconnectingRegistry remote) {
            remote.close();
        }
    }
}
