package dev.eku.plan;

import dev.eku.action.Action.StopService;
import dev.eku.inspect.Inspection;
import dev.eku.journal.HostLock.Holder;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What blocks any change of a host: a lock, an interrupted run, a record that cannot be read. */
final class HostProblems {
    private HostProblems() {}

    static List<Problem> of(Inspection inspection) {
        List<Problem> problems = new ArrayList<>();
        if (!inspection.host().journalWritable()) {
            problems.add(Problem.blocking(Problem.Code.ACCESS_DENIED, Journal.EKU_KEY));
        }
        for (Message line : inspection.journal().unreadable()) {
            problems.add(Problem.blocking(Problem.Code.UNREADABLE_RECORD, line));
        }
        Optional<JournalRecord> open = inspection.journal().open();
        if (open.isPresent()) {
            problems.add(openRecord(open.get()));
        }
        Optional<Holder> lock = inspection.lock();
        if (lock.isPresent() && !isOf(lock.get(), open)) {
            problems.add(Problem.advice(
                    Problem.Code.LOCKED, lock.get().shown(), lock.get().name()));
        }
        return problems;
    }

    /** Whether the run that holds the lock is the interrupted one. */
    private static boolean isOf(Holder holder, Optional<JournalRecord> open) {
        return open.isPresent()
                && holder.operator().equals(Optional.of(open.get().operator()));
    }

    private static Problem openRecord(JournalRecord record) {
        String services = record.steps().stream()
                .filter(step -> step.action() instanceof StopService)
                .map(step -> ((StopService) step.action()).service().toString())
                .distinct()
                .collect(Collectors.joining(", "));
        return Problem.blocking(
                Problem.Code.OPEN_RECORD,
                record.id(),
                record.operator().name(),
                record.startedAt(),
                record.extent(),
                services.isEmpty() ? "" : Message.of("problem.open-services", services),
                record.failure()
                        .<Object>map(why -> Message.of("problem.open-failure", why))
                        .orElse(""),
                record.wayOut());
    }
}
