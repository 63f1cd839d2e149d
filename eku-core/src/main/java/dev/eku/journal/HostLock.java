package dev.eku.journal;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.json.Json;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.Registry.Disposition;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Allows one operator per host. The lock is a key, and the operator who creates it holds it, because only one of two
 * who create a key learns that it is new. Deleting the key frees the lock. A lock is taken over if its holder has
 * certainly ended. Any other lock stays until its holder frees it or a person names the holder. Not thread-safe.
 */
public final class HostLock {
    /** The path of the lock: the operator who creates this key holds it. */
    public static final KeyPath KEY = Journal.EKU_KEY.child("lock");

    private static final String HOLDER = "holder";
    /** The marks are beside the lock, so that a late mark does not create a lock. */
    private static final KeyPath MARKS = Journal.EKU_KEY.child("lock taken over");

    private final Registry registry;
    private final String host;
    private boolean takenOver;

    /** The lock of that host. */
    public HostLock(Host host) {
        this.registry = host.registry();
        this.host = host.ref().toString();
    }

    /**
     * Who holds a lock. Immutable.
     *
     * @param operator empty if the holder was interrupted before it could write its name, or if what it wrote cannot be
     *     read
     * @param since when the lock was last written, if the host reports it; for a lock without a named holder, when it
     *     was taken
     */
    public record Holder(Optional<Operator> operator, Optional<Instant> since) {
        /** A holder of a lock since an unknown time. */
        public Holder(Optional<Operator> operator) {
            this(operator, Optional.empty());
        }

        /** {@code user@machine}, or {@code unknown}; the name that {@link #unlock} expects. */
        public String name() {
            return operator.map(Operator::name).orElse("unknown");
        }

        /** {@link #shown} in English. */
        @Override
        public String toString() {
            return Words.ENGLISH.text(shown());
        }

        /** The name and the process. */
        public Message shown() {
            return operator.map(held -> Message.of(
                            "lock.holder",
                            held.name(),
                            held.processId(),
                            held.processStarted().<Object>map(at -> at).orElse("?")))
                    .orElseGet(() -> since.map(time -> Message.of("lock.nameless", name(), time))
                            .orElseGet(() -> Message.of("lock.nameless.untimed", name())));
        }
    }

    /** Who holds the lock, or empty if it is free. */
    public Optional<Holder> holder() {
        Optional<KeyContents> lock = registry.read(Journal.VIEW, KEY);
        return lock.isPresent() ? Optional.of(holder(lock.get())) : Optional.empty();
    }

    /**
     * Takes the lock.
     *
     * @throws EkuException {@code LOCKED}, naming the holder; also if the host's answer was lost, because the lock that
     *     now exists without a holder may belong to this run or to one that started at the same time
     */
    public void acquire(Operator operator) {
        takenOver = created() == Disposition.OPENED;
        if (takenOver && !takeOver()) {
            Object holder = holder().<Object>map(Holder::shown).orElse("?");
            String name = holder().map(Holder::name).orElse("?");
            throw new EkuException(ErrorCode.LOCKED, host, holder, name);
        }
        try {
            registry.setValue(Journal.VIEW, KEY, HOLDER, RegistryValue.string(Json.compact(operator.write())));
        } catch (EkuException failure) {
            // A lock that does not name its holder would stay until a person frees it.
            try {
                delete();
                Journal.deleteOwnKeyIfEmpty(registry);
            } catch (EkuException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /**
     * Nobody can prove who owns a lock without a holder, because another run may be between taking the lock and writing
     * its name. Only a person may free such a lock, and nobody may use it.
     */
    private Disposition created() {
        try {
            return registry.createKey(Journal.VIEW, KEY);
        } catch (EkuException failure) {
            Optional<Holder> present;
            try {
                present = holder();
            } catch (EkuException alsoFailed) {
                failure.addSuppressed(alsoFailed);
                throw failure;
            }
            if (present.filter(found -> found.operator().isEmpty()).isEmpty()) {
                throw failure;
            }
            EkuException doubt = new EkuException(
                    failure,
                    ErrorCode.LOCKED,
                    host,
                    Message.of("lock.doubt", present.get(), failure.code()),
                    present.get().name());
            throw doubt;
        }
    }

    /**
     * Frees the lock, and deletes eku's own key if nothing else is in it.
     *
     * @throws EkuException {@code LOCKED} if this operator does not hold the lock any more
     */
    public void release(Operator operator) {
        release(operator, false);
    }

    /**
     * Frees the lock.
     *
     * @param journalKept whether the journal is known to be there; if not, eku's own key is deleted if nothing else is
     *     in it
     * @throws EkuException {@code LOCKED} if this operator does not hold the lock any more
     */
    public void release(Operator operator, boolean journalKept) {
        boolean ours = registry.value(Journal.VIEW, KEY, HOLDER)
                .flatMap(RegistryValue::asString)
                .flatMap(HostLock::operator)
                .filter(operator::equals)
                .isPresent();
        if (!ours) {
            Optional<Holder> holder = holder();
            throw new EkuException(
                    ErrorCode.LOCKED,
                    host,
                    holder.<Object>map(Holder::shown).orElse("-"),
                    holder.map(Holder::name).orElse("-"));
        }
        delete();
        if (!journalKept) {
            Journal.deleteOwnKeyIfEmpty(registry);
        }
    }

    /**
     * Frees a lock whose holder will not free it.
     *
     * @param name the holder's name as {@link Holder#name} returns it, so that nobody frees a different lock by mistake
     * @return who held it
     * @throws EkuException {@code LOCKED} if somebody else holds it, {@code NOT_LOCKED} if nobody does
     */
    public Holder unlock(String name) {
        Holder holder = holder().orElseThrow(() -> new EkuException(ErrorCode.NOT_LOCKED, host));
        if (!holder.name().equals(name)) {
            throw new EkuException(ErrorCode.LOCKED, host, holder.shown(), holder.name());
        }
        eraseMarks();
        delete();
        Journal.deleteOwnKeyIfEmpty(registry);
        return holder;
    }

    /**
     * Only one of all runs that find the same dead holder creates the key with the id of the dead run, and only that
     * run continues. If the lock has changed since it was read, no run continues.
     */
    private boolean takeOver() {
        Optional<Operator> dead = holder().flatMap(Holder::operator).filter(Operator::hasEnded);
        if (dead.isEmpty()) {
            return false;
        }
        KeyPath made = MARKS.child(dead.get().run());
        if (registry.createKey(Journal.VIEW, made) != Disposition.CREATED) {
            return false;
        }
        boolean unchanged = holder().flatMap(Holder::operator).equals(dead);
        if (!unchanged) {
            registry.deleteKey(Journal.VIEW, made);
            Journal.deleteUnlessInUse(registry, MARKS);
            Journal.deleteOwnKeyIfEmpty(registry);
        }
        return unchanged;
    }

    private void delete() {
        if (takenOver) {
            eraseMarks();
        }
        registry.deleteKey(Journal.VIEW, KEY);
    }

    /** Called by the holder of the lock. No mark is useful while the lock names this holder. */
    private void eraseMarks() {
        for (String mark :
                registry.read(Journal.VIEW, MARKS).map(KeyContents::subkeys).orElse(List.of())) {
            registry.deleteKey(Journal.VIEW, MARKS.child(mark));
        }
        Journal.deleteUnlessInUse(registry, MARKS);
    }

    private static Holder holder(KeyContents contents) {
        return new Holder(
                contents.value(HOLDER).flatMap(RegistryValue::asString).flatMap(HostLock::operator),
                contents.lastWritten());
    }

    private static Optional<Operator> operator(String text) {
        try {
            return Optional.of(Operator.read(Json.parse(text, HOLDER)));
        } catch (EkuException unreadable) {
            return Optional.empty();
        }
    }
}
