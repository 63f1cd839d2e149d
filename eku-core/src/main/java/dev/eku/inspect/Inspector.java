package dev.eku.inspect;

import dev.eku.host.Host;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.History;
import dev.eku.product.Exemption;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.Optional;

/** Reads a host through its ports, each time again. Changes nothing. Not thread-safe. */
public final class Inspector {
    static final KeyPath COMPUTER =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "ComputerName", "ComputerName");
    private static final KeyPath ACTIVE =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "ComputerName", "ActiveComputerName");
    static final KeyPath NDP = KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP");

    private final Host host;

    /** Inspects that host. */
    public Inspector(Host host) {
        this.host = host;
    }

    /**
     * The name that the computer has until it is restarted. {@code ComputerName} is its name after the next restart,
     * {@code ActiveComputerName} its present name (Microsoft, "Rename a computer"; the two are the same after a
     * restart). Empty if the host does not report it.
     */
    public Optional<String> activeComputer() {
        return host.registry()
                .value(RegistryView.VIEW_64, ACTIVE, "ComputerName")
                .flatMap(RegistryValue::asString);
    }

    /**
     * The name of the computer in a snapshot, as an inspection of it would report it; empty if the snapshot does not
     * say it.
     */
    public static Optional<String> computer(HostSnapshot snapshot) {
        return snapshot.keys().stream()
                .filter(key -> key.path().equals(COMPUTER))
                .flatMap(key -> key.values().stream())
                .filter(value -> NameFolding.fold(value.name()).equals(NameFolding.fold("ComputerName")))
                .findFirst()
                .flatMap(value -> value.value().asString());
    }

    /**
     * Reads everything that is known about an exemption. What is absent is noted as absent; the planner decides whether
     * that is an error.
     *
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    public Inspection inspect(Exemption exemption) {
        return inspect(exemption, Purpose.REPORT);
    }

    /**
     * Reads what a purpose needs.
     *
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    public Inspection inspect(Exemption exemption, Purpose purpose) {
        return new HostReader(host, exemption, purpose).read(Optional.empty());
    }

    /**
     * Reads what a purpose needs, for a caller who has just read the journal.
     *
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    public Inspection inspect(Exemption exemption, Purpose purpose, History journal) {
        return new HostReader(host, exemption, purpose).read(Optional.of(journal));
    }
}
