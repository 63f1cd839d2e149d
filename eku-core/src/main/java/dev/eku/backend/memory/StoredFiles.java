package dev.eku.backend.memory;

import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableImage;
import dev.eku.host.HostFiles;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.registry.NameFolding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a memory host. A folder exists if a file is in it. The index is made at the first question, because
 * hosts are built file by file. Immutable.
 */
final class StoredFiles implements HostFiles {
    private final List<StoredFile> all;
    private Optional<Index> index = Optional.empty();

    StoredFiles(List<StoredFile> all) {
        this.all = List.copyOf(all);
    }

    /**
     * A file is found directly by its long name.
     *
     * @param files by folded path
     * @param spellings the spelling of each path of a file or a folder, by folded path
     * @param shortened the files that also have an 8.3 name
     */
    private record Index(Map<String, StoredFile> files, Map<String, String> spellings, List<StoredFile> shortened) {
        static Index of(List<StoredFile> all) {
            Index index = new Index(new HashMap<>(), new HashMap<>(), new ArrayList<>());
            for (StoredFile file : all) {
                String path = plain(file.path());
                String folded = NameFolding.fold(path);
                index.files.putIfAbsent(folded, file);
                for (int end = path.length(); end > 0; end = path.lastIndexOf('\\', end - 1)) {
                    index.spellings.putIfAbsent(folded.substring(0, end), path.substring(0, end));
                }
                if (file.shortPath().isPresent()) {
                    index.shortened.add(file);
                }
            }
            return index;
        }
    }

    private synchronized Index index() {
        if (index.isEmpty()) {
            index = Optional.of(Index.of(all));
        }
        return index.get();
    }

    List<StoredFile> all() {
        return all;
    }

    StoredFiles with(StoredFile file) {
        List<StoredFile> more = new ArrayList<>(without(file.path()).all());
        more.add(file);
        return new StoredFiles(more);
    }

    StoredFiles without(String path) {
        List<StoredFile> others = new ArrayList<>();
        for (StoredFile file : all) {
            if (!NameFolding.same(file.path(), path)) {
                others.add(file);
            }
        }
        return new StoredFiles(others);
    }

    @Override
    public boolean isFile(String path) {
        return find(path).isPresent();
    }

    @Override
    public Optional<String> longPath(String path) {
        String spelling = index().spellings().get(NameFolding.fold(plain(path)));
        if (spelling != null) {
            return Optional.of(spelling);
        }
        List<String> names = split(path);
        for (StoredFile file : index().shortened()) {
            if (isAtOrAbove(names, file)) {
                return Optional.of(String.join("\\", split(file.path()).subList(0, names.size())));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        Optional<byte[]> bytes = bytes(path);
        if (bytes.isPresent() && bytes.get().length > limit) {
            throw HostFiles.tooLarge(path, limit);
        }
        return bytes;
    }

    @Override
    public Optional<byte[]> read(String path, long offset, int length) {
        HostFiles.requirePart(offset, length);
        Optional<byte[]> whole = bytes(path);
        if (whole.isEmpty()) {
            return whole;
        }
        byte[] bytes = whole.get();
        int from = (int) Math.min(offset, bytes.length);
        return Optional.of(Arrays.copyOfRange(bytes, from, from + Math.min(length, bytes.length - from)));
    }

    private Optional<byte[]> bytes(String path) {
        Optional<StoredFile> file = find(path);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        StoredFile held = held(file.get());
        if (held.content().isPresent()) {
            return Optional.of(held.content().get().bytes());
        }
        return Optional.of(
                held.header().isPresent() ? ExecutableImage.of(held.header().get()) : new byte[0]);
    }

    /** What a link leads to, if that is a file here; else the file itself. */
    private StoredFile held(StoredFile file) {
        return file.target().isPresent() ? find(file.target().get()).orElse(file) : file;
    }

    /** The long path of the file at a path; for a link, the path of its target. */
    Optional<String> resolved(String path) {
        Optional<StoredFile> file = find(path);
        return file.isPresent()
                ? Optional.of(file.get().target().orElse(file.get().path()))
                : Optional.empty();
    }

    /** The header of the file at a path. */
    Optional<ExecutableHeader> header(String path) {
        Optional<StoredFile> file = find(path);
        return file.isPresent() ? held(file.get()).header() : Optional.empty();
    }

    private Optional<StoredFile> find(String path) {
        StoredFile known = index().files().get(NameFolding.fold(plain(path)));
        if (known != null) {
            return Optional.of(known);
        }
        List<String> names = split(path);
        for (StoredFile file : index().shortened()) {
            if (split(file.path()).size() == names.size() && isAtOrAbove(names, file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean isAtOrAbove(List<String> names, StoredFile file) {
        List<String> longNames = split(file.path());
        List<String> shortNames =
                file.shortPath().isPresent() ? split(file.shortPath().get()) : longNames;
        if (names.size() > longNames.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            boolean isShort = i < shortNames.size() && NameFolding.same(shortNames.get(i), names.get(i));
            if (!isShort && !NameFolding.same(longNames.get(i), names.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> split(String path) {
        return Arrays.asList(plain(path).split("\\\\", -1));
    }

    private static String plain(String path) {
        return path.replace('/', '\\');
    }
}
