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
 * Which runs of one host were undone, and by which; found for all of them in one pass, and not by a look at all others
 * for each. Records are known by their numbers. Immutable once made.
 */
final class Rollbacks {
    /** By the number of the record that they undo: those that have ended, and those that were interrupted. */
    private final Map<String, List<JournalRecord>> ended = new HashMap<>();

    private final Map<String, List<JournalRecord>> open = new HashMap<>();
    private final ByCover<List<JournalRecord>> endedFor = new ByCover<>(ArrayList::new);
    private final RewritesUndone rewrites;
    /** By the number of the record undone. */
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

    /** The first rollback that has undone that record. */
    Optional<JournalRecord> of(JournalRecord record) {
        return Optional.ofNullable(undoneBy.get(record.id()));
    }

    /** Whether a rollback has undone the record of that number itself. */
    boolean hasEnded(String undone) {
        return ended.containsKey(undone);
    }

    /** The interrupted rollbacks of that record itself, oldest first. */
    List<JournalRecord> openOf(JournalRecord record) {
        return List.copyOf(open.getOrDefault(record.id(), List.of()));
    }

    /** Whether a rollback of a later run that wrote the same has undone that one, too. */
    boolean isUndoneWithAnother(JournalRecord record) {
        return rewrites.by(record).isPresent();
    }

    /** The runs that stand, oldest first. */
    List<JournalRecord> standing() {
        return standing;
    }

    /** Those among them that changed something for that exemption, each list oldest first. */
    Collection<Deque<JournalRecord>> changes(Exemption exemption) {
        return changes.sameAs(exemption);
    }

    /** The first of the rollbacks that undid it; what stands before it is known already. */
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

    /** The first of some rollbacks with which a run falls that has changed nothing. */
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
