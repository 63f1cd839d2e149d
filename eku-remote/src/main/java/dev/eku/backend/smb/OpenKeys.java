package dev.eku.backend.smb;

import dev.eku.backend.common.AccessRights;
import dev.eku.backend.smb.rpc.RpcCall.Answer;
import dev.eku.backend.smb.rpc.RpcHandle;
import dev.eku.backend.smb.rpc.Winreg;
import dev.eku.backend.smb.session.RpcEndpoint;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.error.Win32Code;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the server's registry that are open, and those that did not exist. Every key is opened in the 64-bit view
 * by the path where it is stored. Not thread-safe.
 */
final class OpenKeys {
    private static final int VIEW_64 = AccessRights.view(RegistryView.VIEW_64);
    private static final int MAXIMUM_ALLOWED = 0x0200_0000;

    private final SmbLink link;
    private final SmbErrors place;
    private final RpcEndpoint winreg;
    private final HandleCache<KeyPath> handles = new HandleCache<>();
    /** The keys that did not exist when they were last opened. */
    private final Set<KeyPath> absent = new HashSet<>();

    private @Nullable RpcHandle root;

    OpenKeys(SmbLink link, RpcEndpoint winreg) {
        this.link = link;
        this.place = link.place();
        this.winreg = winreg;
        link.atLoss(this::forgetAll);
    }

    private void forgetAll() {
        root = null;
        handles.clear();
        absent.clear();
    }

    /** Stops using the open handles of that key. */
    void forget(KeyPath stored) {
        handles.forget(stored);
    }

    boolean isOpen(KeyPath stored, int rights) {
        return handles.find(stored, rights).isPresent();
    }

    /** Whether the key did not exist when it was last opened. */
    boolean wasAbsent(KeyPath stored) {
        return absent.contains(stored);
    }

    /** Asks the server to create a key and all keys above it, or to open it. */
    Answer<Winreg.Created> create(KeyPath stored, int rights, Message where) {
        return winreg.change(Winreg.createKey(root(), path(stored), rights | VIEW_64), where);
    }

    /** Notes that the server has created or opened that key. */
    void created(KeyPath stored, int rights, Winreg.Created created) {
        if (created.isNew()) {
            handles.forget(stored);
        }
        keep(stored, rights, created.key());
        stored.lineage().forEach(absent::remove);
    }

    /** An opened key, or the code that says why it was not opened. */
    record Opened(int error, @Nullable RpcHandle handle, boolean fresh) {}

    /** The answer of a call through the open key; empty if there is no such key. */
    <T> Optional<Answer<T>> on(RegistryView view, KeyPath key, int rights, Function<RpcHandle, Answer<T>> call) {
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
        // The key of the kept handle does not exist any more, so nothing was done. Another key may have that name now.
        handles.forget(view.stored(key));
        return onOnce(view, key, rights, call);
    }

    /** Opens a key, unless it is open with these rights. */
    Opened open(RegistryView view, KeyPath key, int rights) {
        KeyPath stored = view.stored(key);
        Optional<RpcHandle> kept = handles.find(stored, rights);
        if (kept.isPresent()) {
            return new Opened(Win32Code.SUCCESS, kept.get(), false);
        }
        Answer<RpcHandle> answer =
                winreg.ask(Winreg.openKey(root(), path(stored), rights | VIEW_64), place.key(view, key));
        if (!answer.isSuccess()) {
            if (isAbsent(answer.error())) {
                absent.add(stored);
            }
            return new Opened(answer.error(), null, true);
        }
        absent.remove(stored);
        keep(stored, rights, answer.content());
        return new Opened(Win32Code.SUCCESS, answer.content(), true);
    }

    /** HKEY_LOCAL_MACHINE. */
    RpcHandle root() {
        if (root == null) {
            Message where = place.root();
            Answer<RpcHandle> answer = winreg.ask(Winreg.openLocalMachine(MAXIMUM_ALLOWED | VIEW_64), where);
            if (!answer.isSuccess()) {
                throw place.failed(answer.error(), "OpenLocalMachine", where);
            }
            root = answer.content();
        }
        return root;
    }

    private void keep(KeyPath stored, int rights, RpcHandle handle) {
        handles.keep(stored, rights, handle);
        for (RpcHandle useless : link.together().isAsking() ? List.<RpcHandle>of() : handles.toClose()) {
            winreg.ask(Winreg.closeKey(useless), place.root());
        }
    }

    /** A key that somebody deletes between opening and using it is as absent as one that was deleted before. */
    static boolean isAbsent(int result) {
        return result == Win32Code.FILE_NOT_FOUND
                || result == Win32Code.PATH_NOT_FOUND
                || result == Win32Code.KEY_DELETED;
    }

    /** Whether the code says that a handle is not valid any more. Then nothing has been done through it. */
    static boolean isUseless(int result) {
        return result == Win32Code.KEY_DELETED || result == Win32Code.INVALID_HANDLE;
    }

    private static String path(KeyPath key) {
        return String.join("\\", key.names());
    }
}
