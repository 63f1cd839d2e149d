package dev.eku.regfile;

import dev.eku.registry.RegistryValue;

/** One thing that a {@code .reg} does, in the file's order. Immutable. */
public sealed interface RegEntry {
    /** The line where it starts, from 1; 0 for what was not read from a file. */
    int line();

    /** A key that is there after the import; it is created with all keys above it. */
    record Key(int line, RegKey key) implements RegEntry {}

    /**
     * {@code [-KEY]}: the import deletes that key with everything in and below it, whoever it belongs to and whatever
     * it holds by then. It goes to the 64-bit view, whatever view the import is told (Wine 8.0). The writer refuses it.
     */
    record KeyDeletion(int line, RegKey key) implements RegEntry {}

    /**
     * A value that is set. The key is created before, if need be.
     *
     * @param name the name of the value; empty for the default value
     * @param value type and bytes as the import stores them
     */
    record Value(int line, RegKey key, String name, RegistryValue value) implements RegEntry {}

    /**
     * {@code "name"=-}: a value that is deleted, if it is there.
     *
     * @param name the name of the value; empty for the default value
     */
    record ValueDeletion(int line, RegKey key, String name) implements RegEntry {}

    /**
     * A line of comment.
     *
     * @param text what follows the semicolon
     */
    record Comment(int line, String text) implements RegEntry {}
}
