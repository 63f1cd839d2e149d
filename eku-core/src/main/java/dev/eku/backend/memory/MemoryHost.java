package dev.eku.backend.memory;

import dev.eku.host.HostFiles;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.StoredPeer;
import dev.eku.host.Processes;
import dev.eku.host.SimulatedHost;
import dev.eku.host.event.EventLog;
import dev.eku.product.ProductCatalog;
import dev.eku.registry.Registry;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * A Windows machine in memory. A program that embeds eku can be tested with it on any system, without waiting:
 *
 * |<pre>{@code
 * |MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
 * |tool.exempt(host);
 * |assertThat(host.service("RTCDATAMCU").sawExemption(REQUIRE_CERTIFICATE_EKUS, V4, BITS_64)).isTrue();
 * |}</pre>
 *
 * <p>A host object is one run's access to its machine. {@link #reconnect()} returns another one on the same machine,
 * for the next run or for somebody else who works at the same time. Faults belong to the host object, not to the
 * machine. Thread-safe: each call of a port is atomic.
 */
public final class MemoryHost implements SimulatedHost {
    /** How many calls of ports are kept; a run makes some hundred. */
    public static final int CALLS_KEPT = 100_000;

    private final Machine machine;
    private final PortCalls calls;
    private final Optional<SnapshotStore> store;

    MemoryHost(Machine machine, Faults faults, Optional<SnapshotStore> store) {
        this.machine = machine;
        this.calls = new PortCalls(machine, faults);
        this.store = store;
    }

    /** A machine with an empty registry (its hives exist), no services, no files and no cmdlets. */
    public static MemoryHostBuilder builder() {
        return MemoryHostBuilder.EMPTY;
    }

    /** A front end of Lync Server 2010, where also RTCMEETINGMCU and {@code w3wp.exe} read settings. */
    public static MemoryHostBuilder lync2010FrontEnd() {
        return FrontEnds.Lync2010.PRESET;
    }

    /** A front end of Lync Server 2013. */
    public static MemoryHostBuilder lync2013FrontEnd() {
        return FrontEnds.Lync2013.PRESET;
    }

    /** A front end of Skype for Business Server 2015. */
    public static MemoryHostBuilder skypeForBusiness2015FrontEnd() {
        return FrontEnds.Sfb2015.PRESET;
    }

    /** A front end of Skype for Business Server 2019. */
    public static MemoryHostBuilder skypeForBusiness2019FrontEnd() {
        return FrontEnds.Sfb2019.PRESET;
    }

    /** A front end of Skype for Business Server Subscription Edition, installed over the 2019 version. */
    public static MemoryHostBuilder skypeForBusinessSubscriptionEditionFrontEnd() {
        return FrontEnds.SfbSe.PRESET;
    }

    /**
     * A front end of a product of the catalogue.
     *
     * @throws dev.eku.error.EkuException {@code UNKNOWN_PRODUCT}
     */
    public static MemoryHostBuilder frontEnd(String productId) {
        return switch (ProductCatalog.product(productId).id()) {
            case "lync-2010" -> lync2010FrontEnd();
            case "lync-2013" -> lync2013FrontEnd();
            case "sfb-2015" -> skypeForBusiness2015FrontEnd();
            case "sfb-2019" -> skypeForBusiness2019FrontEnd();
            case "sfb-se" -> skypeForBusinessSubscriptionEditionFrontEnd();
            default -> throw new AssertionError("no front end for " + productId);
        };
    }

    /** A machine in the state of a snapshot. */
    public static MemoryHost from(HostSnapshot snapshot) {
        return MemoryHostBuilder.of(snapshot).build();
    }

    /** The machine in its present state, without faults, to make others like it. */
    public MemoryHostBuilder toBuilder() {
        synchronized (machine) {
            return MemoryHostBuilder.of(machine);
        }
    }

    @Override
    public MemoryHost copy() {
        return toBuilder().build();
    }

    @Override
    public List<StoredPeer> peers() {
        synchronized (machine) {
            return machine.peers();
        }
    }

    @Override
    public HostSnapshot snapshot() {
        synchronized (machine) {
            return machine.snapshot();
        }
    }

    /** Another host object on the same machine, without faults and without calls, for the next run. */
    public MemoryHost reconnect() {
        return reconnect(Faults.none());
    }

    /** Another host object on the same machine, with these faults. */
    public MemoryHost reconnect(Faults faults) {
        return new MemoryHost(machine, faults, Optional.empty());
    }

    /**
     * The calls of ports that were made through this host object, in order; only the last {@link #CALLS_KEPT} of them.
     */
    public List<PortCall> portCalls() {
        return calls.made();
    }

    /**
     * A service, to read and to change without the ports.
     *
     * @throws IllegalArgumentException if there is no such service
     */
    public SimulatedService service(String name) {
        synchronized (machine) {
            return machine.service(ServiceName.told(name))
                    .orElseThrow(() -> new IllegalArgumentException("no service " + name + " on " + ref()));
        }
    }

    @Override
    public HostRef ref() {
        return machine.ref();
    }

    @Override
    public Registry registry() {
        return new MemoryRegistry(machine, calls);
    }

    @Override
    public ServiceControl services() {
        return new MemoryServices(machine, calls);
    }

    @Override
    public HostFiles files() {
        return new MemoryFiles(machine, calls);
    }

    @Override
    public Optional<GracefulControl> graceful() {
        return machine.hasCmdlets() ? Optional.of(new MemoryGraceful(machine, calls)) : Optional.empty();
    }

    @Override
    public Optional<EventLog> events() {
        return machine.logs().isEmpty() ? Optional.empty() : Optional.of(new MemoryEventLog(machine, calls));
    }

    @Override
    public Optional<Processes> processes() {
        return machine.tellsProcesses() ? Optional.of(new MemoryProcesses(machine, calls)) : Optional.empty();
    }

    @Override
    public VirtualClock clock() {
        return new VirtualClock(machine, calls);
    }

    /**
     * Ends this run. A host that was opened from a file writes its last state to it, including its clock, unless a
     * fault has killed the run. The ports must not be called any more, but the machine can still be read.
     */
    @Override
    public void close() {
        synchronized (machine) {
            if (store.isPresent() && machine.isKeptIn(store.get())) {
                leave(store.get());
            }
            calls.close();
        }
    }

    private void leave(SnapshotStore file) {
        try (file) {
            if (!calls.isKilled()) {
                machine.keepLast();
            }
        } finally {
            machine.keepNoLonger();
        }
    }
}
