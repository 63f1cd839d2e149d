package dev.eku.backend.memory;

import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.HostSnapshot.StoredPeer;
import dev.eku.host.event.LoggedEvent;
import dev.eku.service.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The initial state of a machine, from which any number of machines can be made. Immutable; each method returns a
 * changed copy.
 */
final class MachineImage {
    /** A machine with nothing on it. */
    static final MachineImage EMPTY = new MachineImage();

    private HostRef ref = new HostRef("memory", "host");
    private Instant instant = Instant.parse("2017-06-10T03:00:00Z");
    private RegistryTree tree = RegistryTree.of(List.of(), false);
    private SortedMap<ServiceName, PreparedService> services = Collections.emptySortedMap();
    private StoredFiles files = new StoredFiles(List.of());
    private List<StoredLog> logs = List.of();
    private boolean cmdlets;
    private boolean processes = true;
    private List<StoredPeer> peers = List.of();

    private MachineImage() {}

    static MachineImage of(HostSnapshot snapshot) {
        MachineImage image = new MachineImage();
        image.instant = snapshot.instant();
        image.tree = RegistryTree.of(snapshot.keys(), snapshot.of32Bits());
        image.files = new StoredFiles(snapshot.files());
        image.logs = snapshot.logs();
        image.cmdlets = snapshot.cmdlets();
        image.processes = snapshot.processes();
        image.peers = snapshot.peers();
        image.services = new TreeMap<>();
        snapshot.services()
                .forEach(service ->
                        image.services.put(service.config().name(), PreparedService.of(service, snapshot.processes())));
        image.tree
                .find(FrontEnds.COMPUTER_NAME)
                .flatMap(key -> key.value("ComputerName"))
                .flatMap(name -> name.value().asString())
                .ifPresent(name -> image.ref = new HostRef("memory", name));
        return image;
    }

    /** The image of a machine in its present state. */
    static MachineImage of(Machine machine) {
        MachineImage image = new MachineImage();
        image.ref = machine.ref();
        image.instant = machine.timeline().now();
        image.tree = machine.tree();
        image.files = machine.files();
        image.logs = machine.logs();
        image.cmdlets = machine.hasCmdlets();
        image.processes = machine.tellsProcesses();
        image.peers = machine.peers();
        image.services = new TreeMap<>();
        machine.services()
                .forEach(service -> image.services.put(service.config().name(), service.prepared()));
        return image;
    }

    /** A new machine. */
    Machine boot() {
        Machine machine = new Machine(ref, instant, tree, files, logs, cmdlets, processes, peers);
        for (PreparedService service : services.values()) {
            machine.add(service);
        }
        return machine;
    }

    Instant instant() {
        return instant;
    }

    RegistryTree tree() {
        return tree;
    }

    Optional<PreparedService> service(ServiceName name) {
        return Optional.ofNullable(services.get(name));
    }

    MachineImage with(HostRef as) {
        MachineImage image = copy();
        image.ref = as;
        return image;
    }

    MachineImage with(Instant now) {
        MachineImage image = copy();
        image.instant = now;
        return image;
    }

    MachineImage with(RegistryTree registry) {
        MachineImage image = copy();
        image.tree = registry;
        return image;
    }

    MachineImage with(PreparedService service) {
        MachineImage image = copy();
        image.services = new TreeMap<>(services);
        image.services.put(service.name(), service);
        return image;
    }

    MachineImage without(ServiceName service) {
        MachineImage image = copy();
        image.services = new TreeMap<>(services);
        image.services.remove(service);
        return image;
    }

    MachineImage with(StoredFile file) {
        MachineImage image = copy();
        image.files = files.with(file);
        return image;
    }

    MachineImage withoutFile(String path) {
        MachineImage image = copy();
        image.files = files.without(path);
        return image;
    }

    /** Adds that event log, and these events to those that it has. */
    MachineImage withLog(String name, List<LoggedEvent> events) {
        List<LoggedEvent> all = new ArrayList<>(events);
        List<StoredLog> others = new ArrayList<>(logs);
        Optional<StoredLog> known =
                logs.stream().filter(log -> log.name().equals(name)).findFirst();
        known.ifPresent(log -> {
            all.addAll(log.events());
            others.remove(log);
        });
        others.add(new StoredLog(
                name,
                all,
                known.flatMap(StoredLog::since),
                known.map(StoredLog::unreadable).orElse(0)));
        MachineImage image = copy();
        image.logs = List.copyOf(others);
        return image;
    }

    MachineImage withCmdlets(boolean present) {
        MachineImage image = copy();
        image.cmdlets = present;
        return image;
    }

    /** Sets whether the machine reports what its processes run. */
    MachineImage withProcesses(boolean told) {
        MachineImage image = copy();
        image.processes = told;
        return image;
    }

    MachineImage with(StoredPeer peer) {
        MachineImage image = copy();
        image.peers = new ArrayList<>(peers);
        image.peers.add(peer);
        return image;
    }

    private MachineImage copy() {
        MachineImage image = new MachineImage();
        image.ref = ref;
        image.instant = instant;
        image.tree = tree;
        image.services = services;
        image.files = files;
        image.logs = logs;
        image.cmdlets = cmdlets;
        image.processes = processes;
        image.peers = peers;
        return image;
    }
}
