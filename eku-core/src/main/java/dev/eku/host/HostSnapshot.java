package dev.eku.host;

import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.FileTime;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
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
 * All that is known of one host at one moment: what {@code capture} saves of a real one and what a memory host starts from.
 * {@link HostSnapshotFile} reads and writes it. Immutable; equal when all parts are equal, in whatever order they were given.
 *
 * @param instant what the host's clock showed
 * @param keys the registry; keys above a listed one exist as well, and are listed only if something is known of them
 * @param logs the event logs that are there, each with the events that matter
 * @param cmdlets whether the product's own cmdlets are there
 * @param processes whether it could be asked what its processes run; not over a network, nor in snapshots of earlier versions
 * @param of32Bits whether it is 32-bit Windows, whose registry is the same in every view; in snapshots of earlier versions it is not
 */
public record HostSnapshot(
        Instant instant,
        List<StoredKey> keys,
        List<StoredService> services,
        List<StoredFile> files,
        List<StoredLog> logs,
        boolean cmdlets,
        boolean processes,
        boolean of32Bits) {
    /**
     * Sorts all parts and leaves out keys that say no more than a key below them does.
     *
     * @throws IllegalArgumentException if two keys, services, files or logs have the same name, or for a time that {@link FileTime}
     *     does not hold
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

    /** A host that does not tell what its processes run. */
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
     * @param path where 64-bit Windows keeps it: the 32-bit view's {@code SOFTWARE} is below {@code SOFTWARE\Wow6432Node}
     * @param values in the registry's order
     * @param lastWritten where the host tells
     * @param access what our account may do there
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

        /** A key as it was read in a view; its subkeys are keys of their own. */
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
        /** Neither read nor write; what it holds is not known. */
        NONE
    }

    /**
     * A service. Immutable.
     *
     * @param controllable whether our account may start and stop it
     * @param runs the full path of the file that its process runs, with links resolved; empty if it does not run, or where the
     *     host does not tell
     */
    public record StoredService(
            ServiceConfig config, ServiceStatus status, boolean controllable, Optional<String> runs) {
        /** A service of which it is not known which file its process runs. */
        public StoredService(ServiceConfig config, ServiceStatus status, boolean controllable) {
            this(config, status, controllable, Optional.empty());
        }
    }

    /**
     * A file. Immutable.
     *
     * @param path its full path, without 8.3 names
     * @param shortPath the same path with an 8.3 name in the place of each long one, where the file system keeps them
     * @param content what it holds, of the few files of which that matters; else it reads as an empty one
     * @param target the full path of the file that it leads to, if it is known to be a link, or to lie behind one
     * @param header what its header says, of executables; a file without content then reads as one of that header
     */
    public record StoredFile(
            String path,
            Optional<String> shortPath,
            Optional<Content> content,
            Optional<String> target,
            Optional<ExecutableHeader> header) {
        /** A file that is no link. */
        public StoredFile(String path, Optional<String> shortPath, Optional<Content> content) {
            this(path, shortPath, content, Optional.empty());
        }

        /** A file of whose header nothing is known. */
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

        /** How much it is, and not what: it may be long. */
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
     * An event log and what was logged. Immutable.
     *
     * @param name as in {@code Lync Server}
     * @param events the oldest first
     * @param since from when on no event is missing, where the log had lost older ones; empty if none are missing
     * @param unreadable how many events there were that could not be read
     */
    public record StoredLog(String name, List<LoggedEvent> events, Optional<Instant> since, int unreadable) {
        public StoredLog {
            events = events.stream()
                    .sorted(Comparator.comparing(LoggedEvent::at).thenComparing(LoggedEvent::record))
                    .toList();
        }

        /** A log of which nothing is missing. */
        public StoredLog(String name, List<LoggedEvent> events) {
            this(name, events, Optional.empty(), 0);
        }
    }

    /**
     * What differs between this host before and after, a message for each difference. Times, process numbers, events and
     * the order of values are not compared.
     *
     * @param leftOut keys, as stored, whose whole trees are not compared
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
