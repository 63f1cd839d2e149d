package dev.eku.backend.memory;

import dev.eku.host.ExecutableHeader;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.host.HostSnapshot.StoredPeer;
import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.time.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Describes a machine from which {@link MemoryHost}s are made. Immutable: each method returns a changed copy, so a
 * description can be kept and varied. All hosts share what they do not change.
 */
public final class MemoryHostBuilder {
    /** A machine with its hives and nothing else. */
    static final MemoryHostBuilder EMPTY = of(MachineImage.EMPTY)
            .key(RegistryView.VIEW_64, KeyPath.of("SOFTWARE", "Wow6432Node"))
            .key(RegistryView.VIEW_64, KeyPath.of("SYSTEM", "CurrentControlSet"));

    private static final KeyPath ENVIRONMENT =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment");

    /** How long before the host's time its services were set up, by default. */
    private static final Duration SET_UP_BEFORE = Duration.ofDays(30);

    private static final Duration UP_FOR = Duration.ofHours(1);

    /** The last write of keys and values that are added. */
    private final Optional<Instant> lastWritten;

    private final MachineImage image;
    /** For the first host object only. */
    private final Faults faults;

    private MemoryHostBuilder(MachineImage image, Optional<Instant> lastWritten, Faults faults) {
        this.image = image;
        this.lastWritten = lastWritten;
        this.faults = faults;
    }

    private static MemoryHostBuilder of(MachineImage image) {
        return new MemoryHostBuilder(image, Optional.empty(), Faults.none());
    }

    static MemoryHostBuilder of(HostSnapshot snapshot) {
        return of(MachineImage.of(snapshot));
    }

    static MemoryHostBuilder of(Machine machine) {
        return of(MachineImage.of(machine));
    }

    /** Sets the computer name, in the registry and in {@link MemoryHost#ref}. */
    public MemoryHostBuilder named(String computer) {
        return named(new HostRef("memory", computer))
                .value(FrontEnds.COMPUTER_NAME, "ComputerName", RegistryValue.string(computer));
    }

    MemoryHostBuilder named(HostRef as) {
        return with(image.with(as));
    }

    /**
     * Sets the clock to that instant.
     *
     * @throws IllegalArgumentException if Windows' clock cannot show it, or not with a year of four digits
     */
    public MemoryHostBuilder at(Instant now) {
        FileTime.require(now);
        return with(image.with(now));
    }

    /**
     * Sets the last write of all keys and values that are added from here on. Otherwise, they report no time.
     *
     * @throws IllegalArgumentException if Windows cannot store such a time
     */
    public MemoryHostBuilder writtenAt(Instant then) {
        FileTime.require(then);
        return new MemoryHostBuilder(image, Optional.of(then), faults);
    }

    /**
     * Makes it 32-bit Windows, with one registry that every view shows, and without 64-bit processes. The contents of
     * the 32-bit view are lost.
     */
    public MemoryHostBuilder of32Bits() {
        return withoutKey(RegistryView.VIEW_64, KeyPath.of("SOFTWARE", "Wow6432Node"))
                .withOneView()
                .value(ENVIRONMENT, "PROCESSOR_ARCHITECTURE", RegistryValue.string("x86"));
    }

    /** Adds that key, and all keys above it. */
    public MemoryHostBuilder key(RegistryView view, KeyPath key) {
        return changedKey(view, key, node -> lastWritten.isPresent() ? node.writtenAt(lastWritten) : node);
    }

    /** Sets that value, and adds its key; in the 64-bit view. */
    public MemoryHostBuilder value(KeyPath key, String name, RegistryValue value) {
        return value(RegistryView.VIEW_64, key, name, value);
    }

    /** Sets that value, and adds its key. */
    public MemoryHostBuilder value(RegistryView view, KeyPath key, String name, RegistryValue value) {
        return changedKey(
                view,
                key,
                node -> node.withValue(name, value)
                        .writtenAt(lastWritten.isPresent() ? lastWritten : node.lastWritten()));
    }

    /** Removes that value. */
    public MemoryHostBuilder withoutValue(RegistryView view, KeyPath key, String name) {
        return changedKey(view, key, node -> node.withoutValue(name));
    }

    /** Removes that key and all keys below it. */
    public MemoryHostBuilder withoutKey(RegistryView view, KeyPath key) {
        RegistryTree tree = image.tree();
        KeyPath stored = tree.stored(view, key);
        return tree.find(stored).isEmpty() ? this : with(image.with(tree.delete(stored, Optional.empty())));
    }

    /**
     * Limits the rights on that key itself; the keys below it have their own. The key is added if it does not exist.
     */
    public MemoryHostBuilder access(RegistryView view, KeyPath key, Access access) {
        return changedKey(view, key, node -> node.withAccess(access));
    }

    /** Adds that service, which has been running for an hour, and its key in the registry. */
    public MemoryHostBuilder service(ServiceConfig config) {
        return with(image.with(PreparedService.of(
                        config, ServiceState.RUNNING, Optional.of(FileTime.plus(image.instant(), UP_FOR.negated())))))
                .registered(config);
    }

    /** Sets the file that the service's process runs, if it differs from the file of its next start. */
    public MemoryHostBuilder running(String service, String file) {
        return changedService(service, prepared -> prepared.running(file));
    }

    /** Sets the state of that service. */
    public MemoryHostBuilder state(String service, ServiceState state) {
        return changedService(service, prepared -> prepared.with(state));
    }

    /** Sets the start type of that service. */
    public MemoryHostBuilder startType(String service, ServiceConfig.StartType startType) {
        MemoryHostBuilder changed = changedService(service, prepared -> prepared.with(startType));
        KeyPath key = ServiceConfig.keyOf(ServiceName.told(service));
        return image.tree().find(key).isEmpty()
                ? changed
                : changed.value(key, "Start", ServiceRegistration.of(startType));
    }

    /** Sets the behaviour of that service. */
    public MemoryHostBuilder behaviour(String service, ServiceBehaviour behaviour) {
        return changedService(service, prepared -> prepared.with(behaviour));
    }

    /** Removes the right to start and stop that service. */
    public MemoryHostBuilder uncontrollable(String service) {
        return changedService(service, PreparedService::uncontrollable);
    }

    /** Marks that service for deletion: it continues to run but cannot be started. */
    public MemoryHostBuilder markedForDeletion(String service) {
        return changedService(service, PreparedService::markedForDeletion);
    }

    /** Removes that service and its key in the registry. */
    public MemoryHostBuilder withoutService(String service) {
        return with(image.without(ServiceName.told(service)))
                .withoutKey(RegistryView.VIEW_64, ServiceConfig.keyOf(ServiceName.told(service)));
    }

    /**
     * Adds a file at that full path: a .NET Framework 4 program for any processor if it is an {@code .exe}, else an
     * empty file.
     */
    public MemoryHostBuilder file(String path) {
        return file(program(new StoredFile(path, Optional.empty(), Optional.empty())));
    }

    /** Adds an executable with that header at that full path. */
    public MemoryHostBuilder executable(String path, ExecutableHeader header) {
        return file(new StoredFile(path, Optional.empty(), Optional.empty()).with(header));
    }

    private static StoredFile program(StoredFile file) {
        boolean executable = file.path().toLowerCase(Locale.ROOT).endsWith(".exe");
        return executable ? file.with(ExecutableHeader.anyProcessor("v4.0.30319")) : file;
    }

    /** Adds a file with that content at that full path; other files are empty when read. */
    public MemoryHostBuilder file(String path, Content content) {
        return file(new StoredFile(path, Optional.empty(), Optional.of(content)));
    }

    /** Adds that file. */
    public MemoryHostBuilder file(StoredFile file) {
        return with(image.with(file));
    }

    /** Adds a file at that full path that also has a path of 8.3 names, one for each name of the path. */
    public MemoryHostBuilder file(String path, String shortPath) {
        return file(program(new StoredFile(path, Optional.of(shortPath), Optional.empty())));
    }

    /** Adds a link at that full path to another full path. The target need not exist, as on another drive. */
    public MemoryHostBuilder link(String path, String target) {
        return file(new StoredFile(path, Optional.empty(), Optional.empty(), Optional.of(target)));
    }

    /** Removes the file at that path. */
    public MemoryHostBuilder withoutFile(String path) {
        return with(image.withoutFile(path));
    }

    /**
     * Adds that event log, and these events to those that it has. Events later than the host's clock are logged when
     * their time has come. A log that was not added does not exist.
     */
    public MemoryHostBuilder log(String name, LoggedEvent... events) {
        return with(image.withLog(name, List.of(events)));
    }

    /**
     * Adds a TLS peer that presents that chain, its own certificate first. A diagnosis judges it as if it had asked
     * the peer.
     *
     * @param port 1 to 65535
     */
    public MemoryHostBuilder peer(String name, int port, X509Certificate... chain) {
        return with(image.with(new StoredPeer(name, port, List.of(chain))));
    }

    /** Sets whether the machine on which eku runs has the product's cmdlets. */
    public MemoryHostBuilder cmdlets(boolean present) {
        return with(image.withCmdlets(present));
    }

    /**
     * Sets whether the machine reports what its processes run, which is not possible over a network. By default, it
     * does.
     */
    public MemoryHostBuilder processes(boolean told) {
        return with(image.withProcesses(told));
    }

    /** Sets the faults of the first host object. */
    public MemoryHostBuilder faults(Faults planned) {
        return new MemoryHostBuilder(image, lastWritten, planned);
    }

    /** A new machine, and a host object on it. */
    public MemoryHost build() {
        return build(Optional.empty());
    }

    MemoryHost build(Optional<SnapshotStore> store) {
        Machine machine = image.boot();
        if (store.isPresent()) {
            machine.keepIn(store.get());
        }
        return new MemoryHost(machine, faults, store);
    }

    /** A key always has the time of its last write ({@code advapi32/tests/registry.c}, 1962-1964, of Wine 10.0). */
    private MemoryHostBuilder registered(ServiceConfig config) {
        Optional<Instant> written = lastWritten.isPresent()
                ? lastWritten
                : Optional.of(FileTime.plus(image.instant(), SET_UP_BEFORE.negated()));
        return changedKey(
                RegistryView.VIEW_64,
                ServiceConfig.keyOf(config.name()),
                key -> ServiceRegistration.in(key, config).writtenAt(written));
    }

    private MemoryHostBuilder changedKey(RegistryView view, KeyPath key, UnaryOperator<RegistryNode> change) {
        KeyPath stored = image.tree().stored(view, key);
        return with(image.with(image.tree().create(stored, Optional.empty()).change(stored, change)));
    }

    private PreparedService prepared(String service) {
        return image.service(ServiceName.told(service))
                .orElseThrow(() -> new IllegalArgumentException("no service " + service));
    }

    private MemoryHostBuilder changedService(String service, UnaryOperator<PreparedService> change) {
        return with(image.with(change.apply(prepared(service))));
    }

    private MemoryHostBuilder withOneView() {
        return with(image.with(new RegistryTree(image.tree().root(), true)));
    }

    private MemoryHostBuilder with(MachineImage changed) {
        return new MemoryHostBuilder(changed, lastWritten, faults);
    }
}
