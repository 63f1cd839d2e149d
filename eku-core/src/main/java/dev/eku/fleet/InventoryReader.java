package dev.eku.fleet;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.Inventory.Pool;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the hosts of an inventory and all its mistakes. Not thread-safe. */
final class InventoryReader {
    private static final int SMB_PORT = 445;
    private static final int FAULTS_SHOWN = 20;
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");
    private static final Pattern HEADING = Pattern.compile("\\[(.*)]");
    private static final Pattern POOL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,254}");

    /** A name, or a message. */
    private final Object source;

    private final Map<String, List<HostRef>> pools = new LinkedHashMap<>();
    private final Map<String, Place> namesTaken = new HashMap<>();
    private final Map<String, Place> hostsTaken = new HashMap<>();
    private final List<Object> faults = new ArrayList<>();
    /** The hosts of the last started pool; empty below a wrong heading. */
    private Optional<List<HostRef>> current = Optional.empty();

    private boolean headed;

    /**
     * Where something is written. Immutable.
     *
     * @param shown what stands before a mistake that is there: a name, or a message
     * @param where how a later mistake says that something was written there
     */
    record Place(Object shown, Message where) {
        static Place line(int number) {
            return new Place(Message.of("inventory.line", number), Message.of("inventory.at-line", number));
        }

        static Place pool(String name) {
            return new Place(name, Message.of("inventory.in-pool", name));
        }

        static Place host(String name) {
            return new Place(name, Message.of("inventory.as", name));
        }
    }

    InventoryReader(Object source) {
        this.source = source;
    }

    /** Reads a complete text. */
    void readLines(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int number = 0;
        for (String line : plain.split("\r\n|\r|\n", -1)) {
            Place place = Place.line(++number);
            String said = COMMENT.matcher(line).replaceFirst("").strip();
            Matcher heading = HEADING.matcher(said);
            if (heading.matches()) {
                readPool(heading.group(1), place);
            } else if (!said.isEmpty()) {
                readHost(said, place);
            }
        }
    }

    /** Starts a pool. */
    void readPool(String text, Place place) {
        String name = text.strip();
        headed = true;
        current = Optional.empty();
        if (!POOL.matcher(name).matches()) {
            fault(place, "inventory.bad-pool", visible(name));
            return;
        }
        Place before = namesTaken.putIfAbsent(folded(name), place);
        if (before != null) {
            boolean isInText = before.shown() instanceof Message;
            fault(place, isInText ? "inventory.pool-twice" : "inventory.pool-again", name, before.where());
            return;
        }
        List<HostRef> hosts = new ArrayList<>();
        pools.put(name, hosts);
        current = Optional.of(hosts);
    }

    /** Adds a host to the last started pool. */
    void readHost(String text, Place place) {
        Optional<Message> reason = whyNot(text);
        if (reason.isPresent()) {
            fault(place, "inventory.bad-host", visible(HostRef.withoutUser(text)), reason.get());
            return;
        }
        HostRef ref = HostRef.parse(text);
        Place before = hostsTaken.putIfAbsent(folded(machine(ref)), place);
        if (before != null) {
            fault(place, "inventory.host-twice", ref, before.where());
            return;
        }
        if (current.isEmpty() && !headed) {
            readPool(Inventory.DEFAULT_POOL, place);
        }
        if (current.isPresent()) {
            current.get().add(ref);
        }
    }

    /**
     * The inventory that was read.
     *
     * @throws EkuException {@code INVALID_INVENTORY}
     */
    Inventory inventory() {
        List<Pool> all = new ArrayList<>();
        for (Map.Entry<String, List<HostRef>> pool : pools.entrySet()) {
            String name = pool.getKey();
            if (pool.getValue().isEmpty() && faults.isEmpty()) {
                fault(Optional.ofNullable(namesTaken.get(folded(name))).orElseThrow(), "inventory.empty-pool", name);
            }
            all.add(new Pool(name, pool.getValue()));
        }
        if (!faults.isEmpty()) {
            List<Object> shown = new ArrayList<>(faults.subList(0, Math.min(FAULTS_SHOWN, faults.size())));
            if (faults.size() > FAULTS_SHOWN) {
                shown.add(Message.of("inventory.more", faults.size() - FAULTS_SHOWN));
            }
            throw new EkuException(ErrorCode.INVALID_INVENTORY, source, Bullets.of(shown), Hosts.examples());
        }
        if (pools.isEmpty()) {
            throw EkuException.worded(ErrorCode.INVALID_INVENTORY, "inventory.empty", source);
        }
        return new Inventory(all);
    }

    /** Why a text of an inventory names no host; empty if it does. */
    private static Optional<Message> whyNot(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return Optional.of(Message.of("inventory.control-character"));
            }
        }
        if (text.contains("${")) {
            return Optional.of(Message.of("inventory.property"));
        }
        return HostRef.whyNot(text);
    }

    private void fault(Place place, String key, Object... arguments) {
        faults.add(Message.of("inventory.fault", place.shown(), Message.of(key, arguments)));
    }

    /**
     * The same text for each way to write the same server. Only a resolver knows that a short name and a full name are
     * the same server. The caller compares this without regard to case: two such names of a server are the same, and
     * two such names of a file are probably a typing error.
     */
    private static String machine(HostRef ref) {
        String server =
                ref.scheme().equals(HostRef.UNC) ? ref.rest() : ref.server().orElse("");
        return server.isEmpty() ? ref.toString() : server + ":" + ref.port().orElse(SMB_PORT);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Text before an at-sign may be a password. */
    private static String visible(String text) {
        String plain = text.codePoints()
                .limit(100)
                .mapToObj(c ->
                        Character.isISOControl(c) ? String.format(Locale.ROOT, "<U+%04X>", c) : Character.toString(c))
                .reduce("", String::concat);
        return plain.length() < text.length() ? plain + "..." : plain;
    }
}
