package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Diagnosis;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanAudit;
import dev.eku.plan.Planner;
import dev.eku.plan.RecordAudit;
import dev.eku.plan.RollbackPlanner;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.report.Reports;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hundreds of applications of one's own on one host cost hundreds of times what one costs. */
class ManyApplicationsTest {
    /** Made once: that takes longer than what is done with them. */
    private static final Map<Integer, MemoryHost> FRESH = new HashMap<>();

    private static final Map<Integer, MemoryHost> DONE = new HashMap<>();

    private static Exemption exemption(int size) {
        Exemption all = FrontEnd.EXEMPTION;
        for (int i = 0; i < size; i++) {
            all = all.of(Application.ofService("relay-" + i, ServiceName.of("Relay" + i)));
        }
        return all;
    }

    private static MemoryHost fresh(int size) {
        return FRESH.computeIfAbsent(size, none -> {
            MemoryHostBuilder host = FrontEnd.frontEnd();
            for (int i = 0; i < size; i++) {
                host = host.service(FrontEnd.service("Relay" + i, "C:\\Relay" + i + "\\Relay.exe"))
                        .file("C:\\Relay" + i + "\\Relay.exe");
            }
            return host.build();
        });
    }

    private static MemoryHost applied(int size) {
        return DONE.computeIfAbsent(size, none -> {
            MemoryHost host = fresh(size).toBuilder().build();
            Eku.on(host).apply(Eku.on(host).plan(exemption(size), FrontEnd.STOP), event -> {});
            return host;
        });
    }

    private static Inspection inspected(MemoryHost host, int size) {
        return new Inspector(host).inspect(exemption(size));
    }

    /** What is done for all of them at once. */
    enum Task {
        INSPECT,
        PLAN,
        VERIFY,
        DIAGNOSE,
        REPORT,
        AUDIT
    }

    private static Runnable prepared(Task task, MemoryHost host, int size) {
        Inspection now = inspected(host, size);
        Plan plan = Planner.plan(now, FrontEnd.STOP);
        Diagnosis diagnosis = Eku.on(host).diagnose(exemption(size), List.of());
        return switch (task) {
            case INSPECT -> () -> inspected(host, size);
            case PLAN -> () -> Planner.plan(now, FrontEnd.STOP);
            case VERIFY -> () -> Verifier.verify(now);
            case DIAGNOSE -> () -> Eku.on(host).diagnose(exemption(size), List.of());
            case REPORT ->
                () -> {
                    assertThat(Reports.ENGLISH.of(diagnosis).json()).isNotEmpty();
                    assertThat(Reports.ENGLISH.of(diagnosis).lines()).isNotEmpty();
                    assertThat(Reports.ENGLISH.of(plan).json()).isNotEmpty();
                    assertThat(Reports.ENGLISH.of(plan).lines()).isNotEmpty();
                };
            case AUDIT -> () -> assertThat(PlanAudit.of(plan, now)).isEmpty();
        };
    }

    @ParameterizedTest
    @EnumSource
    void workGrowsAsTheApplicationsDoBeforeTheyAreExempt(Task task) {
        Growth.requireLinear(task.name(), size -> prepared(task, fresh(size), size));
    }

    @ParameterizedTest
    @EnumSource
    void workGrowsAsTheApplicationsDoOnceTheyAreExempt(Task task) {
        Growth.requireLinear(task.name(), size -> prepared(task, applied(size), size));
    }

    @Test
    void servicesThatAreDownAreToldInWorkThatGrowsAsTheyDo() {
        Growth.requireLinear("services that are down", size -> {
            MemoryHostBuilder host = applied(size).toBuilder();
            for (int i = 0; i < size; i++) {
                host = host.state("Relay" + i, ServiceState.STOPPED).startType("Relay" + i, StartType.MANUAL);
            }
            Inspection now = inspected(host.build(), size);
            return () -> assertThat(DownService.of(now)).hasSize(size).allMatch(DownService::isExpectedToRun);
        });
    }

    @Test
    void rollbackOfAllIsPlannedInWorkThatGrowsAsTheyDo() {
        Growth.requireLinear("rollback", size -> {
            Inspection now = inspected(applied(size), size);
            JournalRecord record = now.journal().lastToRollBack().orElseThrow();
            return () -> {
                RecordAudit.requireUndoable(record, now, service -> true);
                assertThat(RollbackPlanner.planToTheFirst(now, record, FrontEnd.STOP)
                                .actions())
                        .isNotEmpty();
            };
        });
    }
}
