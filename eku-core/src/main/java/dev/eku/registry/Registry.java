package dev.eku.registry;

import java.util.Optional;

/**
 * The registry of one host, below {@code HKEY_LOCAL_MACHINE}. Names are compared by {@link NameFolding} and keep the spelling
 * they were first given. Absence is an empty result; everything else that prevents an answer is a
 * {@link dev.eku.error.Win32Exception}, whose error is the code Windows gives.
 *
 * <p>Implementations open each key with just the rights the call needs. Not thread-safe unless an implementation says so. The
 * behaviour is fixed by {@code RegistryContract} in the test jar.
 */
public interface Registry {
    /** The longest value name, in UTF-16 units. */
    int MAX_VALUE_NAME_LENGTH = 16_383;

    /** Whether a key was made by this call or stood there before; the atomic test-and-set of the registry. */
    enum Disposition {
        CREATED,
        OPENED
    }

    /**
     * One value.
     *
     * @param name the value's name; empty for the key's default value
     * @return empty if the key or the value does not exist
     */
    Optional<RegistryValue> value(RegistryView view, KeyPath key, String name);

    /** Whether there is such a key; the same as {@link #read}, without what it holds. */
    default boolean exists(RegistryView view, KeyPath key) {
        return read(view, key).isPresent();
    }

    /** All that a key holds, or empty if it does not exist. */
    Optional<KeyContents> read(RegistryView view, KeyPath key);

    /**
     * Makes sure that a key exists, with all above it.
     *
     * @return whether the key itself was created by this very call; of two callers at once only one is told {@code CREATED}
     */
    Disposition createKey(RegistryView view, KeyPath key);

    /**
     * Sets a value, whole or not at all. An existing value keeps the spelling of its name.
     *
     * @throws dev.eku.error.Win32Exception {@code ERROR_FILE_NOT_FOUND (2)} if the key does not exist; {@code
     *     ERROR_INVALID_PARAMETER (87)} for a name that is too long or holds a NUL
     */
    void setValue(RegistryView view, KeyPath key, String name, RegistryValue value);

    /**
     * Deletes a value.
     *
     * @return whether there was such a value
     */
    boolean deleteValue(RegistryView view, KeyPath key, String name);

    /**
     * Deletes a key with its values.
     *
     * @return whether there was such a key
     * @throws dev.eku.error.Win32Exception {@code ERROR_ACCESS_DENIED (5)} if it has subkeys; then nothing is deleted
     */
    boolean deleteKey(RegistryView view, KeyPath key);

    /** Has everything written so far put on disk; returns when it is. Does nothing for a key that does not exist. */
    void flush(RegistryView view, KeyPath key);

    /**
     * Whether we hold the rights to set values in this key and to create keys below it or, where it does not exist, below the
     * nearest key above that does. Changes nothing.
     */
    boolean writable(RegistryView view, KeyPath key);
}
