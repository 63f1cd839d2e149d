package dev.eku.host;

import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import dev.eku.time.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Everything that is known about one host at one moment. {@code capture} saves it from a real host, and a memory host
 * starts from it. {@link HostSnapshotFile} reads and writes it. Immutable. Two snapshots are equal if all their parts
 * are equal, in any order.
 *
 * @param instant the time of the host's clock
 * @param keys the registry; the keys above a listed key exist too, and are listed only if something is known about them
 * @param logs the event logs of the host, each with the events that matter
 * @param cmdlets whether the host has the product's own cmdlets
 * @param processes whether the host could report what its processes run; it cannot over a network and in snapshots of
 *     earlier versions
 * @param of32Bits whether it is 32-bit Windows, whose registry is the same in every view; false in snapshots of earlier
 *     versions
 * @param peers the TLS peers of a simulated host, which a diagnosis judges as if they had been asked; a captured host
 *     has none
 */
public record HostSnapshot(
        Instant instant,
        List<StoredKey> keys,
        List<StoredService> services,
        List<StoredFile> files,
        List<StoredLog> logs,
        boolean cmdlets,
        boolean processes,
        boolean of32Bits,
        List<StoredPeer> peers) {
    /**
     * Sorts all parts, and removes keys that add nothing to a key below them.
     *
     * @throws IllegalArgumentException if two keys, services, files, logs or peers have the same name, or for a time
     *     outside the limits of {@link FileTime}
     */
    public HostSnapshot {
        FileTime.require(instant);
        keys.forEach(key -> key.lastWritten().ifPresent(FileTime::require));
        services.forEach(service -> service.status().processStarted().ifPresent(FileTime::require));
        logs.forEach(log -> {
            log.since().ifPresent(FileTime::require);
            log.events().forEach(event -> FileTime.require(event.at()));
        });
        Set<KeyPath> implied = keys.stream()
                .flatMap(key -> key.path().parent().stream())
                .flatMap(parent -> parent.lineage().stream())
                .collect(Collectors.toSet());
        keys = sorted(
                keys.stream()
                        .filter(key -> key.isTelling() || !implied.contains(key.path()))
                        .toList(),
                StoredKey::path);
        services = sorted(services, service -> service.config().name());
        files = sorted(files, file -> NameFolding.fold(file.path()));
        logs = sorted(logs, StoredLog::name);
        peers = sorted(peers, peer -> peer.name() + ":" + peer.port());
    }

    /** A host without simulated peers. */
    public HostSnapshot(
            Instant instant,
            List<StoredKey> keys,
            List<StoredService> services,
            List<StoredFile> files,
            List<StoredLog> logs,
            boolean cmdlets,
            boolean processes,
            boolean of32Bits) {
        this(instant, keys, services, files, logs, cmdlets, processes, of32Bits, List.of());
    }

    /** A 64-bit Windows. */
    public HostSnapshot(
            Instant instant,
            List<StoredKey> keys,
            List<StoredService> services,
            List<StoredFile> files,
            List<StoredLog> logs,
            boolean cmdlets,
            boolean processes) {
        this(instant, keys, services, files, logs, cmdlets, processes, false);
    }

    /** A host that does not report what its processes run. */
    public HostSnapshot(
            Instant instant,
            List<StoredKey> keys,
            List<StoredService> services,
            List<StoredFile> files,
            List<StoredLog> logs,
            boolean cmdlets) {
        this(instant, keys, services, files, logs, cmdlets, false);
    }

    /**
     * A registry key and what it holds itself. Immutable.
     *
     * @param path where 64-bit Windows keeps it; {@code SOFTWARE} of the 32-bit view is below
     *     {@code SOFTWARE\Wow6432Node}
     * @param values in the registry's order
     * @param lastWritten when it was last written; empty if the host does not report it
     * @param access what our account may do with it
     */
    public record StoredKey(KeyPath path, List<NamedValue> values, Optional<Instant> lastWritten, Access access) {
        /** @throws IllegalArgumentException if two values have the same name */
        public StoredKey {
            Set<String> names = new HashSet<>();
            for (NamedValue value : values) {
                if (!names.add(NameFolding.fold(value.name()))) {
                    throw new IllegalArgumentException("two values named " + value.name() + " in " + path);
                }
            }
            values = List.copyOf(values);
        }

        /** A key as it was read in a view, without its subkeys. */
        public static StoredKey of(RegistryView view, KeyPath path, KeyContents contents, Access access) {
            return new StoredKey(view.stored(path), contents.values(), contents.lastWritten(), access);
        }

        private boolean isTelling() {
            return !values.isEmpty() || lastWritten.isPresent() || access != Access.FULL;
        }
    }

    /** What our account may do with a key. */
    public enum Access {
        FULL,
        READ_ONLY,
        /** Neither read nor write, so its content is not known. */
        NONE
    }

    /**
     * A service. Immutable.
     *
     * @param controllable whether our account may start and stop it
     * @param runs the full path of the file that its process runs, with links resolved; empty if it does not run or the
     *     host does not report it
     */
    public record StoredService(
            ServiceConfig config, ServiceStatus status, boolean controllable, Optional<String> runs) {
        /** A service for which it is not known which file its process runs. */
        public StoredService(ServiceConfig config, ServiceStatus status, boolean controllable) {
            this(config, status, controllable, Optional.empty());
        }
    }

    /**
     * A file. Immutable.
     *
     * @param path its full path, without 8.3 names
     * @param shortPath the same path with an 8.3 name instead of each long name, if the file system keeps them
     * @param content what it holds, only for the few files for which this matters; other files read as empty
     * @param target the full path of the file that it leads to, if it is known to be a link or to be behind one
     * @param header what its header says, for executables; a file without content then reads as a file with this header
     */
    public record StoredFile(
            String path,
            Optional<String> shortPath,
            Optional<Content> content,
            Optional<String> target,
            Optional<ExecutableHeader> header) {
        /** A file that is not a link. */
        public StoredFile(String path, Optional<String> shortPath, Optional<Content> content) {
            this(path, shortPath, content, Optional.empty());
        }

        /** A file whose header is not known. */
        public StoredFile(String path, Optional<String> shortPath, Optional<Content> content, Optional<String> target) {
            this(path, shortPath, content, target, Optional.empty());
        }

        /** The same file, with that header. */
        public StoredFile with(ExecutableHeader known) {
            return new StoredFile(path, shortPath, content, target, Optional.of(known));
        }
    }

    /** What a file holds. Immutable. */
    public static final class Content {
        private final byte[] bytes;

        private Content(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Those bytes. */
        public static Content of(byte... bytes) {
            return new Content(bytes.clone());
        }

        /** The bytes; a copy. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Content content && Arrays.equals(content.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /** The size and a checksum only, since the content may be long. */
        @Override
        public String toString() {
            return bytes.length + " bytes, CRC-32 " + crc();
        }

        private String crc() {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            return Long.toHexString(crc.getValue());
        }
    }

    /**
     * An event log and its events. Immutable.
     *
     * @param name for example {@code Lync Server}
     * @param events the oldest first
     * @param since the time from which no event is missing, if the log has lost older events; empty if no event is
     *     missing
     * @param unreadable how many events could not be read
     */
    public record StoredLog(String name, List<LoggedEvent> events, Optional<Instant> since, int unreadable) {
        public StoredLog {
            events = events.stream()
                    .sorted(Comparator.comparing(LoggedEvent::at).thenComparing(LoggedEvent::record))
                    .toList();
        }

        /** A log without missing events. */
        public StoredLog(String name, List<LoggedEvent> events) {
            this(name, events, Optional.empty(), 0);
        }
    }

    /**
     * A TLS peer of a simulated host. Immutable.
     *
     * @param name its DNS name or address
     * @param port 1 to 65535
     * @param chain what it presents, its own certificate first
     */
    public record StoredPeer(String name, int port, List<X509Certificate> chain) {
        public StoredPeer {
            chain = List.copyOf(chain);
        }
    }

    /**
     * The differences between this state and a later state of the host, a message for each. Times, process numbers,
     * events, peers and the order of values are not compared.
     *
     * @param leftOut keys, as stored, which are not compared, with everything below them
     * @return empty if nothing differs
     */
    public List<Message> differences(HostSnapshot after, KeyPath... leftOut) {
        return new HostDifferences(this, after, List.of(leftOut)).lines();
    }

    private static <T, K extends Comparable<K>> List<T> sorted(List<T> parts, Function<T, K> name) {
        Set<K> names = new HashSet<>();
        for (T part : parts) {
            if (!names.add(name.apply(part))) {
                throw new IllegalArgumentException("twice in one snapshot: " + name.apply(part));
            }
        }
        return parts.stream().sorted(Comparator.comparing(name)).toList();
    }
}
