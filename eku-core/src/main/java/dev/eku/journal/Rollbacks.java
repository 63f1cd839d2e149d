package dev.eku.journal;

import dev.eku.product.Exemption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which runs of one host were undone, and by which run. One pass finds the answer for all runs, without comparing each
 * run with all others. Records are identified by their numbers. Immutable once made.
 */
final class Rollbacks {
    /** The rollbacks that have ended and those that were interrupted, by the number of the record that they undo. */
    private final Map<String, List<JournalRecord>> ended = new HashMap<>();

    private final Map<String, List<JournalRecord>> open = new HashMap<>();
    private final ByCover<List<JournalRecord>> endedFor = new ByCover<>(ArrayList::new);
    private final RewritesUndone rewrites;
    /** The rollback that undid a record, by the number of that record. */
    private final Map<String, JournalRecord> undoneBy = new HashMap<>();

    private final List<JournalRecord> standing = new ArrayList<>();
    private final ByCover<Deque<JournalRecord>> changes = new ByCover<>(ArrayDeque::new);

    /** @param records oldest first */
    Rollbacks(List<JournalRecord> records) {
        Map<String, JournalRecord> byId = new HashMap<>();
        List<JournalRecord> all = new ArrayList<>();
        for (JournalRecord record : records) {
            byId.putIfAbsent(record.id(), record);
            if (record.rollsBack().isPresent()) {
                (record.isOpen() ? open : ended)
                        .computeIfAbsent(record.rollsBack().get(), none -> new ArrayList<>())
                        .add(record);
                if (!record.isOpen()) {
                    all.add(record);
                    endedFor.at(record.exemption()).add(record);
                }
            }
        }
        this.rewrites = new RewritesUndone(records, all, byId);
        for (JournalRecord record : records) {
            Optional<JournalRecord> undone = find(record);
            if (undone.isPresent()) {
                undoneBy.put(record.id(), undone.get());
            } else if (record.rollsBack().isEmpty()) {
                standing.add(record);
                if (record.changesRegistry()) {
                    changes.at(record.exemption()).add(record);
                }
            }
        }
    }

    /** The first rollback that undid that record. */
    Optional<JournalRecord> of(JournalRecord record) {
        return Optional.ofNullable(undoneBy.get(record.id()));
    }

    /** Whether a rollback undid exactly the record with that number. */
    boolean hasEnded(String undone) {
        return ended.containsKey(undone);
    }

    /** The interrupted rollbacks of exactly that record, oldest first. */
    List<JournalRecord> openOf(JournalRecord record) {
        return List.copyOf(open.getOrDefault(record.id(), List.of()));
    }

    /** Whether a rollback of a later run that wrote the same values also undid that run. */
    boolean isUndoneWithAnother(JournalRecord record) {
        return rewrites.by(record).isPresent();
    }

    /** The standing runs, oldest first. */
    List<JournalRecord> standing() {
        return standing;
    }

    /** The standing runs that changed something for that exemption, each list oldest first. */
    Collection<Deque<JournalRecord>> changes(Exemption exemption) {
        return changes.sameAs(exemption);
    }

    /** The first of the rollbacks that undid the record. The earlier standing runs are already known. */
    private Optional<JournalRecord> find(JournalRecord record) {
        Optional<JournalRecord> first =
                earlier(Optional.ofNullable(ended.get(record.id())).map(own -> own.get(0)), rewrites.by(record));
        if (record.rollsBack().isPresent() || record.changesRegistry()) {
            return first;
        }
        if (!record.isOpen() && !changes.sameAs(record.exemption()).isEmpty()) {
            return first;
        }
        for (List<JournalRecord> later : endedFor.sameAs(record.exemption())) {
            first = earlier(first, falling(record, later));
        }
        return first;
    }

    /** The first rollback after which a run that has changed nothing counts as undone. */
    private static Optional<JournalRecord> falling(JournalRecord record, List<JournalRecord> ended) {
        int from = firstAfter(record, ended);
        for (JournalRecord later : ended.subList(from, ended.size())) {
            if (!record.isOpen() || RecordId.ORDER.compare(later.rollsBack().orElseThrow(), record.id()) < 0) {
                return Optional.of(later);
            }
        }
        return Optional.empty();
    }

    /** @param sorted oldest first */
    private static int firstAfter(JournalRecord record, List<JournalRecord> sorted) {
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted.get(middle).isLaterThan(record)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private static Optional<JournalRecord> earlier(Optional<JournalRecord> one, Optional<JournalRecord> other) {
        return one.isPresent() && other.filter(one.get()::isLaterThan).isEmpty() ? one : other;
    }
}
