package dev.eku.registry;

import dev.eku.registry.KeyContents.NamedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The registry of one host, below {@code HKEY_LOCAL_MACHINE}. Names are compared by {@link NameFolding} and keep their
 * first spelling. If something does not exist, the result is empty. Everything else that prevents an answer is a
 * {@link dev.eku.error.Win32Exception} with the error code of Windows.
 *
 * <p>Implementations open each key with only the rights that the call needs. Not thread-safe unless an implementation
 * says so. {@code RegistryContract} in the test jar defines the behaviour.
 */
public interface Registry {
    /** The longest value name, in UTF-16 units. */
    int MAX_VALUE_NAME_LENGTH = 16_383;

    /** Whether a key was created by this call or existed before. This is the atomic test-and-set of the registry. */
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

    /** Whether there is such a key. The same as {@link #read}, but without the content. */
    default boolean exists(RegistryView view, KeyPath key) {
        return read(view, key).isPresent();
    }

    /** Everything that a key holds; empty if it does not exist. */
    Optional<KeyContents> read(RegistryView view, KeyPath key);

    /**
     * Some values of a key, and when it was last written. A backend that asks over a network asks for no other value.
     *
     * @param names the names of the values
     * @return empty if the key does not exist
     */
    default Optional<KeyExcerpt> excerpt(RegistryView view, KeyPath key, List<String> names) {
        Optional<KeyContents> whole = read(view, key);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        List<NamedValue> values = new ArrayList<>();
        for (String name : names) {
            Optional<RegistryValue> value = whole.get().value(name);
            if (value.isPresent()) {
                values.add(new NamedValue(name, value.get()));
            }
        }
        return Optional.of(new KeyExcerpt(values, whole.get().lastWritten()));
    }

    /**
     * Makes sure that a key and all keys above it exist.
     *
     * @return whether this call created the key itself; of two callers at the same time only one gets {@code CREATED}
     */
    Disposition createKey(RegistryView view, KeyPath key);

    /**
     * Sets a value completely or not at all. An existing value keeps the spelling of its name.
     *
     * @throws dev.eku.error.Win32Exception {@code ERROR_FILE_NOT_FOUND (2)} if the key does not exist; {@code
     *     ERROR_INVALID_PARAMETER (87)} for a name that is too long or contains a NUL
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

    /** Writes all changes so far to disk, and returns when that is done. Does nothing for a key that does not exist. */
    void flush(RegistryView view, KeyPath key);

    /**
     * Whether we have the rights to set values in this key and to create keys below it. If the key does not exist, this
     * is about the nearest key above it that exists. Changes nothing.
     */
    boolean writable(RegistryView view, KeyPath key);
}
