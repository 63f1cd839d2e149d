package dev.eku.backend.windows;

import static dev.eku.backend.common.AccessRights.KEY_CREATE_SUB_KEY;
import static dev.eku.backend.common.AccessRights.KEY_ENUMERATE_SUB_KEYS;
import static dev.eku.backend.common.AccessRights.KEY_QUERY_VALUE;
import static dev.eku.backend.common.AccessRights.KEY_SET_VALUE;

import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.platform.win32.WinReg.HKEYByReference;
import com.sun.jna.ptr.IntByReference;
import dev.eku.backend.common.AccessRights;
import dev.eku.backend.common.KeyLevels;
import dev.eku.error.Win32Code;
import dev.eku.error.Win32Exception;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The registry of this machine, or of {@code \\server} through its RemoteRegistry service. Each call opens its key with
 * only the rights that it needs and an explicit view, and closes it. Thread-safe: only the root is kept between calls.
 */
final class JnaRegistry implements Registry, AutoCloseable {

    private static final int CREATED_NEW_KEY = 1;

    private final Advapi advapi;
    private final WindowsErrors place;
    private final HKEY root;

    private JnaRegistry(Advapi advapi, WindowsErrors place, HKEY root) {
        this.advapi = advapi;
        this.place = place;
        this.root = root;
    }

    static JnaRegistry local(Advapi advapi, WindowsErrors place) {
        return new JnaRegistry(advapi, place, WinReg.HKEY_LOCAL_MACHINE);
    }

    static JnaRegistry of(String server, Advapi advapi, WindowsErrors place) {
        HKEYByReference remote = new HKEYByReference();
        int result = advapi.RegConnectRegistry("\\\\" + server, WinReg.HKEY_LOCAL_MACHINE, remote);
        if (result != Win32Code.SUCCESS) {
            throw place.failed(result, "RegConnectRegistry");
        }
        return new JnaRegistry(advapi, place, remote.getValue());
    }

    @Override
    public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        JnaKeyReader.Failure failure = (error, call) -> place.failed(error, call, view, key, name);
        return with(
                        view,
                        key,
                        KEY_QUERY_VALUE,
                        opened -> Optional.of(name)
                                .filter(JnaRegistry::isPossible)
                                .flatMap(new JnaKeyReader(advapi, opened, failure)::value))
                .flatMap(Function.identity());
    }

    @Override
    public boolean exists(RegistryView view, KeyPath key) {
        return with(view, key, KEY_QUERY_VALUE, opened -> true).isPresent();
    }

    @Override
    public Optional<KeyContents> read(RegistryView view, KeyPath key) {
        JnaKeyReader.Failure failure = (error, call) -> place.failed(error, call, view, key);
        int rights = KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS;
        return with(view, key, rights, opened -> new JnaKeyReader(advapi, opened, failure).contents())
                .flatMap(Function.identity());
    }

    @Override
    public Optional<KeyExcerpt> excerpt(RegistryView view, KeyPath key, List<String> names) {
        JnaKeyReader.Failure failure = (error, call) -> place.failed(error, call, view, key);
        return with(
                        view,
                        key,
                        KEY_QUERY_VALUE,
                        opened -> new JnaKeyReader(advapi, opened, failure)
                                .excerpt(names.stream()
                                        .filter(JnaRegistry::isPossible)
                                        .toList()))
                .flatMap(Function.identity());
    }

    @Override
    public Disposition createKey(RegistryView view, KeyPath key) {
        List<KeyPath> lineage = key.lineage();
        for (int depth = KeyLevels.AT_ONCE; depth < lineage.size(); depth += KeyLevels.AT_ONCE) {
            create(view, lineage.get(depth - 1));
        }
        return create(view, key);
    }

    /**
     * One call that creates every missing key of the path. So its answer about the last key is the kernel's own, and
     * only one of two callers gets {@code CREATED}. The requested right is the right on the last key. Windows also
     * checks the right to create below its parent, but only if there is something to create.
     */
    private Disposition create(RegistryView view, KeyPath key) {
        HKEYByReference opened = new HKEYByReference();
        IntByReference disposition = new IntByReference();
        int result = advapi.RegCreateKeyEx(
                root, path(key), 0, null, 0, KEY_QUERY_VALUE | AccessRights.view(view), null, opened, disposition);
        if (result != Win32Code.SUCCESS) {
            throw place.failed(result, "RegCreateKeyEx", view, key);
        }
        advapi.RegCloseKey(opened.getValue());
        return disposition.getValue() == CREATED_NEW_KEY ? Disposition.CREATED : Disposition.OPENED;
    }

    @Override
    public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
        int result = with(
                        view,
                        key,
                        KEY_SET_VALUE,
                        opened -> isPossible(name) ? set(opened, name, value) : Win32Code.INVALID_PARAMETER)
                .orElseThrow(() -> place.failed(Win32Code.FILE_NOT_FOUND, "RegOpenKeyEx", view, key));
        if (result != Win32Code.SUCCESS) {
            throw place.failed(result, "RegSetValueEx", view, key, name);
        }
    }

    private int set(HKEY opened, String name, RegistryValue value) {
        try (GuardedBytes bytes = new GuardedBytes(value.bytes())) {
            return advapi.RegSetValueEx(opened, name, 0, value.type(), bytes.pointer(), value.size());
        }
    }

    @Override
    public boolean deleteValue(RegistryView view, KeyPath key, String name) {
        int result = with(
                        view,
                        key,
                        KEY_SET_VALUE,
                        opened -> isPossible(name) ? advapi.RegDeleteValue(opened, name) : Win32Code.FILE_NOT_FOUND)
                .orElse(Win32Code.FILE_NOT_FOUND);
        return was(result, () -> place.failed(result, "RegDeleteValue", view, key, name));
    }

    /**
     * {@code RegDeleteKeyEx} opens the key with only DELETE, and the kernel itself refuses a key that has subkeys. So
     * eku does not check first, because a subkey could be created between the check and the deletion.
     */
    @Override
    public boolean deleteKey(RegistryView view, KeyPath key) {
        int result = advapi.RegDeleteKeyEx(root, path(key), AccessRights.view(view), 0);
        return was(result, () -> place.failed(result, "RegDeleteKeyEx", view, key));
    }

    @Override
    public void flush(RegistryView view, KeyPath key) {
        int result = with(view, key, KEY_QUERY_VALUE, advapi::RegFlushKey).orElse(Win32Code.SUCCESS);
        if (result != Win32Code.SUCCESS) {
            throw place.failed(result, "RegFlushKey", view, key);
        }
    }

    @Override
    public boolean writable(RegistryView view, KeyPath key) {
        int rights = KEY_SET_VALUE | KEY_CREATE_SUB_KEY;
        for (Optional<KeyPath> at = Optional.of(key); at.isPresent(); at = at.flatMap(KeyPath::parent)) {
            HKEYByReference opened = new HKEYByReference();
            int result = open(view, at.get(), rights, opened);
            if (result == Win32Code.SUCCESS) {
                advapi.RegCloseKey(opened.getValue());
                return true;
            }
            if (result == Win32Code.ACCESS_DENIED) {
                return false;
            }
            if (!isAbsent(result)) {
                throw place.failed(result, "RegOpenKeyEx", view, at.get());
            }
            rights = KEY_CREATE_SUB_KEY;
        }
        // Windows lets nobody create a key directly below HKEY_LOCAL_MACHINE, where only hives are.
        return false;
    }

    @Override
    public void close() {
        if (!root.equals(WinReg.HKEY_LOCAL_MACHINE)) {
            advapi.RegCloseKey(root);
        }
    }

    /** The answer of a call through the open key; empty if there is no such key. */
    private <T> Optional<T> with(RegistryView view, KeyPath key, int rights, Function<HKEY, T> call) {
        HKEYByReference opened = new HKEYByReference();
        int result = open(view, key, rights, opened);
        if (isAbsent(result)) {
            return Optional.empty();
        }
        if (result != Win32Code.SUCCESS) {
            throw place.failed(result, "RegOpenKeyEx", view, key);
        }
        try {
            return Optional.of(call.apply(opened.getValue()));
        } finally {
            advapi.RegCloseKey(opened.getValue());
        }
    }

    private int open(RegistryView view, KeyPath key, int rights, HKEYByReference opened) {
        return advapi.RegOpenKeyEx(root, path(key), 0, rights | AccessRights.view(view), opened);
    }

    private static boolean was(int result, Supplier<Win32Exception> failure) {
        if (isAbsent(result)) {
            return false;
        }
        if (result != Win32Code.SUCCESS) {
            throw failure.get();
        }
        return true;
    }

    /** A key that somebody deletes between opening and using it is as absent as one that was deleted before. */
    static boolean isAbsent(int result) {
        return result == Win32Code.FILE_NOT_FOUND
                || result == Win32Code.PATH_NOT_FOUND
                || result == Win32Code.KEY_DELETED;
    }

    /**
     * Whether a value can have that name. The API reads a name up to its first NUL, and so would use another value. For
     * a name that is too long, Windows answers as eku does, but Wine reports success.
     */
    private static boolean isPossible(String name) {
        return name.indexOf('\0') < 0 && name.length() <= MAX_VALUE_NAME_LENGTH;
    }

    private static String path(KeyPath key) {
        return String.join("\\", key.names());
    }
}
