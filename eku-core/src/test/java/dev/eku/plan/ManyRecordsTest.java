package dev.eku.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.Growth;
import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.SetValue;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.inspect.Purpose;
import dev.eku.journal.History;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What records cost that pile up: nobody waits the longer for a rollback the longer eku has been there. */
class ManyRecordsTest {
    private static final Instant THEN = Instant.parse("2017-06-01T00:00:00Z");
    private static final Message WHY = Message.of("why.key");
    private static final Action CREATE = new CreateKey(FrontEnd.TARGET.view(), FrontEnd.KEY, WHY);
    private static final Action WRITE = new SetValue(FrontEnd.TARGET, Optional.empty(), FrontEnd.ZERO, WHY);

    /** How records pile up. */
    enum Pile {
        /** Somebody takes the value away each day, and a nightly run writes it again. */
        WRITTEN_AGAIN(number -> record(number, FrontEnd.EXEMPTION, Optional.empty(), CREATE, WRITE)),
        /** Somebody tries it again and again, and leaves it at last. */
        TAKEN_BACK(number -> number % 2 == 1
                ? record(number, FrontEnd.EXEMPTION, Optional.empty(), CREATE, WRITE)
                : record(
                        number,
                        FrontEnd.EXEMPTION,
                        Optional.of(id(number - 1)),
                        new DeleteValue(FrontEnd.TARGET, FrontEnd.ZERO, WHY),
                        new DeleteKey(FrontEnd.TARGET.view(), FrontEnd.KEY, WHY))),
        /** Each record is of another application. */
        OF_OTHERS(number -> record(
                number,
                FrontEnd.EXEMPTION.of(Application.at("relay", "C:\\Relay" + number + "\\Relay.exe")),
                Optional.empty(),
                WRITE)),
        /** Rollouts that write nothing, since all is there, and only restart. */
        RESTARTS(number -> number == 1
                ? record(number, FrontEnd.EXEMPTION, Optional.empty(), CREATE, WRITE)
                : record(number, FrontEnd.EXEMPTION, Optional.empty()));

        // A function that keeps nothing.
        @SuppressWarnings("ImmutableEnumChecker")
        private final IntFunction<JournalRecord> record;

        Pile(IntFunction<JournalRecord> record) {
            this.record = record;
        }

        List<JournalRecord> of(int size) {
            List<JournalRecord> records = new ArrayList<>();
            for (int number = 1; number <= size - 1; number++) {
                records.add(record.apply(number));
            }
            records.add(record(size, FrontEnd.EXEMPTION, Optional.empty(), CREATE, WRITE));
            return records;
        }
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    private static JournalRecord record(
            int number, Exemption exemption, Optional<String> rollsBack, Action... actions) {
        Instant at = THEN.plusSeconds(number * 100L);
        return new JournalRecord(
                id(number),
                rollsBack,
                FrontEnd.elsewhere("ann"),
                exemption,
                "",
                at,
                Optional.of(at.plusSeconds(9)),
                List.of(actions).stream()
                        .map(action -> Step.of(action).done(Result.DONE, at.plusSeconds(1)))
                        .toList(),
                Optional.empty(),
                List.of());
    }

    private static MemoryHost host() {
        return FrontEnd.exempted().build();
    }

    @ParameterizedTest
    @EnumSource
    void rollbackIsPlannedInTimeThatGrowsAsTheRecordsDo(Pile pile) {
        MemoryHost host = host();
        Growth.requireLinear("a rollback's plan", size -> {
            List<JournalRecord> records = pile.of(size);
            return () -> {
                Inspection now = new Inspector(host)
                        .inspect(FrontEnd.EXEMPTION, Purpose.CHANGE, new History(records, List.of()));
                JournalRecord last = now.journal().lastToRollBack().orElseThrow();
                RecordAudit.requireUndoable(last, now, service -> true);
                Plan plan = RollbackPlanner.planToTheFirst(now, last, PlanOptions.DEFAULT);
                assertThat(plan.rollsBack()).contains(id(size));
                assertThat(PlanAudit.of(plan, now)).isEmpty();
            };
        });
    }

    @ParameterizedTest
    @EnumSource
    void answersAboutAllRecordsAreFoundInTimeThatGrowsAsTheRecordsDo(Pile pile) {
        Growth.requireLinear("the answers", size -> {
            List<JournalRecord> records = pile.of(size);
            return () -> {
                History history = new History(records, List.of());
                for (JournalRecord record : history.records()) {
                    history.rolledBackBy(record);
                    history.recorded(record.exemption());
                    history.openRollbacksOf(record);
                }
                assertThat(history.open()).isEmpty();
                assertThat(history.standingExemptions()).isNotEmpty();
            };
        });
    }

    @Test
    void rollbackOfManyRunsIsAuditedInTimeThatGrowsAsTheyDo() {
        MemoryHost host = host();
        Growth.requireLinear("the audit of an interrupted rollback", size -> {
            List<JournalRecord> records = Pile.WRITTEN_AGAIN.of(size);
            Action[] actions = new Action[size];
            Arrays.fill(actions, new DeleteValue(FrontEnd.TARGET, FrontEnd.ZERO, WHY));
            JournalRecord rollback = record(size + 1, FrontEnd.EXEMPTION, Optional.of(id(size)), actions);
            records.add(rollback);
            return () -> RecordAudit.requireFinishable(
                    rollback,
                    new Inspector(host).inspect(FrontEnd.EXEMPTION, Purpose.CHANGE, new History(records, List.of())),
                    service -> true);
        });
    }
}
