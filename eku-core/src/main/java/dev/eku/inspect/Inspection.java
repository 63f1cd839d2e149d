package dev.eku.inspect;

import dev.eku.host.HostRef;
import dev.eku.journal.History;
import dev.eku.journal.HostLock.Holder;
import dev.eku.journal.JournalRecord;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.Product;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was read from a host for one exemption, at one moment. Immutable.
 *
 * @param purpose what it was made for, which decides what was asked
 * @param host what is known about the machine
 * @param exemption what was asked for
 * @param products the products that the host's facts can mean; several if the facts do not distinguish them
 * @param product the product that was inspected; empty if only custom applications were
 * @param applications what was found about each application
 * @param keys the keys that can hold the setting: one for each view that exists and each runtime
 * @param journal eku's own records
 * @param lock who holds the host's lock, if anybody does; empty for a verdict and for a run that holds it
 */
public record Inspection(
        Purpose purpose,
        HostFacts host,
        Exemption exemption,
        List<Product> products,
        Optional<Product> product,
        List<ApplicationFacts> applications,
        List<SettingKey> keys,
        History journal,
        Optional<Holder> lock) {
    public Inspection {
        products = List.copyOf(products);
        applications = List.copyOf(applications);
        keys = List.copyOf(keys);
    }

    /**
     * What is known about the machine. Immutable.
     *
     * @param ref how it was named
     * @param simulated whether no real machine is read
     * @param computer its computer name, by its own registry
     * @param takenAt when it was inspected, by its clock
     * @param productVersion the version in the product's registry key
     * @param netRelease the .NET Framework 4 release number ({@code NDP\v4\Full}, value Release); only for a report
     * @param net35Version the version of .NET Framework 3.5, which CLR 2 comes with; only for a report
     * @param cmdlets whether the product's own cmdlets can be run against it
     * @param journalWritable whether this account may write eku's own records there; false for a verdict
     * @param unreadable keys that may not be read, by the paths where 64-bit Windows stores them; everything else here
     *     treats them as absent
     */
    public record HostFacts(
            HostRef ref,
            boolean simulated,
            String computer,
            Instant takenAt,
            Optional<String> productVersion,
            Optional<Long> netRelease,
            Optional<String> net35Version,
            boolean cmdlets,
            boolean journalWritable,
            Set<KeyPath> unreadable) {
        public HostFacts {
            unreadable = Set.copyOf(unreadable);
        }

        /** Whether that key may not be read, so that its contents are unknown. */
        public boolean isUnreadable(RegistryView view, KeyPath key) {
            return unreadable.contains(view.stored(key));
        }
    }

    /**
     * Makes sure that a plan can be made of it.
     *
     * @throws IllegalArgumentException if it was made for a verdict, and did not ask what this account may change
     */
    public void requireForAChange() {
        if (!purpose.changes()) {
            throw new IllegalArgumentException("an inspection for a verdict does not tell what may be changed");
        }
    }

    /**
     * Makes sure that it can be reported, because what was not asked would be shown as absent.
     *
     * @throws IllegalArgumentException if it was not made for a report
     */
    public void requireForAReport() {
        if (!purpose.reports()) {
            throw new IllegalArgumentException(
                    "an inspection for " + purpose + " does not tell all that a report shows");
        }
    }

    /** The record of exactly the exemption that was asked for; empty if eku has none. */
    public Optional<JournalRecord> recorded() {
        return journal.recorded(exemption);
    }

    /** Whether the host's Windows has only one view, as 32-bit Windows does, whichever view is asked for. */
    public boolean isOneView() {
        return keys.stream().allMatch(key -> key.view() == RegistryView.ONLY);
    }

    /** Whether a key is in that view. On a host with only one view it always is, whichever view a record names. */
    public boolean shows(SettingKey key, RegistryView view) {
        return key.view() == view || isOneView();
    }

    /** The key that an application reads. */
    public SettingKey keyOf(ApplicationFacts application) {
        return key(application.view(), application.application().clr());
    }

    /** Whether this account may write the value that an application reads. */
    public boolean isWritable(ApplicationFacts application) {
        return keyOf(application).details().orElseThrow().writable();
    }

    /** The key of that view and runtime. */
    public SettingKey key(RegistryView view, Clr clr) {
        for (SettingKey key : keys) {
            if (shows(key, view) && key.clr() == clr) {
                return key;
            }
        }
        throw new NoSuchElementException(view + " " + clr);
    }
}
