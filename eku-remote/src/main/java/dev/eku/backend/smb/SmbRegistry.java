package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.RpcCall.Answer;
import dev.eku.backend.smb.rpc.RpcHandle;
import dev.eku.backend.smb.rpc.RpcInterface;
import dev.eku.backend.smb.rpc.Winreg;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The registry of the server through its RemoteRegistry service. Each key is opened either to look or to change, with just the
 * rights for that; the handle is kept for the next call on it.
 *
 * <p>The 32-bit view is asked for where 64-bit Windows keeps it, below {@code SOFTWARE\Wow6432Node}, and every key is opened in
 * the 64-bit view by name. So the answer depends neither on the server's default view nor on whether it knows views at all.
 * Not thread-safe.
 */
final class SmbRegistry implements Registry {
    private static final int KEY_QUERY_VALUE = 0x1;
    private static final int KEY_SET_VALUE = 0x2;
    private static final int KEY_CREATE_SUB_KEY = 0x4;
    private static final int KEY_ENUMERATE_SUB_KEYS = 0x8;
    private static final int KEY_WOW64_64KEY = 0x100;
    private static final int MAXIMUM_ALLOWED = 0x0200_0000;

    private static final int TO_LOOK = KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS;
    private static final int TO_CHANGE = TO_LOOK | KEY_SET_VALUE | KEY_CREATE_SUB_KEY;

    private static final int SUCCESS = 0;
    private static final int FILE_NOT_FOUND = 2;
    private static final int PATH_NOT_FOUND = 3;
    private static final int ACCESS_DENIED = 5;
    private static final int INVALID_HANDLE = 6;
    private static final int INVALID_PARAMETER = 87;
    private static final int KEY_DELETED = 1018;

    /** So many levels of keys Windows makes in one call (Microsoft Learn, "Registry element size limits"). */
    private static final int LEVELS_AT_ONCE = 32;

    private final SmbLink link;
    private final SmbErrors place;
    private final RpcEndpoint winreg;
    private final HandleCache<KeyPath> handles = new HandleCache<>();
    /** The keys that were not there when they were last opened. */
    private final Set<KeyPath> absent = new HashSet<>();

    private @Nullable RpcHandle root;

    /** @param bringUp sees to it that the service behind the pipe runs, if it may */
    SmbRegistry(SmbLink link, BooleanSupplier bringUp) {
        this.link = link;
        this.place = link.place();
        this.winreg = new RpcEndpoint(link, RpcInterface.WINREG, bringUp);
        link.atLoss(this::forgetHandles);
    }

    private void forgetHandles() {
        root = null;
        handles.clear();
        absent.clear();
    }

    @Override
    public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        if (!isPossible(name)) {
            return Optional.empty();
        }
        return on(
                        view,
                        key,
                        TO_LOOK,
                        handle -> reader(handle, place.value(view, key, name)).value(name))
                .flatMap(Answer::content);
    }

    @Override
    public Optional<KeyContents> read(RegistryView view, KeyPath key) {
        return on(
                        view,
                        key,
                        TO_LOOK,
                        handle -> reader(handle, place.key(view, key)).contents())
                .flatMap(Answer::content);
    }

    /** A key just opened is there; of one that was open before it is asked. */
    @Override
    public boolean exists(RegistryView view, KeyPath key) {
        link.refresh();
        KeyPath stored = view.stored(key);
        if (handles.find(stored, TO_LOOK).isEmpty()) {
            return isThere(link.perhapsTwice(() -> open(view, key, TO_LOOK)), place.key(view, key));
        }
        return on(
                        view,
                        key,
                        TO_LOOK,
                        handle -> reader(handle, place.key(view, key)).info())
                .isPresent();
    }

    @Override
    public Disposition createKey(RegistryView view, KeyPath key) {
        List<KeyPath> lineage = key.lineage();
        for (int depth = LEVELS_AT_ONCE; depth < lineage.size(); depth += LEVELS_AT_ONCE) {
            KeyPath above = lineage.get(depth - 1);
            link.perhapsTwice(() -> create(view, above));
        }
        return link.perhapsTwice(() -> create(view, key));
    }

    /** One call that makes every missing key on the way; of two callers only one is told that the last one is new. */
    private Disposition create(RegistryView view, KeyPath key) {
        link.refresh();
        KeyPath stored = view.stored(key);
        int rights = TO_CHANGE;
        Answer<Winreg.Created> answer = create(stored, rights, place.key(view, key));
        if (answer.error() == ACCESS_DENIED) {
            // It may stand there, and we may not change it; to make sure that it is there needs less.
            rights = KEY_QUERY_VALUE;
            answer = create(stored, rights, place.key(view, key));
        }
        if (!answer.isSuccess()) {
            throw place.failed(answer.error(), "BaseRegCreateKey", place.key(view, key));
        }
        if (answer.content().isNew()) {
            handles.forget(stored);
        }
        keep(stored, rights, answer.content().key());
        stored.lineage().forEach(absent::remove);
        return answer.content().isNew() ? Disposition.CREATED : Disposition.OPENED;
    }

    private Answer<Winreg.Created> create(KeyPath stored, int rights, Message where) {
        return winreg.change(Winreg.createKey(root(), path(stored), rights | KEY_WOW64_64KEY), where);
    }

    @Override
    public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
        Message where = place.value(view, key, name);
        int result = isPossible(name)
                ? on(
                                view,
                                key,
                                TO_CHANGE,
                                handle -> winreg.change(
                                        Winreg.setValue(handle, name, value.type(), value.bytes()), where))
                        .map(Answer::error)
                        .orElseThrow(() -> place.failed(FILE_NOT_FOUND, "BaseRegOpenKey", place.key(view, key)))
                : INVALID_PARAMETER;
        if (result != SUCCESS) {
            throw place.failed(result, "BaseRegSetValue", where);
        }
    }

    @Override
    public boolean deleteValue(RegistryView view, KeyPath key, String name) {
        Message where = place.value(view, key, name);
        int result = isPossible(name)
                ? on(view, key, TO_CHANGE, handle -> winreg.change(Winreg.deleteValue(handle, name), where))
                        .map(Answer::error)
                        .orElse(FILE_NOT_FOUND)
                : FILE_NOT_FOUND;
        return was(result, "BaseRegDeleteValue", where);
    }

    /**
     * By its name below the open key above, so that no view can be meant but that key's. The server itself refuses a key that
     * has subkeys.
     */
    @Override
    public boolean deleteKey(RegistryView view, KeyPath key) {
        Message where = place.key(view, key);
        KeyPath stored = view.stored(key);
        Function<RpcHandle, Answer<Optional<String>>> delete =
                above -> winreg.change(Winreg.deleteKey(above, stored.name()), where);
        int result = stored.parent()
                .map(above -> on(RegistryView.VIEW_64, above, TO_LOOK, delete)
                        .map(Answer::error)
                        .orElse(FILE_NOT_FOUND))
                .orElseGet(() -> link.perhapsTwice(() -> delete.apply(root()).error()));
        handles.forget(stored);
        return was(result, "BaseRegDeleteKey", where);
    }

    @Override
    public void flush(RegistryView view, KeyPath key) {
        Message where = place.key(view, key);
        int result = on(view, key, TO_LOOK, handle -> winreg.change(Winreg.flushKey(handle), where))
                .map(Answer::error)
                .orElse(SUCCESS);
        if (result != SUCCESS) {
            throw place.failed(result, "BaseRegFlushKey", where);
        }
    }

    @Override
    public boolean writable(RegistryView view, KeyPath key) {
        return link.perhapsTwice(() -> writableOnce(view, key));
    }

    private boolean writableOnce(RegistryView view, KeyPath key) {
        link.refresh();
        for (Optional<KeyPath> at = Optional.of(view.stored(key)); at.isPresent(); at = at.flatMap(KeyPath::parent)) {
            // That it was not there a moment ago is enough to look above: what is answered here is no promise anyway.
            if (!absent.contains(at.get())) {
                Opened opened = open(RegistryView.VIEW_64, at.get(), TO_CHANGE);
                if (opened.error == ACCESS_DENIED) {
                    boolean above = !at.get().equals(view.stored(key));
                    return above && open(RegistryView.VIEW_64, at.get(), KEY_CREATE_SUB_KEY).error == SUCCESS;
                }
                if (isThere(opened, place.key(view, at.get()))) {
                    return true;
                }
            }
        }
        // Right below HKEY_LOCAL_MACHINE Windows lets nobody create a key: what is there are hives.
        return false;
    }

    private boolean isThere(Opened opened, Message where) {
        if (opened.error != SUCCESS && !isAbsent(opened.error)) {
            throw place.failed(opened.error, "BaseRegOpenKey", where);
        }
        return opened.error == SUCCESS;
    }

    /** A key as it was opened, or the code that says why not. */
    private record Opened(int error, @Nullable RpcHandle handle, boolean fresh) {}

    /** What a call through the open key answers, or empty if there is no such key. */
    private <T> Optional<Answer<T>> on(
            RegistryView view, KeyPath key, int rights, Function<RpcHandle, Answer<T>> call) {
        return link.perhapsTwice(() -> onOnce(view, key, rights, call));
    }

    private <T> Optional<Answer<T>> onOnce(
            RegistryView view, KeyPath key, int rights, Function<RpcHandle, Answer<T>> call) {
        link.refresh();
        Opened opened = open(view, key, rights);
        if (isAbsent(opened.error)) {
            return Optional.empty();
        }
        if (opened.handle == null) {
            throw place.failed(opened.error, "BaseRegOpenKey", place.key(view, key));
        }
        Answer<T> answer = call.apply(opened.handle);
        if (opened.fresh || !isUseless(answer.error())) {
            return Optional.of(answer);
        }
        // The key of the handle we kept is gone, so nothing was done; there may be another one of that name.
        handles.forget(view.stored(key));
        return onOnce(view, key, rights, call);
    }

    private Opened open(RegistryView view, KeyPath key, int rights) {
        KeyPath stored = view.stored(key);
        Optional<RpcHandle> kept = handles.find(stored, rights);
        if (kept.isPresent()) {
            return new Opened(SUCCESS, kept.get(), false);
        }
        Answer<RpcHandle> answer =
                winreg.ask(Winreg.openKey(root(), path(stored), rights | KEY_WOW64_64KEY), place.key(view, key));
        if (!answer.isSuccess()) {
            if (isAbsent(answer.error())) {
                absent.add(stored);
            }
            return new Opened(answer.error(), null, true);
        }
        absent.remove(stored);
        keep(stored, rights, answer.content());
        return new Opened(SUCCESS, answer.content(), true);
    }

    private RpcHandle root() {
        if (root == null) {
            Message where = place.root();
            Answer<RpcHandle> answer = winreg.ask(Winreg.openLocalMachine(MAXIMUM_ALLOWED | KEY_WOW64_64KEY), where);
            if (!answer.isSuccess()) {
                throw place.failed(answer.error(), "OpenLocalMachine", where);
            }
            root = answer.content();
        }
        return root;
    }

    private void keep(KeyPath stored, int rights, RpcHandle handle) {
        handles.keep(stored, rights, handle);
        for (RpcHandle useless : handles.toClose()) {
            winreg.ask(Winreg.closeKey(useless), place.root());
        }
    }

    private SmbKeyReader reader(RpcHandle handle, Message where) {
        return new SmbKeyReader(winreg, place, handle, where);
    }

    private boolean was(int result, String call, Message where) {
        if (isAbsent(result)) {
            return false;
        }
        if (result != SUCCESS) {
            throw place.failed(result, call, where);
        }
        return true;
    }

    /** A key deleted by somebody between our opening and using it is as absent as one deleted before. */
    private static boolean isAbsent(int result) {
        return result == FILE_NOT_FOUND || result == PATH_NOT_FOUND || result == KEY_DELETED;
    }

    /** Whether the code says that a handle opens nothing any more; nothing has been done through it then. */
    static boolean isUseless(int result) {
        return result == KEY_DELETED || result == INVALID_HANDLE;
    }

    private static boolean isPossible(String name) {
        return name.indexOf('\0') < 0 && name.length() <= MAX_VALUE_NAME_LENGTH;
    }

    private static String path(KeyPath key) {
        return String.join("\\", key.names());
    }
}
