package dev.eku.journal;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of the runs on one host. Each record is one registry value, so that it is written completely or not at
 * all. A record is on disk before the first change that it describes. Not thread-safe; hold the host's lock to write.
 */
public final class Journal {
    /** How many records are kept, unless more are needed. */
    public static final int KEPT = 50;

    /** The key below which everything is that eku keeps on a host. */
    public static final KeyPath EKU_KEY = KeyPath.of("SOFTWARE", "eku");

    /** The registry view of this key. */
    public static final RegistryView VIEW = RegistryView.VIEW_64;

    /** The key of the records. */
    public static final KeyPath KEY = EKU_KEY.child("journal");

    private final Registry registry;
    private boolean isThere;

    /** Deletes eku's own key if it is empty. */
    public static void deleteOwnKeyIfEmpty(Registry registry) {
        boolean empty = !registry.exists(VIEW, KEY)
                && registry.read(VIEW, EKU_KEY).filter(KeyContents::isEmpty).isPresent();
        if (empty) {
            // Not if another run has put something there in the meantime.
            deleteUnlessInUse(registry, EKU_KEY);
        }
    }

    /** Deletes a key that has no subkeys. */
    static boolean deleteUnlessInUse(Registry registry, KeyPath key) {
        try {
            registry.deleteKey(VIEW, key);
            return true;
        } catch (Win32Exception inUse) {
            if (!inUse.error().equals(Win32Error.ACCESS_DENIED)) {
                throw inUse;
            }
            return false;
        }
    }

    /** The journal of that host. */
    public Journal(Host host) {
        this.registry = host.registry();
    }

    /** Reads the journal, which is empty if eku has never run on the host. */
    public History read() {
        List<JournalRecord> records = new ArrayList<>();
        List<Message> unreadable = new ArrayList<>();
        Optional<KeyContents> contents = registry.read(VIEW, KEY);
        isThere = contents.isPresent();
        List<NamedValue> entries = contents.isPresent() ? contents.get().values() : List.of();
        for (NamedValue entry : entries) {
            Message source = entry.name().isEmpty()
                    ? Message.of("journal.default", KEY)
                    : Message.of("journal.source", entry.name(), KEY);
            Optional<String> text = entry.value().asString();
            if (!RecordId.isOne(entry.name()) || text.isEmpty()) {
                unreadable.add(Message.of("journal.unreadable", source, entry.value()));
                continue;
            }
            try {
                JournalRecord record = RecordJson.read(text.get(), entry.name());
                if (record.id().equals(entry.name())) {
                    records.add(record);
                } else {
                    unreadable.add(Message.of("journal.unreadable", source, record.id()));
                }
            } catch (EkuException malformed) {
                unreadable.add(Message.of("journal.unreadable", source, malformed.code()));
            }
        }
        return new History(records, unreadable);
    }

    /**
     * The id of the next record.
     *
     * @throws EkuException {@code UNREADABLE_RECORD} if no id is left after the last one
     */
    public static String nextId(History history) {
        return RecordId.after(history.records());
    }

    /**
     * Writes a new record to disk.
     *
     * @throws EkuException if that fails; then there is no such record
     */
    public void begin(JournalRecord record) {
        registry.createKey(VIEW, KEY);
        isThere = true;
        put(record);
        registry.flush(VIEW, KEY);
    }

    /**
     * Writes a changed record to disk, even if somebody has deleted the journal in the meantime.
     *
     * @throws EkuException if that fails; then the record is as it was before
     */
    public void write(JournalRecord record) {
        mark(record);
        registry.flush(VIEW, KEY);
    }

    /**
     * Writes a changed record, even if somebody has deleted the journal in the meantime. After a power cut, the record
     * may be as it was before.
     *
     * @throws EkuException if that fails; then the record is as it was before
     */
    public void mark(JournalRecord record) {
        try {
            put(record);
        } catch (Win32Exception refused) {
            if (!refused.error().equals(Win32Error.FILE_NOT_FOUND)) {
                throw refused;
            }
            begin(record);
        }
    }

    private void put(JournalRecord record) {
        registry.setValue(VIEW, KEY, record.id(), RegistryValue.string(RecordJson.write(record)));
    }

    /** Whether this has seen that the host has a journal. */
    public boolean isThere() {
        return isThere;
    }

    /**
     * Deletes the oldest records until {@link #KEPT} are left, but none that is
     * {@linkplain History#dispensable still needed}.
     *
     * @param known what the journal held, with or without the newest record; if it held few records, none is deleted
     */
    public void prune(History known) {
        if (known.records().size() < KEPT) {
            return;
        }
        History history = read();
        history.dispensable()
                .limit(Math.max(0, history.records().size() - KEPT))
                .forEach(old -> registry.deleteValue(VIEW, KEY, old.id()));
    }

    /**
     * Deletes all records.
     *
     * @throws EkuException {@code UNREADABLE_RECORD} if the key holds something that eku cannot read, or did not create
     */
    public void forget() {
        read().requireReadable();
        List<String> foreign =
                registry.read(VIEW, KEY).map(KeyContents::subkeys).orElse(List.of());
        if (!foreign.isEmpty()) {
            throw new EkuException(
                    ErrorCode.UNREADABLE_RECORD,
                    foreign.stream()
                            .map(name -> Message.of("journal.foreign", name, KEY))
                            .toList());
        }
        registry.deleteKey(VIEW, KEY);
    }
}
