package dev.eku.journal;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.product.Exemption;
import dev.eku.text.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All records of one host, oldest first, and the values among them that cannot be read. It knows which runs were undone
 * or interrupted. A run is standing as long as nothing has undone it. Each answer about a record is computed once, when
 * the history is made. Records are identified by their numbers. Immutable.
 */
public final class History {
    private final List<JournalRecord> records;
    private final List<Message> unreadable;
    private final Rollbacks rollbacks;
    private final DoneSteps steps;
    private final ByCover<Deque<JournalRecord>> recorded = new ByCover<>(ArrayDeque::new);
    private final ByCover<Deque<JournalRecord>> explained = new ByCover<>(ArrayDeque::new);

    /**
     * The history of these records.
     *
     * @param records in any order
     * @param unreadable for each value that is not a valid record, its name and the fault
     */
    public History(List<JournalRecord> records, List<Message> unreadable) {
        this.unreadable = List.copyOf(unreadable);
        List<JournalRecord> sorted = new ArrayList<>(records);
        sorted.sort((one, other) -> RecordId.ORDER.compare(one.id(), other.id()));
        this.records = List.copyOf(sorted);
        this.rollbacks = new Rollbacks(this.records);
        this.steps = new DoneSteps(this.records);
        for (JournalRecord record : rollbacks.standing()) {
            recorded.at(record.exemption()).add(record);
            if (record.exemption().isExplained()) {
                explained.at(record.exemption()).add(record);
            }
        }
    }

    /** The steps of all records, by their values and services. */
    public DoneSteps steps() {
        return steps;
    }

    /** All records, oldest first. */
    public List<JournalRecord> records() {
        return records;
    }

    /** For each value that is not a valid record, its name and the fault. */
    public List<Message> unreadable() {
        return unreadable;
    }

    /**
     * Makes sure that all records could be read, because an unreadable record must not be taken for a missing one.
     *
     * @throws EkuException {@code UNREADABLE_RECORD}, naming each
     */
    public History requireReadable() {
        if (!unreadable.isEmpty()) {
            throw new EkuException(ErrorCode.UNREADABLE_RECORD, unreadable);
        }
        return this;
    }

    /** The newest interrupted run that no later run has undone or completed, if there is one. */
    public Optional<JournalRecord> open() {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i).isOpen() && !isSettled(records.get(i))) {
                return Optional.of(records.get(i));
            }
        }
        return Optional.empty();
    }

    /** The interrupted rollbacks of that record, oldest first. */
    public List<JournalRecord> openRollbacksOf(JournalRecord record) {
        return rollbacks.openOf(record);
    }

    /** Whether a later run has undone what this run did or, if it is a rollback, has undone the same record. */
    private boolean isSettled(JournalRecord record) {
        return isRolledBack(record)
                || record.rollsBack().filter(rollbacks::hasEnded).isPresent();
    }

    /** Whether a later run has undone that record completely. */
    public boolean isRolledBack(JournalRecord record) {
        return rolledBackBy(record).isPresent();
    }

    /**
     * The run that undid that record. A run that only performed a pending restart, or only renewed the exemption, has
     * nothing of its own to undo. It counts as undone when no change for its exemption is standing any more. An
     * interrupted run of that kind counts as undone with the next rollback of the record that it was for, because that
     * rollback starts what the run had stopped.
     */
    public Optional<JournalRecord> rolledBackBy(JournalRecord record) {
        return rollbacks.of(record);
    }

    /**
     * The earlier runs, newest first, whose values that record has only written again because somebody had removed
     * them. To undo the record is to restore what was there before the first of these runs. Empty for a record that has
     * not ended.
     */
    public List<JournalRecord> writtenAgainBy(JournalRecord record) {
        if (record.isOpen()) {
            return List.of();
        }
        Rewrite rewrite = new Rewrite(record);
        List<JournalRecord> again = new ArrayList<>();
        for (JournalRecord earlier : changesBefore(record)) {
            if (!earlier.isOpen() && rewrite.isOf(earlier)) {
                again.add(earlier);
            }
        }
        return again;
    }

    /** The changes before that record, for the same exemption, that are still standing, newest first. */
    private List<JournalRecord> changesBefore(JournalRecord record) {
        List<JournalRecord> before = new ArrayList<>();
        for (Deque<JournalRecord> same : rollbacks.changes(record.exemption())) {
            for (JournalRecord change : same) {
                if (record.isLaterThan(change)) {
                    before.add(change);
                }
            }
        }
        before.sort((one, other) -> RecordId.ORDER.compare(other.id(), one.id()));
        return before;
    }

    /**
     * The interrupted runs after that record that were only to restart the services that read its values, oldest first.
     */
    public List<JournalRecord> openRestartsAfter(JournalRecord record) {
        return standing()
                .filter(later -> later.isOpen()
                        && !later.changesRegistry()
                        && later.isLaterThan(record)
                        && later.exemption().coversSameAs(record.exemption()))
                .toList();
    }

    /** The newest standing run, whatever it did. It may have been interrupted. */
    public Optional<JournalRecord> lastStanding() {
        List<JournalRecord> standing = rollbacks.standing();
        return standing.isEmpty() ? Optional.empty() : Optional.of(standing.get(standing.size() - 1));
    }

    /**
     * The record that a rollback undoes. It is a record whose rollback was interrupted; otherwise, the newest standing
     * run that changed the registry or was interrupted. If there is none, it is a run that only restarted services. A
     * rollback is not undone. If the interrupted run only restarted what an earlier run had written, the result is the
     * earlier run.
     */
    public Optional<JournalRecord> lastToRollBack() {
        return standing()
                .filter(record -> !openRollbacksOf(record).isEmpty())
                .findFirst()
                .or(() -> standing()
                        .filter(record -> record.isOpen() || record.changesRegistry())
                        .reduce((earlier, later) -> later)
                        .map(this::change))
                .or(this::lastStanding);
    }

    private JournalRecord change(JournalRecord record) {
        return record.changesRegistry()
                ? record
                : changesBefore(record).stream().findFirst().orElse(record);
    }

    /** Whether the last run was a complete rollback, and no run is open. */
    public boolean endsWithARollback() {
        return open().isEmpty()
                && !records.isEmpty()
                && records.get(records.size() - 1).rollsBack().isPresent();
    }

    /** The exemptions that are in place, each as it was last recorded. */
    public List<Exemption> standingExemptions() {
        Map<String, Exemption> exemptions = new LinkedHashMap<>();
        for (JournalRecord record : rollbacks.standing()) {
            recorded(record.exemption()).ifPresent(last -> exemptions.putIfAbsent(last.id(), last.exemption()));
        }
        return List.copyOf(exemptions.values());
    }

    /**
     * The record with the reason, owner and last day of that exemption: the newest that says anything about it, else
     * the newest.
     */
    public Optional<JournalRecord> recorded(Exemption exemption) {
        Optional<JournalRecord> reasoned = newest(explained, exemption);
        return reasoned.isPresent() ? reasoned : newest(recorded, exemption);
    }

    private static Optional<JournalRecord> newest(ByCover<Deque<JournalRecord>> of, Exemption exemption) {
        Optional<JournalRecord> newest = Optional.empty();
        for (Deque<JournalRecord> same : of.sameAs(exemption)) {
            JournalRecord last = same.getLast();
            if (newest.filter(known -> known.isLaterThan(last)).isEmpty()) {
                newest = Optional.of(last);
            }
        }
        return newest;
    }

    private boolean tells(JournalRecord record) {
        return recorded(record.exemption())
                .filter(last -> last.id().equals(record.id()))
                .isPresent();
    }

    /** The standing runs, including interrupted ones, oldest first. */
    public Stream<JournalRecord> standing() {
        return rollbacks.standing().stream();
    }

    /**
     * The records that can be deleted, in the order in which they may be deleted. A record is still needed if it was
     * interrupted, if its changes are standing and could not be undone without it, or if it says until when an
     * exemption lasts.
     */
    Stream<JournalRecord> dispensable() {
        // The first of several records that wrote the same shows that all of them are undone, so it is deleted last.
        Deque<JournalRecord> again = new ArrayDeque<>();
        List<JournalRecord> others = new ArrayList<>();
        for (JournalRecord record : records) {
            if (isSettled(record)
                    || (!record.isOpen()
                            && (record.rollsBack().isPresent() || (!record.changesRegistry() && !tells(record))))) {
                if (rollbacks.isUndoneWithAnother(record)) {
                    again.addFirst(record);
                } else {
                    others.add(record);
                }
            }
        }
        return Stream.concat(again.stream(), others.stream());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History history
                && history.records.equals(records)
                && history.unreadable.equals(unreadable);
    }

    @Override
    public int hashCode() {
        return Objects.hash(records, unreadable);
    }

    /** The numbers of the records, and what could not be read. */
    @Override
    public String toString() {
        return records.stream().map(JournalRecord::id).toList() + " " + unreadable;
    }
}
