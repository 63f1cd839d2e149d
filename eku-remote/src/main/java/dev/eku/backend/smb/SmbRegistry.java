package dev.eku.backend.smb;

import static dev.eku.backend.common.AccessRights.KEY_CREATE_SUB_KEY;
import static dev.eku.backend.common.AccessRights.KEY_ENUMERATE_SUB_KEYS;
import static dev.eku.backend.common.AccessRights.KEY_QUERY_VALUE;
import static dev.eku.backend.common.AccessRights.KEY_SET_VALUE;

import dev.eku.backend.common.KeyLevels;
import dev.eku.backend.smb.rpc.RpcCall.Answer;
import dev.eku.backend.smb.rpc.RpcHandle;
import dev.eku.backend.smb.rpc.Winreg;
import dev.eku.backend.smb.session.RpcEndpoint;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.error.Win32Code;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The registry of the server through its RemoteRegistry service. Each key is opened either to read or to change, with
 * only the rights for that. The handle is kept for the next call on the key.
 *
 * <p>A key of the 32-bit view is opened at the path where 64-bit Windows stores it, below {@code SOFTWARE\Wow6432Node},
 * and every key is opened in the 64-bit view. So the answer depends neither on the server's default view nor on whether
 * it knows views at all. Not thread-safe.
 */
final class SmbRegistry implements Registry {

    private static final int TO_LOOK = KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS;
    private static final int TO_CHANGE = TO_LOOK | KEY_SET_VALUE | KEY_CREATE_SUB_KEY;

    private final SmbLink link;
    private final SmbErrors place;
    private final RpcEndpoint winreg;
    private final OpenKeys keys;

    SmbRegistry(SmbLink link, RpcEndpoint winreg) {
        this.link = link;
        this.place = link.place();
        this.winreg = winreg;
        this.keys = new OpenKeys(link, winreg);
    }

    @Override
    public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        if (!isPossible(name)) {
            return Optional.empty();
        }
        return keys.on(
                        view,
                        key,
                        TO_LOOK,
                        handle -> reader(handle, place.value(view, key, name)).value(name))
                .flatMap(Answer::content);
    }

    @Override
    public Optional<KeyContents> read(RegistryView view, KeyPath key) {
        return keys.on(
                        view,
                        key,
                        TO_LOOK,
                        handle -> reader(handle, place.key(view, key)).contents())
                .flatMap(Answer::content);
    }

    @Override
    public Optional<KeyExcerpt> excerpt(RegistryView view, KeyPath key, List<String> names) {
        List<String> possible = names.stream().filter(SmbRegistry::isPossible).toList();
        return keys.on(
                        view,
                        key,
                        TO_LOOK,
                        handle -> reader(handle, place.key(view, key)).excerpt(possible))
                .flatMap(Answer::content);
    }

    /** A key that was just opened exists. For a key that was open before, the server is asked. */
    @Override
    public boolean exists(RegistryView view, KeyPath key) {
        link.refresh();
        KeyPath stored = view.stored(key);
        if (!keys.isOpen(stored, TO_LOOK)) {
            return isThere(link.perhapsTwice(() -> keys.open(view, key, TO_LOOK)), place.key(view, key));
        }
        return keys.on(
                        view,
                        key,
                        TO_LOOK,
                        handle -> reader(handle, place.key(view, key)).info())
                .isPresent();
    }

    @Override
    public Disposition createKey(RegistryView view, KeyPath key) {
        List<KeyPath> lineage = key.lineage();
        for (int depth = KeyLevels.AT_ONCE; depth < lineage.size(); depth += KeyLevels.AT_ONCE) {
            KeyPath above = lineage.get(depth - 1);
            link.perhapsTwice(() -> create(view, above));
        }
        return link.perhapsTwice(() -> create(view, key));
    }

    /** One call that creates every missing key of the path. Only one of two callers learns that the last one is new. */
    private Disposition create(RegistryView view, KeyPath key) {
        link.refresh();
        KeyPath stored = view.stored(key);
        int rights = TO_CHANGE;
        Answer<Winreg.Created> answer = keys.create(stored, rights, place.key(view, key));
        if (answer.error() == Win32Code.ACCESS_DENIED) {
            // The key may exist without the right to change it. Fewer rights are enough to make sure that it exists.
            rights = KEY_QUERY_VALUE;
            answer = keys.create(stored, rights, place.key(view, key));
        }
        if (!answer.isSuccess()) {
            throw place.failed(answer.error(), "BaseRegCreateKey", place.key(view, key));
        }
        keys.created(stored, rights, answer.content());
        return answer.content().isNew() ? Disposition.CREATED : Disposition.OPENED;
    }

    @Override
    public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
        Message where = place.value(view, key, name);
        int result = isPossible(name)
                ? keys.on(
                                view,
                                key,
                                TO_CHANGE,
                                handle -> winreg.change(
                                        Winreg.setValue(handle, name, value.type(), value.bytes()), where))
                        .map(Answer::error)
                        .orElseThrow(
                                () -> place.failed(Win32Code.FILE_NOT_FOUND, "BaseRegOpenKey", place.key(view, key)))
                : Win32Code.INVALID_PARAMETER;
        if (result != Win32Code.SUCCESS) {
            throw place.failed(result, "BaseRegSetValue", where);
        }
    }

    @Override
    public boolean deleteValue(RegistryView view, KeyPath key, String name) {
        Message where = place.value(view, key, name);
        int result = isPossible(name)
                ? keys.on(view, key, TO_CHANGE, handle -> winreg.change(Winreg.deleteValue(handle, name), where))
                        .map(Answer::error)
                        .orElse(Win32Code.FILE_NOT_FOUND)
                : Win32Code.FILE_NOT_FOUND;
        return was(result, "BaseRegDeleteValue", where);
    }

    /**
     * The key is deleted by its name below the open key above it, so that its view is certain. The server itself
     * refuses a key that has subkeys.
     */
    @Override
    public boolean deleteKey(RegistryView view, KeyPath key) {
        Message where = place.key(view, key);
        KeyPath stored = view.stored(key);
        Function<RpcHandle, Answer<Optional<String>>> delete =
                above -> winreg.change(Winreg.deleteKey(above, stored.name()), where);
        int result = stored.parent()
                .map(above -> keys.on(RegistryView.VIEW_64, above, TO_LOOK, delete)
                        .map(Answer::error)
                        .orElse(Win32Code.FILE_NOT_FOUND))
                .orElseGet(
                        () -> link.perhapsTwice(() -> delete.apply(keys.root()).error()));
        keys.forget(stored);
        return was(result, "BaseRegDeleteKey", where);
    }

    @Override
    public void flush(RegistryView view, KeyPath key) {
        Message where = place.key(view, key);
        int result = keys.on(view, key, TO_LOOK, handle -> winreg.change(Winreg.flushKey(handle), where))
                .map(Answer::error)
                .orElse(Win32Code.SUCCESS);
        if (result != Win32Code.SUCCESS) {
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
            // If the key did not exist a moment ago, it is enough to ask about the key above. The answer is no
            // guarantee anyway.
            if (!keys.wasAbsent(at.get())) {
                OpenKeys.Opened opened = keys.open(RegistryView.VIEW_64, at.get(), TO_CHANGE);
                if (opened.error() == Win32Code.ACCESS_DENIED) {
                    boolean above = !at.get().equals(view.stored(key));
                    return above
                            && keys.open(RegistryView.VIEW_64, at.get(), KEY_CREATE_SUB_KEY)
                                            .error()
                                    == Win32Code.SUCCESS;
                }
                if (isThere(opened, place.key(view, at.get()))) {
                    return true;
                }
            }
        }
        // Windows lets nobody create a key directly below HKEY_LOCAL_MACHINE, where only hives are.
        return false;
    }

    private boolean isThere(OpenKeys.Opened opened, Message where) {
        if (opened.error() != Win32Code.SUCCESS && !OpenKeys.isAbsent(opened.error())) {
            throw place.failed(opened.error(), "BaseRegOpenKey", where);
        }
        return opened.error() == Win32Code.SUCCESS;
    }

    private SmbKeyReader reader(RpcHandle handle, Message where) {
        return new SmbKeyReader(winreg, link.together(), place, handle, where);
    }

    private boolean was(int result, String call, Message where) {
        if (OpenKeys.isAbsent(result)) {
            return false;
        }
        if (result != Win32Code.SUCCESS) {
            throw place.failed(result, call, where);
        }
        return true;
    }

    private static boolean isPossible(String name) {
        return name.indexOf('\0') < 0 && name.length() <= MAX_VALUE_NAME_LENGTH;
    }
}
