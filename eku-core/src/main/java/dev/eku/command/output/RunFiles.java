package dev.eku.command.output;

import dev.eku.command.input.BadParameter;
import dev.eku.command.input.InputFiles;
import dev.eku.error.EkuException;
import dev.eku.file.LocalFile;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that an operation reads and writes. It never overwrites a file that it reads, by whatever path or link, and
 * never writes two results to one file. Thread-safe.
 */
public final class RunFiles implements InputFiles {
    private final OutputFiles paths;
    private final String folder;
    private final Path json;
    private final Path text;
    private final Path page;
    /** The identities of the files that the run reads, and of those that it has written for a host. */
    private final Set<Object> read = Collections.synchronizedSet(new HashSet<>());

    private final Set<Object> written = Collections.synchronizedSet(new HashSet<>());

    /**
     * @param name the name of the operation, which its own files are named after
     * @param folder the parameter for the folder of these files
     */
    RunFiles(String name, OutputFiles paths, String folder) {
        this.paths = paths;
        this.folder = folder;
        this.json = paths.report(name + ".json");
        this.text = paths.report(name + ".txt");
        this.page = paths.report(name + ".html");
    }

    /**
     * A file that a parameter names and that the run reads.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if it cannot be a path here, or is one of the run's own files
     */
    @Override
    public Path input(String parameter, String name) {
        Path file = paths.given(parameter, name);
        reads(parameter, file);
        return file;
    }

    /**
     * Notes the files of simulated hosts as read.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if one is one of the run's own files
     */
    public void inputs(Collection<HostRef> hosts) {
        for (HostRef host : hosts) {
            Optional<Path> file = Hosts.file(host);
            if (file.isPresent()) {
                reads(host.toString(), file.get());
            }
        }
    }

    private void reads(String what, Path file) {
        Set<Object> identity = LocalFile.identity(file);
        // Noted first, because the run must not write there at its end either.
        read.addAll(identity);
        for (Path own : List.of(json, text, page)) {
            if (isOneOf(identity, own)) {
                throw BadParameter.of("input.would-be-overwritten", what, file, folder);
            }
        }
    }

    /**
     * A file that a parameter names and that the run writes.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if it cannot be a path here, if the run reads it, or if it is one
     *     of the run's own files; {@code FILE_FAILURE} if it cannot be written
     */
    public Path toWrite(String parameter, String name) {
        Path file = paths.given(parameter, name);
        requireFree(parameter, file);
        LocalFile.requireWritable(file);
        return file;
    }

    /**
     * Writes a file for a host.
     *
     * @param parameter the parameter for its path, whether it was given or not
     * @throws EkuException as {@link #toWrite}; {@code INVALID_PARAMETER} also if the run has written it for another
     *     host
     */
    public void write(String parameter, Path file, String content) {
        write(parameter, file, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file for a host, or for hosts that are alike.
     *
     * @param parameter the parameter for its path, whether it was given or not
     * @throws EkuException as for a text
     */
    public void write(String parameter, Path file, byte... content) {
        requireFree(parameter, file);
        synchronized (written) {
            if (isOneOf(written, file)) {
                throw BadParameter.of("input.written-twice", parameter, file);
            }
            paths.write(file, content);
            written.addAll(LocalFile.identity(file));
        }
    }

    private void requireFree(String parameter, Path file) {
        if (isRead(file)) {
            throw BadParameter.of("input.would-be-overwritten", parameter, file, parameter);
        }
        for (Path own : List.of(json, text, page)) {
            if (isOneOf(LocalFile.identity(own), file)) {
                throw BadParameter.of("input.own-file", parameter, file);
            }
        }
    }

    /** Whether the run reads that file. */
    boolean isRead(Path file) {
        return isOneOf(read, file);
    }

    private static boolean isOneOf(Set<Object> identities, Path file) {
        for (Object identity : LocalFile.identity(file)) {
            if (identities.contains(identity)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes sure, before the run changes anything, that its files can be written at its end.
     *
     * @throws EkuException {@code FILE_FAILURE}
     */
    public void requireWritable() {
        LocalFile.requireWritable(json);
        LocalFile.requireWritable(text);
    }

    Path json() {
        return json;
    }

    Path text() {
        return text;
    }

    Path page() {
        return page;
    }
}
