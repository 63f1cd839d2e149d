package dev.eku.journal;

import dev.eku.action.Action.SetValue;
import dev.eku.journal.Rewrite.Written;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.RegistryValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which runs were undone by a rollback of a later run that only wrote their values again. That is so if the rollback
 * restored what was there before them, or before an older one of them. Each run is read only once, however many
 * rollbacks there are, because a group policy and a nightly run make hundreds of records of one value. Not thread-safe.
 */
final class RewritesUndone {
    private final ByCover<Runs> runs = new ByCover<>(Runs::new);
    /** The first rollback that undid a run, by the number of that run. */
    private final Map<String, JournalRecord> undone = new HashMap<>();

    /** The runs of one exemption, found by the first value that they set. */
    private static final class Runs {
        /** The oldest of all runs that set the same data over the same data. */
        private final Map<Written, Map<Optional<RegistryValue>, Map<List<SetBefore>, JournalRecord>>> oldest =
                new HashMap<>();
        /**
         * The runs, by number, that no rollback of a later run has undone yet, for each group of runs that set the
         * same.
         */
        private final Map<Written, Map<Set<Written>, NavigableMap<String, JournalRecord>>> left = new HashMap<>();
    }

    /** A value that was set, its data, and what was there before. */
    private record SetBefore(Written written, Optional<RegistryValue> previous) {}

    /**
     * Reads all records once.
     *
     * @param records oldest first
     * @param rollbacks the rollbacks that have ended, oldest first
     * @param byId a run by its number
     */
    RewritesUndone(List<JournalRecord> records, List<JournalRecord> rollbacks, Map<String, JournalRecord> byId) {
        if (rollbacks.isEmpty()) {
            return;
        }
        for (JournalRecord record : records) {
            if (record.rollsBack().isEmpty()) {
                add(record);
            }
        }
        for (JournalRecord rollback : rollbacks) {
            JournalRecord later = byId.get(rollback.rollsBack().orElseThrow());
            if (later != null && !later.isOpen()) {
                undo(later, rollback);
            }
        }
    }

    /** The first rollback of a later run that also undid that run. */
    Optional<JournalRecord> by(JournalRecord record) {
        return Optional.ofNullable(undone.get(record.id()));
    }

    private void add(JournalRecord record) {
        List<SetValue> sets = Rewrite.sets(record);
        if (sets.isEmpty()) {
            return;
        }
        Runs own = runs.at(record.exemption());
        Written first = Written.by(sets.get(0));
        List<SetBefore> over = new ArrayList<>();
        for (SetValue set : sets) {
            over.add(new SetBefore(Written.by(set), set.previous()));
        }
        own.oldest
                .computeIfAbsent(first, none -> new HashMap<>())
                .computeIfAbsent(sets.get(0).previous(), none -> new HashMap<>())
                .putIfAbsent(over, record);
        if (!record.isOpen()) {
            own.left
                    .computeIfAbsent(first, none -> new HashMap<>())
                    .computeIfAbsent(Rewrite.written(record), none -> new TreeMap<>(RecordId.ORDER))
                    .put(record.id(), record);
        }
    }

    private void undo(JournalRecord later, JournalRecord rollback) {
        Rewrite rewrite = new Rewrite(later);
        Collection<Runs> same = runs.sameAs(later.exemption());
        Map<RegistryTarget, Optional<RegistryValue>> left = rewrite.leftBy(rollback);
        Optional<JournalRecord> first = Optional.empty();
        for (Runs each : same) {
            for (Written written : rewrite.written()) {
                Map<List<SetBefore>, JournalRecord> found = each.oldest
                        .getOrDefault(written, Map.of())
                        .getOrDefault(left.getOrDefault(written.target(), Optional.empty()), Map.of());
                for (Map.Entry<List<SetBefore>, JournalRecord> run : found.entrySet()) {
                    boolean older = first.filter(known -> !known.isLaterThan(run.getValue()))
                            .isEmpty();
                    if (older && isBroughtBack(run.getKey(), rewrite, left)) {
                        first = Optional.of(run.getValue());
                    }
                }
            }
        }
        if (first.filter(later::isLaterThan).isPresent()) {
            for (Runs each : same) {
                take(each, rewrite, first.get(), later, rollback);
            }
        }
    }

    /** Whether a rollback restored everything that a run had overwritten. */
    private static boolean isBroughtBack(
            List<SetBefore> run, Rewrite later, Map<RegistryTarget, Optional<RegistryValue>> left) {
        Set<Written> written = new HashSet<>();
        for (SetBefore set : run) {
            if (!set.previous().equals(left.get(set.written().target()))) {
                return false;
            }
            written.add(set.written());
        }
        return later.isOf(written);
    }

    private void take(Runs runs, Rewrite rewrite, JournalRecord first, JournalRecord later, JournalRecord rollback) {
        for (Written written : rewrite.written()) {
            for (Map.Entry<Set<Written>, NavigableMap<String, JournalRecord>> group :
                    runs.left.getOrDefault(written, Map.of()).entrySet()) {
                NavigableMap<String, JournalRecord> between =
                        group.getValue().subMap(first.id(), true, later.id(), false);
                if (!between.isEmpty() && rewrite.isOf(group.getKey())) {
                    between.keySet().forEach(id -> undone.put(id, rollback));
                    between.clear();
                }
            }
        }
    }
}
