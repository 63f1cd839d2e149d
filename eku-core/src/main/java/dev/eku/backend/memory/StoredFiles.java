package dev.eku.backend.memory;

import dev.eku.host.HostFiles;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.registry.NameFolding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The files of a memory host; folders are there because files are in them. Immutable. */
record StoredFiles(List<StoredFile> all) implements HostFiles {
    StoredFiles {
        all = List.copyOf(all);
    }

    StoredFiles with(StoredFile file) {
        List<StoredFile> more = new ArrayList<>(without(file.path()).all());
        more.add(file);
        return new StoredFiles(more);
    }

    StoredFiles without(String path) {
        return new StoredFiles(all.stream()
                .filter(file -> !NameFolding.same(file.path(), path))
                .toList());
    }

    @Override
    public boolean isFile(String path) {
        List<String> names = split(path);
        return all.stream().anyMatch(file -> split(file.path()).size() == names.size() && isAtOrAbove(names, file));
    }

    @Override
    public Optional<String> longPath(String path) {
        List<String> names = split(path);
        return all.stream()
                .filter(file -> isAtOrAbove(names, file))
                .map(file -> String.join("\\", split(file.path()).subList(0, names.size())))
                .findFirst();
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        List<String> names = split(path);
        Optional<byte[]> bytes = all.stream()
                .filter(file -> split(file.path()).size() == names.size() && isAtOrAbove(names, file))
                .findFirst()
                .map(file -> file.content().map(Content::bytes).orElse(new byte[0]));
        if (bytes.isPresent() && bytes.get().length > limit) {
            throw HostFiles.tooLarge(path, limit);
        }
        return bytes;
    }

    private static boolean isAtOrAbove(List<String> names, StoredFile file) {
        List<String> longNames = split(file.path());
        List<String> shortNames = file.shortPath().map(StoredFiles::split).orElse(longNames);
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
        return Arrays.asList(path.replace('/', '\\').split("\\\\", -1));
    }
}
