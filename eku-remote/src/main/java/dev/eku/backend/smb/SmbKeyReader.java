package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.RpcCall;
import dev.eku.backend.smb.rpc.RpcCall.Answer;
import dev.eku.backend.smb.rpc.RpcHandle;
import dev.eku.backend.smb.rpc.Winreg;
import dev.eku.backend.smb.rpc.Winreg.Data;
import dev.eku.backend.smb.rpc.Winreg.Entry;
import dev.eku.backend.smb.rpc.Winreg.KeyInfo;
import dev.eku.backend.smb.session.RpcEndpoint;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.Together;
import dev.eku.error.Win32Code;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import dev.eku.time.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Reads through one open key. Types and bytes are as stored, and nothing is converted. An answer of this class has an
 * error only if the key does not exist any more. Not thread-safe.
 */
final class SmbKeyReader {

    /** Nearly every value fits, and unused room costs nothing on the wire. */
    private static final int USUAL_ROOM = 65_536;
    /** Windows stores larger values, but eku reads none of them. */
    private static final int MOST_ROOM = 4 * 1024 * 1024;
    /** How often reading starts again if a key is changed in the meantime. After that, the last contents count. */
    private static final int ATTEMPTS = 5;

    /** A long list is read in parts, so that it can be given up in between. */
    private static final int AT_ONCE = 64;

    private final RpcEndpoint winreg;
    private final Together together;
    private final SmbErrors place;
    private final RpcHandle key;
    private final Message where;

    SmbKeyReader(RpcEndpoint winreg, Together together, SmbErrors place, RpcHandle key, Message where) {
        this.winreg = winreg;
        this.together = together;
        this.place = place;
        this.key = key;
        this.where = where;
    }

    Answer<Optional<RegistryValue>> value(String name) {
        for (int room = USUAL_ROOM; ; ) {
            Answer<Data> answer = winreg.ask(Winreg.queryValue(key, name, room), where);
            if (answer.error() == Win32Code.SUCCESS || answer.error() == Win32Code.FILE_NOT_FOUND) {
                boolean absent = answer.error() == Win32Code.FILE_NOT_FOUND;
                return new Answer<>(
                        Win32Code.SUCCESS,
                        absent ? Optional.empty() : Optional.of(answer.content().value()));
            }
            if (OpenKeys.isUseless(answer.error())) {
                return new Answer<>(answer.error(), Optional.empty());
            }
            room = larger(room, answer, answer.content(), "BaseRegQueryValue");
        }
    }

    /** Some values of the key, and then the time at which it was last written. */
    Answer<Optional<KeyExcerpt>> excerpt(List<String> names) {
        List<Supplier<Answer<Optional<RegistryValue>>>> asked = new ArrayList<>();
        names.forEach(name -> asked.add(() -> value(name)));
        List<Answer<Optional<RegistryValue>>> answers = together.all(asked);
        List<NamedValue> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Answer<Optional<RegistryValue>> value = answers.get(i);
            if (!value.isSuccess()) {
                return new Answer<>(value.error(), Optional.empty());
            }
            String name = names.get(i);
            value.content().ifPresent(found -> values.add(new NamedValue(name, found)));
        }
        Answer<KeyInfo> info = info();
        return new Answer<>(
                info.error(),
                info.isSuccess()
                        ? Optional.of(new KeyExcerpt(
                                values, FileTime.of(info.content().lastWritten())))
                        : Optional.empty());
    }

    /**
     * Everything in the key. The server numbers the entries of its lists, so reading starts again if the key changes in
     * the meantime.
     */
    Answer<Optional<KeyContents>> contents() {
        Answer<KeyInfo> before = info();
        ReadLimit limit = new ReadLimit(where);
        for (int attempt = 1; before.isSuccess(); attempt++) {
            KeyInfo begun = before.content();
            List<String> subkeys = subkeys(begun.subkeys(), limit);
            List<NamedValue> values = values(begun.values(), limit);
            if (subkeys.isEmpty() && values.isEmpty() && begun.subkeys() == 0 && begun.values() == 0) {
                return contents(subkeys, values, begun);
            }
            Answer<KeyInfo> after = info();
            if (after.isSuccess() && (after.content().equals(begun) || attempt == ATTEMPTS)) {
                return contents(subkeys, values, after.content());
            }
            before = after;
        }
        return new Answer<>(before.error(), Optional.empty());
    }

    private static Answer<Optional<KeyContents>> contents(List<String> subkeys, List<NamedValue> values, KeyInfo info) {
        return new Answer<>(
                Win32Code.SUCCESS, Optional.of(new KeyContents(subkeys, values, FileTime.of(info.lastWritten()))));
    }

    /**
     * How many entries the key has, and when it was last changed. If the key was deleted since it was opened, Windows
     * answers ERROR_KEY_DELETED, and Samba ERROR_FILE_NOT_FOUND.
     */
    Answer<KeyInfo> info() {
        Answer<KeyInfo> answer = winreg.ask(Winreg.queryInfoKey(key), where);
        if (OpenKeys.isAbsent(answer.error())) {
            return new Answer<>(Win32Code.KEY_DELETED, answer.content());
        }
        if (!answer.isSuccess() && !OpenKeys.isUseless(answer.error())) {
            throw place.failed(answer.error(), "BaseRegQueryInfoKey", where);
        }
        return answer;
    }

    private List<String> subkeys(int count, ReadLimit limit) {
        List<String> names = new ArrayList<>();
        while (names.size() < count) {
            boolean ended = false;
            for (Answer<String> answer : entries(names.size(), count, index -> Winreg.enumKey(key, index))) {
                ended = ended || ends(answer, "BaseRegEnumKey");
                if (!ended) {
                    names.add(answer.content());
                    limit.entry(answer.content().length());
                }
            }
            if (ended) {
                break;
            }
        }
        return names;
    }

    private List<NamedValue> values(int count, ReadLimit limit) {
        List<NamedValue> values = new ArrayList<>();
        int room = USUAL_ROOM;
        while (values.size() < count) {
            int most = room;
            boolean ended = false;
            // Large ones are asked for one at a time, so that the answers under way need little memory.
            int end = room == USUAL_ROOM ? count : values.size() + 1;
            for (Answer<Entry> answer : entries(values.size(), end, index -> Winreg.enumValue(key, index, most))) {
                if (answer.error() == Win32Code.MORE_DATA) {
                    room = larger(most, answer, answer.content().data(), "BaseRegEnumValue");
                    break;
                }
                ended = ended || ends(answer, "BaseRegEnumValue");
                if (ended) {
                    break;
                }
                NamedValue value = new NamedValue(
                        answer.content().name(), answer.content().data().value());
                values.add(value);
                limit.entry(value.value().bytes().length);
            }
            if (ended) {
                break;
            }
        }
        return values;
    }

    /** The next entries of a list, asked for at once. */
    private <T> List<Answer<T>> entries(int from, int count, IntFunction<RpcCall<T>> entry) {
        List<Supplier<Answer<T>>> asked = new ArrayList<>();
        for (int index = from; index < count && asked.size() < AT_ONCE; index++) {
            RpcCall<T> call = entry.apply(index);
            asked.add(() -> winreg.ask(call, where));
        }
        return together.all(asked);
    }

    /** Whether a list has ended too early. The next read of the key's information finds that out. */
    private boolean ends(Answer<?> answer, String call) {
        if (answer.isSuccess()) {
            return false;
        }
        if (answer.error() == Win32Code.NO_MORE_ITEMS || OpenKeys.isUseless(answer.error())) {
            return true;
        }
        throw place.failed(answer.error(), call, where);
    }

    private int larger(int room, Answer<?> answer, Data data, String call) {
        if (answer.error() != Win32Code.MORE_DATA || room >= MOST_ROOM) {
            throw place.failed(answer.error(), call, where);
        }
        // The reported size may be stale by the next call, and not every server reports it.
        return Math.min(MOST_ROOM, Math.max(data.size(), room * 2));
    }
}
