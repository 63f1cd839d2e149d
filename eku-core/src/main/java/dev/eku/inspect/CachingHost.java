package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.host.Processes;
import dev.eku.registry.Registry;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A host as one inspection sees it. It asks for nothing twice, and it stops after a deadline. Each call has a deadline
 * of its own, but a host that takes nearly that long for each of a hundred calls would block everything that waits for
 * it. Not thread-safe.
 */
final class CachingHost implements ForwardingHost {
    /** A hundred times as long as a distant host takes. */
    static final Duration DEADLINE = Duration.ofMinutes(5);

    private final Host host;
    private final Instant begun;
    private final Registry registry;
    private final Map<ServiceName, Optional<ServiceLook>> looks = new HashMap<>();
    private final Map<String, Boolean> files = new HashMap<>();
    private final Map<String, Optional<String>> longPaths = new HashMap<>();
    private final Map<Part, Optional<byte[]>> parts = new HashMap<>();
    private final Map<Long, Optional<String>> images = new HashMap<>();

    /** The offset that stands for a whole file. */
    private static final long WHOLE = -1;

    private record Part(String path, long offset, int length) {
        // Written out for the same reason as those of CachingRegistry.Place.
        @Override
        public boolean equals(Object other) {
            return other instanceof Part part
                    && part.offset == offset
                    && part.length == length
                    && part.path.equals(path);
        }

        @Override
        public int hashCode() {
            return 31 * path.hashCode() + Long.hashCode(offset);
        }
    }

    CachingHost(Host host) {
        this.host = host;
        this.begun = host.clock().now();
        this.registry = new CachingRegistry(host.registry(), this::requireInTime);
    }

    /** An inspection changes nothing, so an interrupted inspection leaves nothing half done. */
    private void requireInTime() {
        Duration taken = Duration.between(begun, host.clock().now());
        if (taken.compareTo(DEADLINE) > 0) {
            throw new EkuException(ErrorCode.HOST_TOO_SLOW, host.ref(), taken.toSeconds(), DEADLINE.toSeconds());
        }
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    /** Everything about a service at once. */
    Optional<ServiceLook> look(ServiceName name) {
        return look(name, true);
    }

    /**
     * A look at a service.
     *
     * @param whole whether the services that need it are asked for, and what this account may do with it; the same for
     *     all looks of an inspection
     */
    Optional<ServiceLook> look(ServiceName name, boolean whole) {
        Optional<ServiceLook> known = looks.get(name);
        if (known != null) {
            return known;
        }
        requireInTime();
        Optional<ServiceLook> look =
                whole ? host.services().look(name) : host.services().lookAtProcess(name);
        looks.put(name, look);
        return look;
    }

    @Override
    public HostFiles files() {
        return new HostFiles() {
            @Override
            public boolean isFile(String path) {
                return files.computeIfAbsent(path, this::isThere);
            }

            /** The header of an executable is read anyway if the file is there, so one question answers both. */
            private boolean isThere(String path) {
                if (path.toLowerCase(Locale.ROOT).endsWith(".exe")) {
                    try {
                        return read(path, 0, ExecutableReader.WINDOW).isPresent();
                    } catch (EkuException unread) {
                        // A file that may not be read is there all the same.
                    }
                }
                return inTime().isFile(path);
            }

            @Override
            public Optional<String> longPath(String path) {
                return longPaths.computeIfAbsent(path, asked -> inTime().longPath(asked));
            }

            @Override
            public Optional<byte[]> read(String path, int limit) {
                Part whole = new Part(path, WHOLE, limit);
                Optional<byte[]> before = parts.get(whole);
                Optional<byte[]> read = before == null ? inTime().read(path, limit) : before;
                parts.put(whole, read);
                return read.isPresent() ? Optional.of(read.get().clone()) : read;
            }

            @Override
            public Optional<byte[]> read(String path, long offset, int length) {
                Optional<byte[]> read = parts.computeIfAbsent(
                        new Part(path, offset, length), part -> inTime().read(path, offset, length));
                return read.isPresent() ? Optional.of(read.get().clone()) : read;
            }

            private HostFiles inTime() {
                requireInTime();
                return host.files();
            }
        };
    }

    @Override
    public Optional<Processes> processes() {
        Optional<Processes> processes = host.processes();
        return processes.isPresent() ? Optional.of(id -> imagePath(processes.get(), id)) : processes;
    }

    private Optional<String> imagePath(Processes processes, long id) {
        Optional<String> known = images.get(id);
        if (known != null) {
            return known;
        }
        requireInTime();
        Optional<String> path = processes.imagePath(id);
        images.put(id, path);
        return path;
    }
}
