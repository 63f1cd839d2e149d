package dev.eku.journal;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.product.Exemption;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All records of one host, oldest first, and what stands among them that cannot be read: which runs stand, which were undone or
 * interrupted. Immutable.
 *
 * @param unreadable for each value that is no record, its name and the fault
 */
public record History(List<JournalRecord> records, List<Message> unreadable) {
    public History {
        records = List.copyOf(records);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * Refuses to decide on a part of the records: one that cannot be read must not be taken for none.
     *
     * @throws EkuException {@code UNREADABLE_RECORD}, naming each
     */
    public History requireReadable() {
        if (!unreadable.isEmpty()) {
            throw new EkuException(ErrorCode.UNREADABLE_RECORD, unreadable);
        }
        return this;
    }

    /** The newest run that was interrupted and that no later run has undone or done in its stead, if any. */
    public Optional<JournalRecord> open() {
        return records.stream()
                .filter(record -> record.isOpen() && !isSettled(record))
                .reduce((earlier, later) -> later);
    }

    /** The interrupted rollbacks of that record, oldest first. */
    public List<JournalRecord> openRollbacksOf(JournalRecord record) {
        return records.stream()
                .filter(other -> other.isOpen()
                        && other.rollsBack().filter(record.id()::equals).isPresent())
                .toList();
    }

    /** Whether a later run has undone what it did or, if it is a rollback, has undone the same record. */
    private boolean isSettled(JournalRecord record) {
        return isRolledBack(record)
                || record.rollsBack()
                        .filter(undone -> records.stream()
                                .anyMatch(other -> !other.isOpen()
                                        && other.rollsBack()
                                                .filter(undone::equals)
                                                .isPresent()))
                        .isPresent();
    }

    /** Whether a later run has undone that record to its end. */
    public boolean isRolledBack(JournalRecord record) {
        return rolledBackBy(record).isPresent();
    }

    /**
     * The run that undid that record. One that only made up for a pending restart, or only renewed the exemption, has
     * nothing of its own to undo; it falls with the exemption itself, when no change for it is left standing. One that was
     * interrupted falls with the next rollback of what it was for, which brings up what it had stopped.
     */
    public Optional<JournalRecord> rolledBackBy(JournalRecord record) {
        return records.stream()
                .filter(later -> !later.isOpen() && later.rollsBack().isPresent())
                .filter(later -> later.rollsBack().get().equals(record.id())
                        || (record.rollsBack().isEmpty()
                                && !record.changesRegistry()
                                && later.isLaterThan(record)
                                && later.exemption().coversSameAs(record.exemption())
                                && (record.isOpen()
                                        ? RecordId.ORDER.compare(
                                                        later.rollsBack().get(), record.id())
                                                < 0
                                        : changesBefore(record).findAny().isEmpty()))
                        || isUndoneWith(record, later))
                .findFirst();
    }

    /**
     * The runs, newest first, whose values that record has only written again, since somebody had taken them away in between.
     * To undo the record is to bring back what was there before the first of them. Only of one that has ended.
     */
    public List<JournalRecord> writtenAgainBy(JournalRecord record) {
        List<JournalRecord> again = new ArrayList<>(
                record.isOpen()
                        ? List.of()
                        : changesBefore(record)
                                .filter(earlier -> !earlier.isOpen() && Rewrite.isOf(earlier, record))
                                .toList());
        Collections.reverse(again);
        return again;
    }

    private boolean isUndoneWithAnother(JournalRecord record) {
        return records.stream()
                .anyMatch(later -> !later.isOpen() && later.rollsBack().isPresent() && isUndoneWith(record, later));
    }

    /** Whether a rollback of a later run that wrote the same values again has brought back what was before that one, or older. */
    private boolean isUndoneWith(JournalRecord record, JournalRecord rollback) {
        Optional<JournalRecord> undone = records.stream()
                .filter(one -> rollback.rollsBack().filter(one.id()::equals).isPresent())
                .findFirst();
        return undone.filter(later -> record.rollsBack().isEmpty()
                        && !record.isOpen()
                        && !later.isOpen()
                        && later.isLaterThan(record)
                        && record.exemption().coversSameAs(later.exemption())
                        && Rewrite.isOf(record, later))
                .filter(later -> records.stream()
                        .filter(older -> !older.isLaterThan(record)
                                && older.rollsBack().isEmpty()
                                && older.exemption().coversSameAs(later.exemption())
                                && Rewrite.isOf(older, later))
                        .anyMatch(older -> Rewrite.isBroughtBack(older, later, rollback)))
                .isPresent();
    }

    /** The changes made before that record, for the same exemption, that still stand, oldest first. */
    private Stream<JournalRecord> changesBefore(JournalRecord record) {
        return records.stream()
                .takeWhile(earlier -> !earlier.equals(record))
                .filter(earlier -> earlier.rollsBack().isEmpty()
                        && earlier.changesRegistry()
                        && earlier.exemption().coversSameAs(record.exemption())
                        && !isRolledBack(earlier));
    }

    /** The interrupted runs after that record that were only to restart what has read it, oldest first. */
    public List<JournalRecord> openRestartsAfter(JournalRecord record) {
        return standing()
                .filter(later -> later.isOpen()
                        && !later.changesRegistry()
                        && later.isLaterThan(record)
                        && later.exemption().coversSameAs(record.exemption()))
                .toList();
    }

    /** The newest run that stands, or was interrupted, whatever it did. */
    public Optional<JournalRecord> lastStanding() {
        return standing().reduce((earlier, later) -> later);
    }

    /**
     * What a rollback undoes: a record whose rollback was interrupted, else the newest run that stands and changed the
     * registry, or was interrupted; only where there is none, one that just restarted services. A rollback is not undone
     * again. Where a run was interrupted that only restarted what an earlier one had written, the earlier one is meant.
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
                : changesBefore(record).reduce((earlier, later) -> later).orElse(record);
    }

    /** Whether the last thing that was done, and is not left half done, was to undo a run. */
    public boolean endsWithARollback() {
        return open().isEmpty()
                && records.stream()
                        .reduce((earlier, later) -> later)
                        .filter(last -> last.rollsBack().isPresent())
                        .isPresent();
    }

    /** The exemptions that stand, each as it was last recorded. */
    public List<Exemption> standingExemptions() {
        return standing()
                .flatMap(record -> recorded(record.exemption()).stream())
                .distinct()
                .map(JournalRecord::exemption)
                .toList();
    }

    /**
     * The record that tells why that exemption stands, whose it is and until when: the newest that says anything of it, else
     * the newest.
     */
    public Optional<JournalRecord> recorded(Exemption exemption) {
        List<JournalRecord> same = standing()
                .filter(record -> record.exemption().coversSameAs(exemption))
                .toList();
        return same.stream()
                .filter(record -> record.exemption().isExplained())
                .reduce((earlier, later) -> later)
                .or(() -> same.stream().reduce((earlier, later) -> later));
    }

    private boolean tells(JournalRecord record) {
        return recorded(record.exemption()).filter(record::equals).isPresent();
    }

    /** The runs that stand, or were interrupted, oldest first. */
    public Stream<JournalRecord> standing() {
        return records.stream().filter(record -> record.rollsBack().isEmpty() && !isRolledBack(record));
    }

    /**
     * The records that can be deleted, in the order in which they may go. Needed is still one that was interrupted, whose changes
     * stand and could not be undone without it, or that tells until when an exemption stands.
     */
    Stream<JournalRecord> dispensable() {
        List<JournalRecord> dispensable = records.stream()
                .filter(record -> isSettled(record)
                        || (!record.isOpen()
                                && (record.rollsBack().isPresent() || (!record.changesRegistry() && !tells(record)))))
                .toList();
        // The first of several that wrote the same tells that all are undone, so it goes last of them.
        List<JournalRecord> again = new ArrayList<>(
                dispensable.stream().filter(this::isUndoneWithAnother).toList());
        Collections.reverse(again);
        List<JournalRecord> others =
                dispensable.stream().filter(record -> !again.contains(record)).toList();
        return Stream.concat(again.stream(), others.stream());
    }
}
