package dev.eku.backend.windows;

import com.sun.jna.platform.win32.WinBase.FILETIME;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.ptr.IntByReference;
import dev.eku.error.Win32Code;
import dev.eku.error.Win32Exception;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.time.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads through one open key. Types and bytes are as stored, and nothing is converted. Not thread-safe. */
final class JnaKeyReader {
    private static final int USUAL_SIZE = 512;
    /** Windows allows 255; other systems that create keys (Wine) allow more. */
    private static final int KEY_NAME_ROOM = 1024;
    /** More than any value has. A value that needs still more is not read. */
    private static final int LARGEST_DATA = 64 * 1024 * 1024;
    /** Windows allows 16,383; other systems that create values allow more. */
    private static final int LARGEST_NAME = 1 << 20;
    /** How often reading starts again if a key is changed in the meantime. After that, the last contents count. */
    private static final int ATTEMPTS = 5;

    private final Advapi advapi;
    private final HKEY key;
    private final Failure failure;

    /** Makes the exception for the error code of a function. */
    interface Failure {
        Win32Exception of(int error, String call);
    }

    JnaKeyReader(Advapi advapi, HKEY key, Failure failure) {
        this.advapi = advapi;
        this.key = key;
        this.failure = failure;
    }

    Optional<RegistryValue> value(String name) {
        IntByReference type = new IntByReference();
        IntByReference size = new IntByReference();
        byte[] data = new byte[USUAL_SIZE];
        while (true) {
            size.setValue(data.length);
            int result = advapi.RegQueryValueEx(key, name, 0, type, data, size);
            if (JnaRegistry.isAbsent(result)) {
                return Optional.empty();
            }
            if (result == Win32Code.SUCCESS) {
                return Optional.of(RegistryValue.of(type.getValue(), Arrays.copyOf(data, size.getValue())));
            }
            data = larger(data, size, result, "RegQueryValueEx");
        }
    }

    /** Some values of the key; empty if the key is deleted in the meantime. */
    Optional<KeyExcerpt> excerpt(List<String> names) {
        List<NamedValue> values = new ArrayList<>();
        for (String name : names) {
            Optional<RegistryValue> value = value(name);
            if (value.isPresent()) {
                values.add(new NamedValue(name, value.get()));
            }
        }
        FILETIME written = new FILETIME();
        return JnaRegistry.isAbsent(lastWritten(written))
                ? Optional.empty()
                : Optional.of(new KeyExcerpt(values, FileTime.of(filetime(written))));
    }

    /** Everything in the key; empty if the key is deleted in the meantime. */
    Optional<KeyContents> contents() {
        FILETIME before = new FILETIME();
        FILETIME after = new FILETIME();
        for (int attempt = 1; ; attempt++) {
            int begun = lastWritten(before);
            if (JnaRegistry.isAbsent(begun)) {
                return Optional.empty();
            }
            List<String> subkeys = subkeys();
            List<NamedValue> values = values();
            int ended = lastWritten(after);
            if (JnaRegistry.isAbsent(ended)) {
                return Optional.empty();
            }
            // The API numbers the entries of a list, so if an entry is deleted in the meantime, another one would be
            // skipped.
            if (filetime(before) == filetime(after) || attempt == ATTEMPTS) {
                return Optional.of(new KeyContents(subkeys, values, FileTime.of(filetime(after))));
            }
        }
    }

    private int lastWritten(FILETIME time) {
        int result = advapi.RegQueryInfoKey(key, null, null, null, null, null, null, null, null, null, null, time);
        return result == Win32Code.SUCCESS || JnaRegistry.isAbsent(result) ? result : fail(result, "RegQueryInfoKey");
    }

    private List<String> subkeys() {
        List<String> names = new ArrayList<>();
        char[] name = new char[KEY_NAME_ROOM];
        IntByReference length = new IntByReference();
        while (true) {
            length.setValue(name.length);
            int result = advapi.RegEnumKeyEx(key, names.size(), name, length, null, null, null, null);
            if (ends(result, "RegEnumKeyEx")) {
                return names;
            }
            names.add(new String(name, 0, length.getValue()));
        }
    }

    private List<NamedValue> values() {
        List<NamedValue> values = new ArrayList<>();
        char[] name = new char[Registry.MAX_VALUE_NAME_LENGTH + 1];
        byte[] data = new byte[USUAL_SIZE];
        IntByReference length = new IntByReference();
        IntByReference type = new IntByReference();
        IntByReference size = new IntByReference();
        while (true) {
            length.setValue(name.length);
            size.setValue(data.length);
            int result = advapi.RegEnumValue(key, values.size(), name, length, null, type, data, size);
            if (result == Win32Code.MORE_DATA) {
                // The same code also means that the name does not fit; then the size needed for the data is not larger.
                boolean isData = size.getValue() > data.length;
                name = isData || name.length >= LARGEST_NAME ? name : new char[name.length * 2];
                data = larger(data, size, result, "RegEnumValue");
            } else if (ends(result, "RegEnumValue")) {
                return values;
            } else {
                values.add(new NamedValue(
                        new String(name, 0, length.getValue()),
                        RegistryValue.of(type.getValue(), Arrays.copyOf(data, size.getValue()))));
            }
        }
    }

    /**
     * Whether a list has ended. A key that is deleted in the meantime has no entries, and the second read of its time
     * then finds that out.
     */
    private boolean ends(int result, String call) {
        return result != Win32Code.SUCCESS
                && (result == Win32Code.NO_MORE_ITEMS || JnaRegistry.isAbsent(result) || fail(result, call) != 0);
    }

    private byte[] larger(byte[] data, IntByReference needed, int result, String call) {
        if (result != Win32Code.MORE_DATA) {
            throw failure.of(result, call);
        }
        if (data.length >= LARGEST_DATA || needed.getValue() > LARGEST_DATA) {
            throw failure.of(result, call);
        }
        // The needed size may be stale by the next call, and not every server reports it.
        return new byte[Math.max(needed.getValue(), data.length * 2)];
    }

    private int fail(int result, String call) {
        throw failure.of(result, call);
    }

    static long filetime(FILETIME time) {
        return (long) time.dwHighDateTime << 32 | Integer.toUnsignedLong(time.dwLowDateTime);
    }
}
