package dev.eku.regfile;

import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Keys and values as a table of texts, for a comparison with what another program stored. Not thread-safe. */
final class RegistryTable {
    private final Map<String, String> rows = new TreeMap<>();

    Map<String, String> rows() {
        return rows;
    }

    private static String row(RegKey key, String name) {
        return NameFolding.fold(key.toString()) + " | " + NameFolding.fold(name);
    }

    static String shown(int type, byte... bytes) {
        return Integer.toHexString(type) + ":" + HexFormat.of().formatHex(bytes);
    }

    void put(RegKey key, String name, RegistryValue value) {
        rows.put(row(key, name), shown(value.type(), value.bytes()));
    }

    boolean has(RegKey key, String name) {
        return rows.containsKey(row(key, name));
    }

    /** Does what an entry says. */
    void carryOut(RegEntry entry) {
        if (entry instanceof RegEntry.Value value) {
            put(value.key(), value.name(), value.value());
        } else if (entry instanceof RegEntry.ValueDeletion deletion) {
            rows.remove(row(deletion.key(), deletion.name()));
        }
    }
}
