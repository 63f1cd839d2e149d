package dev.eku.inspect;

import dev.eku.host.Host;
import dev.eku.journal.Journal;
import dev.eku.product.Exemption;
import dev.eku.registry.KeyPath;
import java.util.Optional;

/** Reads a host through its ports, anew each time. Changes nothing. Not thread-safe. */
public final class Inspector {
    static final KeyPath COMPUTER =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "ComputerName", "ComputerName");
    static final KeyPath NDP = KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP");

    private final Host host;

    /** An inspector of that host. */
    public Inspector(Host host) {
        this.host = host;
    }

    /**
     * Reads all that a decision about an exemption needs. What is absent is noted as absent; that it is no error is for the
     * planner to say.
     *
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    public Inspection inspect(Exemption exemption) {
        return new OneInspection(host, exemption).read(Optional.empty());
    }

    /**
     * The same, for a caller who has just read the journal.
     *
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    public Inspection inspect(Exemption exemption, Journal.Contents journal) {
        return new OneInspection(host, exemption).read(Optional.of(journal));
    }
}
