package dev.eku.command.input;

import dev.eku.error.EkuException;
import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.text.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The hosts that a goal is for. Immutable.
 *
 * @param inventory all hosts
 * @param isFleet whether they are a fleet: more than one host, or named by an inventory
 */
public record HostSelection(Inventory inventory, boolean isFleet) {
    private static final NumberParameter FIRST = new NumberParameter(Option.CANARY, "1", 1, Integer.MAX_VALUE);

    /**
     * Reads the parameters that name the hosts. Only one of them may be given.
     *
     * @param files finds the file of an inventory
     * @param operatingSystem as for {@link HostList}
     * @throws EkuException {@code INVALID_PARAMETER}, {@code INVALID_INVENTORY}, {@code UNKNOWN_SCHEME},
     *     {@code NO_HOST}, or the error of reading the file
     */
    public static HostSelection of(Parameters parameters, InputFiles files, String operatingSystem) {
        Optional<String> named = parameters.text(Option.INVENTORY);
        List<NamedPool> fleet = parameters.fleet();
        List<String> given = new ArrayList<>();
        if (parameters.text(Option.HOSTS).isPresent()) {
            given.add(parameters.name(Option.HOSTS));
        }
        if (named.isPresent()) {
            given.add(parameters.name(Option.INVENTORY));
        }
        if (!fleet.isEmpty()) {
            given.add(parameters.name(Option.FLEET));
        }
        if (given.size() > 1) {
            throw BadParameter.of("input.hosts-twice", String.join(", ", given));
        }
        Inventory all;
        if (!fleet.isEmpty()) {
            all = Inventory.of(parameters.name(Option.FLEET), fleet);
        } else if (named.isPresent()) {
            all = Inventory.read(files.input(parameters.name(Option.INVENTORY), named.get()));
        } else {
            all = Inventory.of(HostList.of(parameters, operatingSystem));
        }
        Optional<String> selected = parameters.text(Option.POOLS);
        Inventory some = selected.isPresent() ? all.only(split(selected.get())) : all;
        HostSelection selection = new HostSelection(
                some, !fleet.isEmpty() || named.isPresent() || some.members().size() > 1);
        // Checked here, because a rollout that may skip unreachable hosts would also skip a mistyped name.
        Hosts.requireServed(selection.refs());
        return selection;
    }

    /** The hosts, in the order of the inventory. */
    public List<HostRef> refs() {
        List<HostRef> refs = new ArrayList<>();
        for (FleetHost member : inventory.members()) {
            refs.add(member.ref());
        }
        return refs;
    }

    /** The number of hosts. */
    public int size() {
        return inventory.members().size();
    }

    /**
     * The hosts that are restarted first: that many, or these.
     *
     * @throws BadParameter for a host that is not one of them, and for a number that is not valid
     */
    public Canary canary(Parameters parameters) {
        Optional<String> given = parameters.text(Option.CANARY);
        if (given.isEmpty()) {
            return Canary.NONE;
        }
        if (given.get().matches("-?[0-9]+")) {
            return new Canary.First(FIRST.of(parameters, Math.max(1, size())));
        }
        return new Canary.Named(split(given.get()).stream()
                .map(host -> member(parameters.name(Option.CANARY), host))
                .toList());
    }

    private HostRef member(String parameter, String host) {
        return refs().stream()
                .filter(ref -> ref.toString().equalsIgnoreCase(host))
                .findFirst()
                .orElseThrow(() -> BadParameter.of("input.canary", parameter, HostRef.withoutUser(host)));
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
