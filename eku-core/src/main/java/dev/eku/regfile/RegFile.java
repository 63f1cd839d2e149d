package dev.eku.regfile;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.NameFolding;
import dev.eku.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A small {@code .reg} as a whole; a large one is read by {@link RegReader}. Immutable.
 *
 * @param entries what the file does, in its order
 */
public record RegFile(List<RegEntry> entries) {
    /** How many entries are read at most; an export of one program's keys has a hundredth of it. */
    public static final int MAX_ENTRIES = 100_000;

    public RegFile {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a whole file strictly. A value that the same file sets or deletes again later is refused, too, since the
     * first line does nothing.
     *
     * @param in the file, from its start; it is not closed
     * @param source what to call the file in errors
     * @param codePage how the file is read if it is not UTF-16LE
     * @throws EkuException {@code MALFORMED_FILE}, naming line and column, at the first line that does nothing, or not
     *     what it seems to; {@code FILE_TOO_LARGE} if it has more than {@link #MAX_ENTRIES} entries
     * @throws IOException if {@code in} fails
     */
    public static RegFile read(InputStream in, String source, Charset codePage) throws IOException {
        RegReader reader = RegReader.strict(in, source, codePage);
        List<RegEntry> entries = new ArrayList<>();
        Map<RegKey, Set<String>> named = new HashMap<>();
        for (Optional<RegEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
            RegEntry entry = next.get();
            if (entries.size() == MAX_ENTRIES) {
                throw EkuException.worded(ErrorCode.FILE_TOO_LARGE, "regfile.entries", source, MAX_ENTRIES);
            }
            requireOnce(named, entry, source);
            entries.add(entry);
        }
        return new RegFile(entries);
    }

    private static void requireOnce(Map<RegKey, Set<String>> named, RegEntry entry, String source) {
        boolean again = false;
        if (entry instanceof RegEntry.Value value) {
            again = !names(named, value.key()).add(NameFolding.fold(value.name()));
        } else if (entry instanceof RegEntry.ValueDeletion deletion) {
            again = !names(named, deletion.key()).add(NameFolding.fold(deletion.name()));
        }
        if (again) {
            throw new RegFault(entry.line(), 1, Message.of("regfile.again"), Optional.empty()).in(source);
        }
    }

    private static Set<String> names(Map<RegKey, Set<String>> named, RegKey key) {
        return named.computeIfAbsent(key, first -> new HashSet<>());
    }

    /**
     * The file as {@code regedit} writes it: version 5, in UTF-16LE with its mark.
     *
     * @throws EkuException {@code UNSUPPORTED} if it deletes a key, or no {@code .reg} can carry an entry
     */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder();
        write(RegWriter.version5(text));
        return RegText.units(text);
    }

    /**
     * The file in version 4, in that code page.
     *
     * @throws EkuException {@code UNSUPPORTED} if it deletes a key, or the code page cannot carry an entry
     */
    public byte[] toBytes(Charset codePage) {
        StringBuilder text = new StringBuilder();
        write(RegWriter.version4(text, codePage));
        return text.toString().getBytes(codePage);
    }

    private void write(RegWriter writer) {
        try {
            for (RegEntry entry : entries) {
                writer.write(entry);
            }
            writer.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
