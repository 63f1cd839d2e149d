package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.TARGET;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_64;
import static dev.eku.text.Message.asIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.action.Action;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostSnapshot;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.StopMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a plan that eku did not make, however well its fingerprint fits. */
class PlanAuditTest {
    private static final RegistryTarget FOREIGN = new RegistryTarget(VIEW_64, ProductCatalog.PRODUCT_KEY, "InstallDir");
    private static final RegistryValue FOLDER =
            RegistryValue.string("C:\\Program Files\\Skype for Business Server 2015\\");

    static Stream<Action> foreignActions() {
        return Stream.of(
                new DeleteValue(FOREIGN, FOLDER, asIs("why")),
                new SetValue(FOREIGN, Optional.of(FOLDER), ZERO, asIs("why")),
                new SetValue(TARGET, Optional.empty(), RegistryValue.dword(1), asIs("why")),
                new DeleteKey(VIEW_64, KEY.parent().orElseThrow(), asIs("why")),
                stop(MCU),
                stop("Spooler"),
                new StartService(ServiceName.of("Spooler"), StopMode.STOP, Duration.ofSeconds(9), asIs("why")));
    }

    private static StopService stop(String service) {
        return new StopService(
                ServiceName.of(service),
                StopMode.STOP,
                Action.DrainDeadline.STOP,
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                asIs("why"));
    }

    private static Plan with(Plan plan, List<Action> actions, List<Problem> problems) {
        return new Plan(
                plan.host(),
                plan.computer(),
                plan.simulated(),
                plan.madeAt(),
                plan.rollsBack(),
                plan.exemption(),
                plan.facts(),
                actions,
                problems);
    }

    private static void assertRefused(MemoryHost host, Plan plan, String why) {
        HostSnapshot before = host.snapshot();
        assertThatThrownBy(() -> Eku.on(host).apply(plan, event -> {}))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.PLAN_EXCESSIVE))
                .hasMessageContaining(why);
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("foreignActions")
    void planThatWantsMoreThanEkuWouldIsRefused(Action action) {
        MemoryHost host =
                frontEnd().service(service("Spooler", "C:\\spooler.exe")).build();
        Plan plan = plan(host, STOP);
        List<Action> actions = new ArrayList<>(plan.actions());
        actions.add(action);
        assertRefused(host, with(plan, actions, List.of()), "it contains " + said(action.subject()));
    }

    @Test
    void planThatDoesAThingTwiceOrInAnotherOrderIsRefused() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        List<Action> own = plan.actions();
        List<Action> writes = own.subList(0, 2);
        List<Action> restart = own.subList(2, 4);
        assertRefused(
                host, with(plan, joined(own, restart), List.of()), "it contains service RTCDATAMCU a second time");
        assertRefused(host, with(plan, joined(restart, writes), List.of()), "it contains 64-bit key HKLM");
        assertRefused(host, with(plan, joined(writes, own), List.of()), "a second time, or in another order");
    }

    private static List<Action> joined(List<Action> some, List<Action> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    @Test
    void serviceThatDoesNotRunIsNotStartedByAPlanFile() {
        MemoryHost host = frontEnd().state(MCU, ServiceState.STOPPED).build();
        Plan plan = plan(host, STOP);
        List<Action> actions = joined(plan.actions(), List.of(stop(MCU), start(MCU)));
        assertRefused(host, with(plan, actions, List.of()), "it contains service RTCDATAMCU");
    }

    private static StartService start(String service) {
        return new StartService(ServiceName.of(service), StopMode.STOP, Duration.ofSeconds(9), asIs("why"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT200H"})
    void planThatWaitsTooLongOrNotAtAllIsRefused(String time) {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        StartService hasty = new StartService(ServiceName.of(MCU), StopMode.STOP, Duration.parse(time), asIs("why"));
        List<Action> actions = joined(plan.actions().subList(0, 3), List.of(hasty));
        assertRefused(host, with(plan, actions, List.of()), "it gives service RTCDATAMCU");
    }

    static Stream<Arguments> unstoppable() {
        ServiceConfig known =
                frontEnd().build().services().config(ServiceName.of(MCU)).orElseThrow();
        return Stream.of(
                Arguments.of(frontEnd().service(config(known, StartType.DISABLED, known.type())), "SERVICE_DISABLED"),
                Arguments.of(frontEnd().service(config(known, known.startType(), 0x20)), "SERVICE_SHARED_PROCESS"),
                Arguments.of(
                        frontEnd().behaviour(MCU, ServiceBehaviour.ordinary().accepts(Set.of())),
                        "SERVICE_REFUSES_STOP"));
    }

    private static ServiceConfig config(ServiceConfig known, StartType startType, int type) {
        return new ServiceConfig(
                known.name(),
                known.displayName(),
                known.imagePath(),
                startType,
                type,
                known.account(),
                known.dependencies());
    }

    @ParameterizedTest
    @MethodSource("unstoppable")
    void serviceThatWouldNotComeUpAgainIsNotStoppedThoughThePlanDoesNotSaySo(MemoryHostBuilder builder, String code) {
        MemoryHost host = builder.build();
        Plan plan = plan(host, STOP);
        HostSnapshot before = host.snapshot();
        assertThatThrownBy(() -> Eku.on(host).apply(with(plan, plan.actions(), List.of()), event -> {}))
                .hasMessageStartingWith("PLAN_BLOCKED")
                .hasMessageContaining(code);
        assertThat(before.differences(host.snapshot())).isEmpty();
        Plan without = plan(host, STOP.restart(PlanOptions.Restart.NEVER));
        assertThat(Eku.on(host).apply(without, event -> {}).status()).isNotNull();
    }

    @Test
    void rollbackThatLeavesOutAChangeIsRefused() {
        MemoryHost host = frontEnd().build();
        apply(host);
        Plan plan = Eku.on(host).planRollback(STOP);
        assertRefused(host, with(plan, List.of(), List.of()), "it lacks 64-bit " + KEY + ", value " + PATH);
    }

    @Test
    void rollbackOfARecordThatDoesNotStandIsRefused() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        Plan rollback = new Plan(
                plan.host(),
                plan.computer(),
                plan.simulated(),
                plan.madeAt(),
                Optional.of("000007"),
                plan.exemption(),
                plan.facts(),
                List.of(),
                List.of());
        assertRefused(host, rollback, "it undoes record 000007, which is not active");
    }

    @Test
    void problemThatForbidsThePlanForbidsItThoughThePlanDoesNotNameIt() {
        MemoryHost host = frontEnd().build();
        Plan plan = Eku.on(host).plan(EXEMPTION.of("lync-2013"), STOP);
        assertThat(plan.blocking()).isNotEmpty();
        HostSnapshot before = host.snapshot();
        Plan silent = with(plan, plan.actions(), List.of());
        assertThatThrownBy(() -> Eku.on(host).apply(silent, event -> {}))
                .hasMessageStartingWith("PLAN_BLOCKED")
                .hasMessageContaining("PRODUCT_MISMATCH: lync-2013 was named");
        assertThat(before.differences(host.snapshot())).isEmpty();
    }
}
