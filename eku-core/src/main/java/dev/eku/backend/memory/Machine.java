package dev.eku.backend.memory;

import dev.eku.error.Win32Code;
import dev.eku.error.Win32Error;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.HostSnapshot.StoredPeer;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ImagePath;
import dev.eku.product.Variables;
import dev.eku.registry.NameFolding;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The state of memory hosts: what remains when a run ends, and what every host object on the machine shares. Guarded by
 * its own monitor.
 */
final class Machine {
    private static final Variables ENVIRONMENT = new Variables(Map.of(
            "SYSTEMROOT",
            "C:\\Windows",
            "WINDIR",
            "C:\\Windows",
            "PROGRAMFILES",
            "C:\\Program Files",
            "SYSTEMDRIVE",
            "C:"));
    private static final Win32Error CIRCULAR_DEPENDENCY = new Win32Error(Win32Code.CIRCULAR_DEPENDENCY);
    private static final Win32Error MACHINE_TYPE_MISMATCH = new Win32Error(Win32Code.EXE_MACHINE_TYPE_MISMATCH);
    private static final Win32Error DEPENDENCY_FAILED = new Win32Error(Win32Code.SERVICE_DEPENDENCY_FAIL);
    private static final Win32Error DEPENDENCY_MISSING = new Win32Error(Win32Code.SERVICE_DEPENDENCY_DELETED);
    private static final int FIRST_PROCESS = 1200;
    private static final int PROCESS_STEP = 4;

    private final HostRef ref;
    private final Timeline timeline;
    private final StoredFiles files;
    private final List<StoredLog> logs;
    private final boolean cmdlets;
    private final boolean processes;
    private final List<StoredPeer> peers;
    private final Map<ServiceName, SimulatedService> services = new TreeMap<>();
    /** The process in which each service was last started, and the services for which each process was started. */
    private final Map<ServiceName, Long> used = new HashMap<>();

    private final Map<Long, Set<ServiceName>> users = new HashMap<>();
    /** Which services need each service, until one is added. The needs of a service do not change. */
    private Optional<Map<ServiceName, List<ServiceName>>> needed = Optional.empty();

    private RegistryTree tree;
    private long nextProcess = FIRST_PROCESS;
    private Optional<SnapshotStore> store = Optional.empty();
    private boolean changed;
    private Instant keptAt;

    Machine(
            HostRef ref,
            Instant instant,
            RegistryTree tree,
            StoredFiles files,
            List<StoredLog> logs,
            boolean cmdlets,
            boolean processes,
            List<StoredPeer> peers) {
        this.ref = ref;
        this.timeline = new Timeline(instant);
        this.tree = tree;
        this.files = files;
        this.logs = logs;
        this.cmdlets = cmdlets;
        this.processes = processes;
        this.peers = List.copyOf(peers);
        this.keptAt = instant;
    }

    HostRef ref() {
        return ref;
    }

    Timeline timeline() {
        return timeline;
    }

    StoredFiles files() {
        return files;
    }

    List<StoredLog> logs() {
        return logs;
    }

    boolean hasCmdlets() {
        return cmdlets;
    }

    /** Whether the machine reports what its processes run. */
    boolean tellsProcesses() {
        return processes;
    }

    List<StoredPeer> peers() {
        return peers;
    }

    /** The process with that number. All processes run a service. */
    Optional<ServiceProcess> process(long id) {
        for (ServiceName name : users.getOrDefault(id, Set.of())) {
            SimulatedService service = services.get(name);
            if (service != null
                    && service.process().isPresent()
                    && service.process().get().id() == id) {
                return service.process();
            }
        }
        return Optional.empty();
    }

    RegistryTree tree() {
        return tree;
    }

    void tree(RegistryTree next) {
        tree = next;
        changed();
    }

    Collection<SimulatedService> services() {
        return services.values();
    }

    Optional<SimulatedService> service(ServiceName name) {
        return Optional.ofNullable(services.get(name));
    }

    void add(PreparedService prepared) {
        SimulatedService service = new SimulatedService(this, prepared);
        services.put(prepared.config().name(), service);
        needed = Optional.empty();
        OptionalLong process = prepared.status().processId();
        if (process.isPresent()) {
            nextProcess = Math.max(nextProcess, process.getAsLong() + PROCESS_STEP);
        }
    }

    /** Starts a service after the services that it needs. */
    Optional<Win32Error> start(ServiceName name) {
        Optional<List<ServiceName>> order = Dependencies.startOrder(name, this::toStartFor);
        if (order.isEmpty()) {
            return Optional.of(CIRCULAR_DEPENDENCY);
        }
        for (ServiceName next : order.get()) {
            Optional<Win32Error> failure = startAlone(next);
            if (failure.isPresent() && next.equals(name)) {
                return failure;
            }
            if (failure.filter(error -> !error.equals(Win32Error.SERVICE_ALREADY_RUNNING))
                    .isPresent()) {
                boolean missing =
                        !services.containsKey(next) && toStartFor(name).contains(next);
                return Optional.of(missing ? DEPENDENCY_MISSING : DEPENDENCY_FAILED);
            }
        }
        return Optional.empty();
    }

    private Optional<Win32Error> startAlone(ServiceName name) {
        SimulatedService service = services.get(name);
        if (service == null) {
            return Optional.of(Win32Error.SERVICE_DOES_NOT_EXIST);
        }
        Optional<Win32Error> refusal = service.refusalOfStart();
        if (refusal.isPresent()) {
            return refusal;
        }
        return isTooWide(service.config()) ? Optional.of(MACHINE_TYPE_MISMATCH) : service.start();
    }

    /** 32-bit Windows cannot run a 64-bit process. */
    private boolean isTooWide(ServiceConfig config) {
        return tree.oneView()
                && files.header(executable(config.imagePath()))
                        .filter(header -> header.format() == ExecutableHeader.Format.PE32_PLUS)
                        .isPresent();
    }

    /** What a service needs that does not run and may be started. */
    private List<ServiceName> toStartFor(ServiceName name) {
        return service(name)
                .filter(service -> service.refusalOfStart().isEmpty())
                .map(Dependencies::needed)
                .orElse(List.of());
    }

    /** The services that need this one, in the order in which they must be stopped. */
    List<ServiceName> dependents(ServiceName name) {
        if (needed.isEmpty()) {
            needed = Optional.of(Dependencies.direct(services.values()));
        }
        return Dependencies.dependents(name, needed.get());
    }

    /** The process of a service that starts or was already running. Services that share a process have the same one. */
    ServiceProcess processOf(ServiceConfig config, PreparedService.Runs runs, OptionalLong id, Instant started) {
        Optional<ServiceProcess> shared = config.sharesProcess()
                ? services.values().stream()
                        .filter(other -> other.config().sharesProcess())
                        .filter(other -> NameFolding.same(other.config().imagePath(), config.imagePath()))
                        .flatMap(other -> other.process().stream())
                        .findFirst()
                : Optional.empty();
        ServiceProcess process = shared.isPresent() ? shared.get() : newProcess(config, runs, id, started);
        uses(config.name(), process.id());
        return process;
    }

    private ServiceProcess newProcess(
            ServiceConfig config, PreparedService.Runs runs, OptionalLong id, Instant started) {
        String executable = executable(config.imagePath());
        String file = runs.file().orElse(files.resolved(executable).orElse(executable));
        return new ServiceProcess(
                id.isPresent() ? id.getAsLong() : newProcessId(),
                started,
                executable,
                runs.known() && isFull(file) ? Optional.of(file) : Optional.empty(),
                tree);
    }

    /** A service has one process at a time; notes about an earlier process are removed. */
    private void uses(ServiceName service, long process) {
        Long before = used.put(service, process);
        if (before != null) {
            Set<ServiceName> left = users.getOrDefault(before, new HashSet<>());
            left.remove(service);
            if (left.isEmpty()) {
                users.remove(before);
            }
        }
        users.computeIfAbsent(process, none -> new LinkedHashSet<>()).add(service);
    }

    /** If it is not known what a command line starts, the report would include its arguments, which may be secret. */
    private static boolean isFull(String path) {
        return ExecutablePath.tryNormalise(path).isPresent();
    }

    private long newProcessId() {
        long id = nextProcess;
        nextProcess += PROCESS_STEP;
        return id;
    }

    private String executable(String imagePath) {
        List<String> candidates = new ImagePath(imagePath, true, false).candidates(ENVIRONMENT);
        String first = candidates.isEmpty() ? imagePath : candidates.get(0);
        for (String candidate : candidates) {
            if (files.isFile(candidate)) {
                return files.longPath(candidate).orElse(first);
            }
        }
        return first;
    }

    HostSnapshot snapshot() {
        return new HostSnapshot(
                timeline.now(),
                tree.keys(),
                services.values().stream()
                        .map(service -> new HostSnapshot.StoredService(
                                service.config(), service.status(), service.isControllable(), told(service)))
                        .toList(),
                files.all(),
                logs,
                cmdlets,
                processes,
                tree.oneView(),
                peers);
    }

    private Optional<String> told(SimulatedService service) {
        return service.process().filter(process -> processes).flatMap(ServiceProcess::file);
    }

    /** Notes that the state has changed. */
    void changed() {
        changed = true;
    }

    /** Keeps the state in that file from now on. */
    void keepIn(SnapshotStore file) {
        store = Optional.of(file);
        changed = false;
    }

    /** Writes the state to its file, if it has one and anything has changed. */
    void keep() {
        if (changed) {
            if (store.isPresent()) {
                store.get().write(snapshot());
            }
            keptAt = timeline.now();
            changed = false;
        }
    }

    boolean isKeptIn(SnapshotStore file) {
        return store.filter(kept -> kept == file).isPresent();
    }

    /** Writes the state to its file if anything has changed, even if only the time has. */
    void keepLast() {
        changed |= !timeline.now().equals(keptAt);
        keep();
    }

    void keepNoLonger() {
        store = Optional.empty();
    }
}
