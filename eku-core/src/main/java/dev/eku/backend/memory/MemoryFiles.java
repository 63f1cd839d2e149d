package dev.eku.backend.memory;

import static dev.eku.backend.memory.PortCall.Kind.FILE_IS_FILE;
import static dev.eku.backend.memory.PortCall.Kind.FILE_LONG_PATH;
import static dev.eku.backend.memory.PortCall.Kind.FILE_READ;

import dev.eku.host.HostFiles;
import java.util.Optional;

/** The files of a memory host, as a run sees them. Thread-safe. */
record MemoryFiles(Machine machine, PortCalls calls) implements HostFiles {
    @Override
    public boolean isFile(String path) {
        return calls.make(FILE_IS_FILE, path, () -> machine.files().isFile(path));
    }

    @Override
    public Optional<String> longPath(String path) {
        return calls.make(FILE_LONG_PATH, path, () -> machine.files().longPath(path));
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        return calls.make(FILE_READ, path, () -> machine.files().read(path, limit));
    }

    @Override
    public Optional<byte[]> read(String path, long offset, int length) {
        return calls.make(FILE_READ, path, () -> machine.files().read(path, offset, length));
    }
}
