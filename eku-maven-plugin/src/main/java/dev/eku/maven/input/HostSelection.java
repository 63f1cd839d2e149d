package dev.eku.maven.input;

import dev.eku.error.EkuException;
import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.Inventory;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that a goal is for. Immutable.
 *
 * @param inventory all hosts
 * @param isFleet whether they are a fleet: more than one host, or named by an inventory
 */
public record HostSelection(Inventory inventory, boolean isFleet) {
    private static final NumberParameter FIRST = new NumberParameter("eku.canary", "1", 1, Integer.MAX_VALUE);

    /**
     * Reads the parameters that name the hosts. Only one of them may be given.
     *
     * @param file finds the file of an inventory
     * @param operatingSystem as for {@link HostList}
     * @throws EkuException {@code INVALID_PARAMETER}, {@code INVALID_INVENTORY}, {@code UNKNOWN_SCHEME},
     *     {@code NO_HOST}, or the error of reading the file
     */
    public static HostSelection of(
            @Nullable String hosts,
            @Nullable String inventory,
            @Nullable List<PoolParameter> fleet,
            @Nullable String pools,
            Function<String, Path> file,
            String operatingSystem) {
        Optional<String> named = TextParameter.optional("eku.inventory", inventory);
        List<PoolParameter> inPom = fleet == null ? List.of() : fleet;
        List<String> given = new ArrayList<>();
        if (TextParameter.optional("eku.hosts", hosts).isPresent()) {
            given.add("eku.hosts");
        }
        if (named.isPresent()) {
            given.add("eku.inventory");
        }
        if (!inPom.isEmpty()) {
            given.add("<fleet>");
        }
        if (given.size() > 1) {
            throw BadParameter.of("input.hosts-twice", String.join(", ", given));
        }
        Inventory all;
        if (!inPom.isEmpty()) {
            all = Inventory.of(
                    "<fleet>", inPom.stream().map(PoolParameter::pool).toList());
        } else if (named.isPresent()) {
            all = Inventory.read(file.apply(named.get()));
        } else {
            all = Inventory.of(HostList.of(hosts, operatingSystem));
        }
        Optional<String> selected = TextParameter.optional("eku.pools", pools);
        Inventory some = selected.isPresent() ? all.only(split(selected.get())) : all;
        HostSelection selection = new HostSelection(
                some, !inPom.isEmpty() || named.isPresent() || some.members().size() > 1);
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
    public Canary canary(@Nullable String text) {
        Optional<String> given = TextParameter.optional("eku.canary", text);
        if (given.isEmpty()) {
            return Canary.NONE;
        }
        if (given.get().matches("-?[0-9]+")) {
            return new Canary.First(FIRST.of(given.get(), Math.max(1, size())));
        }
        return new Canary.Named(split(given.get()).stream().map(this::member).toList());
    }

    private HostRef member(String host) {
        return refs().stream()
                .filter(ref -> ref.toString().equalsIgnoreCase(host))
                .findFirst()
                .orElseThrow(() -> BadParameter.of("input.canary", "eku.canary", HostRef.withoutUser(host)));
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
