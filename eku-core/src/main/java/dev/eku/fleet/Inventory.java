package dev.eku.fleet;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.file.LocalFile;
import dev.eku.file.LocalText;
import dev.eku.fleet.InventoryReader.Place;
import dev.eku.host.HostRef;
import dev.eku.text.Message;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The hosts of a fleet by pool. As a text it has one host on each line, below the name of its pool in brackets. Text
 * behind a {@code #} is a comment:
 *
 * <pre>{@code
 * [pool-a.contoso.com]
 * \\fe01
 * \\fe02    # the one that was reinstalled
 * }</pre>
 *
 * <p>Immutable. It has at least one host, and no host twice.
 *
 * @param pools in the order given; none is empty
 */
public record Inventory(List<Pool> pools) {
    /**
     * The pool of hosts for which no pool is named. They are restarted one by one, since nobody says that they are
     * independent.
     */
    public static final String DEFAULT_POOL = "default";

    /** The largest inventory that is read, in UTF-16 units. An inventory of 10,000 hosts has a tenth of this size. */
    public static final int MAX_LENGTH = 4 * 1024 * 1024;

    public Inventory {
        pools = List.copyOf(pools);
    }

    /** Hosts that share the same work and can replace each other. Immutable. */
    public record Pool(String name, List<HostRef> hosts) {
        public Pool {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * Hosts of one pool.
     *
     * @throws EkuException {@code INVALID_INVENTORY} if there are no hosts, or if one is named twice
     */
    public static Inventory of(List<HostRef> hosts) {
        InventoryReader reader = new InventoryReader(Message.of("inventory.hosts"));
        for (HostRef host : hosts) {
            reader.readHost(host.toString(), Place.host(host.toString()));
        }
        return reader.inventory();
    }

    /**
     * Hosts of named pools, each as a text.
     *
     * @param source the name of the inventory for errors
     * @param pools by name, in order
     * @throws EkuException {@code INVALID_INVENTORY}, with every mistake and its place
     */
    public static Inventory of(String source, List<NamedPool> pools) {
        InventoryReader reader = new InventoryReader(source);
        for (NamedPool pool : pools) {
            reader.readPool(pool.name(), Place.pool(pool.name()));
            pool.hosts().forEach(host -> reader.readHost(host, Place.pool(pool.name())));
        }
        return reader.inventory();
    }

    /** A pool as somebody wrote it, not yet checked. Immutable. */
    public record NamedPool(String name, List<String> hosts) {
        public NamedPool {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * Reads an inventory. Pure.
     *
     * @param source the name of the inventory for errors
     * @throws EkuException {@code INVALID_INVENTORY}, with every mistake and its line, or {@code FILE_TOO_LARGE}
     */
    public static Inventory parse(String text, String source) {
        if (text.length() > MAX_LENGTH) {
            throw new EkuException(ErrorCode.FILE_TOO_LARGE, source, MAX_LENGTH);
        }
        InventoryReader reader = new InventoryReader(source);
        reader.readLines(text);
        return reader.inventory();
    }

    /**
     * Reads an inventory from a file, in UTF-8, or in UTF-16 with a byte order mark.
     *
     * @throws EkuException as {@link #parse}, or {@code FILE_FAILURE}
     */
    public static Inventory read(Path file) {
        byte[] content = LocalFile.read(file, MAX_LENGTH);
        if (content.length > MAX_LENGTH) {
            throw new EkuException(ErrorCode.FILE_TOO_LARGE, file, MAX_LENGTH);
        }
        try {
            return parse(LocalText.of(content), file.toString());
        } catch (CharacterCodingException notUtf8) {
            throw EkuException.worded(ErrorCode.INVALID_INVENTORY, "inventory.not-utf8", file);
        }
    }

    /**
     * Only the pools with these names. Upper and lower case do not matter.
     *
     * @throws EkuException {@code INVALID_INVENTORY} if there is no such pool
     */
    public Inventory only(Collection<String> names) {
        List<String> unknown =
                names.stream().filter(name -> pool(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw EkuException.worded(
                    ErrorCode.INVALID_INVENTORY,
                    "inventory.unknown-pool",
                    String.join(", ", unknown),
                    String.join(", ", pools.stream().map(Pool::name).toList()));
        }
        return new Inventory(pools.stream()
                .filter(pool -> names.stream().anyMatch(pool.name()::equalsIgnoreCase))
                .toList());
    }

    /** Every host with its pool, in order. */
    public List<FleetHost> members() {
        List<FleetHost> members = new ArrayList<>();
        for (Pool pool : pools) {
            for (HostRef host : pool.hosts()) {
                members.add(new FleetHost(host, pool.name()));
            }
        }
        return members;
    }

    private Optional<Pool> pool(String name) {
        return pools.stream().filter(pool -> pool.name().equalsIgnoreCase(name)).findFirst();
    }
}
