package dev.eku.inspect;

import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.journal.HostLock;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Planner;
import dev.eku.plan.Preconditions;
import dev.eku.plan.RollbackPlanner;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.report.Reports;
import dev.eku.verify.Verifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each purpose asks for what its decision rests on, and for nothing else. */
final class PurposeTest {
    private static final KeyPath ASIDE = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V2);
    private static final KeyPath NET_35 = Inspector.NDP.child("v3.5");

    private static List<PortCall> asked(MemoryHost host, Purpose purpose) {
        int before = host.portCalls().size();
        new Inspector(host).inspect(FrontEnd.EXEMPTION, purpose);
        return host.portCalls().subList(before, host.portCalls().size());
    }

    private static List<String> about(List<PortCall> calls, KeyPath key) {
        return calls.stream()
                .filter(call -> call.subject().equals(key.toString()))
                .map(call -> call.kind().name())
                .toList();
    }

    @Test
    void verdictAsksNeitherForRightsNorForOtherServicesNorForTheLock() {
        List<PortCall> calls = asked(FrontEnd.exempted().build(), Purpose.VERDICT);

        assertThat(calls)
                .extracting(PortCall::kind)
                .doesNotContain(
                        PortCall.Kind.REGISTRY_WRITABLE,
                        PortCall.Kind.SERVICE_DEPENDENTS,
                        PortCall.Kind.SERVICE_CONTROLLABLE);
        assertThat(about(calls, HostLock.KEY)).isEmpty();
    }

    @Test
    void runThatHoldsTheLockDoesNotAskWhoHoldsIt() {
        assertThat(about(asked(FrontEnd.frontEnd().build(), Purpose.CHANGE_UNDER_LOCK), HostLock.KEY))
                .isEmpty();
        assertThat(about(asked(FrontEnd.frontEnd().build(), Purpose.CHANGE), HostLock.KEY))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"CHANGE", "CHANGE_UNDER_LOCK", "VERDICT"})
    void keyThatNothingReadsIsReadOnceAndNothingAboveIt(Purpose purpose) {
        List<PortCall> calls = asked(FrontEnd.frontEnd().build(), purpose);

        assertThat(about(calls, ASIDE)).as("one for each view").containsExactly("REGISTRY_READ", "REGISTRY_READ");
        assertThat(about(calls, RegistryTarget.runtimeKey(Clr.V2))).isEmpty();
        assertThat(about(calls, NET_35)).isEmpty();
    }

    @Test
    void reportAsksForEverything() {
        List<PortCall> calls = asked(FrontEnd.frontEnd().build(), Purpose.REPORT);

        assertThat(about(calls, RegistryTarget.runtimeKey(Clr.V2))).isNotEmpty();
        assertThat(about(calls, NET_35)).isNotEmpty();
    }

    @Test
    void whatWasNotAskedOfAKeyCannotBeUsed() {
        SettingKey key = new Inspector(FrontEnd.frontEnd().build())
                .inspect(FrontEnd.EXEMPTION, Purpose.CHANGE)
                .key(VIEW_32, Clr.V2);

        assertThat(key.isAside()).isTrue();
        assertThat(key.contents()).isEmpty();
        assertThat(key.details()).isEmpty();
    }

    static Stream<MemoryHostBuilder> hosts() {
        return Stream.of(
                FrontEnd.frontEnd(),
                FrontEnd.exempted(),
                FrontEnd.frontEnd().key(VIEW_32, ASIDE),
                FrontEnd.frontEnd().value(VIEW_32, ASIDE, FrontEnd.PATH, RegistryValue.dword(0)),
                FrontEnd.frontEnd().value(VIEW_64, ASIDE, "C:\\other.exe", RegistryValue.dword(0)),
                FrontEnd.frontEnd()
                        .value(
                                RegistryTarget.runtimeKey(Clr.V4),
                                Setting.REQUIRE_CERTIFICATE_EKUS.globalName(),
                                RegistryValue.dword(0)));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void planIsTheSameWhicheverPurposeTheHostWasInspectedFor(MemoryHostBuilder host) {
        PlanOptions options = PlanOptions.DEFAULT.tidy(true);
        Plan plan = Planner.plan(inspected(host, Purpose.CHANGE), options);

        assertThat(Planner.plan(inspected(host, Purpose.REPORT), options)).isEqualTo(plan);
        assertThat(Preconditions.of(inspected(host, Purpose.CHANGE_UNDER_LOCK))).isEqualTo(plan.facts());
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void verdictIsTheSameWhicheverPurposeTheHostWasInspectedFor(MemoryHostBuilder host) {
        assertThat(Verifier.verify(inspected(host, Purpose.VERDICT)))
                .isEqualTo(Verifier.verify(inspected(host, Purpose.REPORT)));
        assertThat(Verifier.verify(inspected(host, Purpose.CHANGE)))
                .isEqualTo(Verifier.verify(inspected(host, Purpose.REPORT)));
    }

    private static Inspection inspected(MemoryHostBuilder host, Purpose purpose) {
        return new Inspector(host.build()).inspect(FrontEnd.EXEMPTION, purpose);
    }

    /** It would name rights that are missing, because nobody asked for them. */
    @Test
    void noPlanIsMadeOfAnInspectionForAVerdict() {
        MemoryHost host = FrontEnd.frontEnd().build();
        FrontEnd.apply(host);
        Inspection verdict = new Inspector(host).inspect(FrontEnd.EXEMPTION, Purpose.VERDICT);
        JournalRecord record = verdict.journal().records().get(0);

        assertThatThrownBy(() -> Planner.plan(verdict, PlanOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RollbackPlanner.plan(verdict, record, PlanOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RollbackPlanner.planToTheFirst(verdict, record, PlanOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** It would show "none" for what nobody asked. */
    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"CHANGE", "CHANGE_UNDER_LOCK", "VERDICT"})
    void noReportIsMadeOfAnInspectionForAnotherPurpose(Purpose purpose) {
        Inspection inspection = inspected(FrontEnd.frontEnd(), purpose);

        assertThat(inspection.purpose()).isEqualTo(purpose);
        assertThatThrownBy(() -> Reports.ENGLISH.of(inspection)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valueInAKeyThatNothingReadsIsStillTidiedAway() {
        Plan plan = Eku.on(FrontEnd.frontEnd()
                        .value(RegistryView.VIEW_32, ASIDE, FrontEnd.PATH, RegistryValue.dword(0))
                        .build())
                .plan(FrontEnd.EXEMPTION, PlanOptions.DEFAULT.tidy(true));

        assertThat(plan.blocking()).isEmpty();
        assertThat(plan.actions()).anyMatch(action -> action.toString().contains("DeleteValue"));
    }
}
