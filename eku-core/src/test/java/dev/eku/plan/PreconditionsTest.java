package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan depends on: if one of these moves, the plan is stale and says which. */
class PreconditionsTest {
    private static final String KEY_64 = "64-bit " + KEY;

    private static List<Precondition> facts(MemoryHostBuilder host) {
        return Preconditions.of(Eku.on(host.build()).inspect(EXEMPTION));
    }

    /** Nothing that was asked about reads that key, and it holds no value that could be meant for it. */
    @Test
    void keyThatDecidesNothingMayComeAndGo() {
        List<Precondition> without = facts(exempted());
        List<Precondition> with = facts(exempted().key(RegistryView.VIEW_32, KEY));
        List<Precondition> unreadable = facts(exempted().access(RegistryView.VIEW_32, KEY, Access.NONE));
        assertThat(Preconditions.moved(without, with)).isEmpty();
        assertThat(Preconditions.moved(with, without)).isEmpty();
        assertThat(Preconditions.moved(with, unreadable)).isEmpty();
        assertThat(Preconditions.moved(unreadable, without)).isEmpty();
    }

    static List<Arguments> moves() {
        MemoryHostBuilder host = exempted();
        MemoryHostBuilder dependent = host.service(service("First", "C:\\a.exe", MCU));
        return List.of(
                moved(
                        host,
                        host.value(KEY, PATH, RegistryValue.dword(1)),
                        KEY_64 + ", value " + PATH + ": was REG_DWORD 0, is REG_DWORD 1"),
                moved(
                        host,
                        host.withoutValue(RegistryView.VIEW_64, KEY, PATH),
                        KEY_64 + ", value " + PATH + ": was REG_DWORD 0, is none"),
                moved(host, host.value(KEY, "C:\\x.exe", ZERO), KEY_64 + ", value C:\\x.exe: was none, is REG_DWORD 0"),
                moved(
                        frontEnd(),
                        frontEnd().key(RegistryView.VIEW_64, KEY),
                        KEY_64 + ": was missing from " + KEY + ", is present"),
                moved(
                        frontEnd(),
                        frontEnd().withoutKey(RegistryView.VIEW_64, KEY.parent().orElseThrow()),
                        KEY_64 + ": was missing from " + KEY + ", is missing from "
                                + KEY.parent().orElseThrow()),
                moved(
                        host,
                        host.value(RegistryView.VIEW_32, KEY, PATH, ZERO),
                        "32-bit " + KEY + ": was none, is present",
                        "32-bit " + KEY + ", value " + PATH + ": was none, is REG_DWORD 0"),
                moved(
                        host,
                        host.value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", ZERO),
                        "64-bit global value of v4.0.30319: was none, is REG_DWORD 0"),
                moved(
                        host,
                        host.state(MCU, ServiceState.STOPPED),
                        "state of service RTCDATAMCU: was RUNNING, is STOPPED"),
                moved(
                        host,
                        host.startType(MCU, StartType.DISABLED),
                        "start type of service RTCDATAMCU: was AUTOMATIC, is DISABLED"),
                moved(
                        dependent,
                        dependent.state("First", ServiceState.STOPPED),
                        "state of service First: was RUNNING, is STOPPED"),
                moved(
                        dependent,
                        dependent.startType("First", StartType.DISABLED),
                        "start type of service First: was AUTOMATIC, is DISABLED"),
                moved(
                        host,
                        dependent,
                        "state of service First: was none, is RUNNING",
                        "start type of service First: was none, is AUTOMATIC"),
                moved(
                        host,
                        host.withoutFile(PATH),
                        "executable of data-mcu: was " + PATH + ", is none",
                        "contradictions of data-mcu: was none, is UNRESOLVED"));
    }

    /** Counters that fail show nothing about the process. A start that is told both times must be the same. */
    @Test
    void startThatTheHostDoesNotTellAnyMoreHasNotMoved() {
        List<Precondition> told =
                List.of(new Precondition("process start of service RTCDATAMCU", "2017-06-10T02:00:00Z"));
        List<Precondition> untold = List.of(new Precondition("process start of service RTCDATAMCU", "none"));
        List<Precondition> later =
                List.of(new Precondition("process start of service RTCDATAMCU", "2017-06-10T04:00:00Z"));

        assertThat(Preconditions.moved(told, untold)).isEmpty();
        assertThat(Preconditions.moved(untold, told)).isEmpty();
        assertThat(Preconditions.moved(told, List.of())).isEmpty();
        assertThat(Preconditions.moved(told, later)).hasSize(1);
    }

    @Test
    void runtimeThatTheExecutableTellsIsAFact() {
        MemoryHostBuilder host = frontEnd().service(service("Relay", "C:\\Relay.exe"));
        Exemption own = EXEMPTION.of(Application.ofService("relay", ServiceName.of("Relay")));
        List<Precondition> four =
                Eku.on(host.file("C:\\Relay.exe").build()).plan(own).facts();
        List<Precondition> two = Eku.on(host.executable("C:\\Relay.exe", ExecutableHeader.narrow("v2.0.50727"))
                        .build())
                .plan(own)
                .facts();
        assertThat(said(Preconditions.moved(four, two)))
                .containsExactly("runtime of relay: was v4.0.30319, 64-bit, is v2.0.50727, 32-bit");
    }

    private static Arguments moved(MemoryHostBuilder before, MemoryHostBuilder now, String... lines) {
        return Arguments.of(lines[0], before, now, List.of(lines));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moves")
    void movedFactIsToldWithWhatItWasAndWhatItIs(
            String what, MemoryHostBuilder before, MemoryHostBuilder now, List<String> lines) {
        assertThat(said(Preconditions.moved(facts(before), facts(now))))
                .as(what)
                .isEqualTo(lines);
    }

    @Test
    void nothingHasMovedOnAnUnchangedHost() {
        assertThat(Preconditions.moved(facts(exempted()), facts(exempted()))).isEmpty();
        assertThat(facts(exempted())).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void factsDoNotDependOnTheTimeOfTheInspection() {
        MemoryHostBuilder later = exempted().at(Instant.parse("2031-01-01T00:00:00Z"));
        assertThat(Preconditions.moved(facts(exempted()), facts(later))).isEmpty();
    }

    static Stream<Arguments> valuesThatLookAlike() {
        byte[] long1 = new byte[40];
        byte[] long2 = new byte[40];
        long2[39] = 1;
        return Stream.of(
                Arguments.of(RegistryValue.binary(long1), RegistryValue.binary(long2)),
                Arguments.of(RegistryValue.string("0"), RegistryValue.of(1, "0".getBytes(StandardCharsets.UTF_16LE))),
                Arguments.of(
                        RegistryValue.string("0"), RegistryValue.of(1, "0\0\0".getBytes(StandardCharsets.UTF_16LE))),
                Arguments.of(
                        RegistryValue.of(1, new byte[] {0, (byte) 0xD8, 0, 0}),
                        RegistryValue.of(1, new byte[] {1, (byte) 0xD8, 0, 0})),
                Arguments.of(RegistryValue.of(77, new byte[0]), RegistryValue.of(78, new byte[0])));
    }

    @ParameterizedTest
    @MethodSource("valuesThatLookAlike")
    void valueIsComparedAsAWhole(RegistryValue before, RegistryValue now) {
        MemoryHost host = frontEnd().value(KEY, PATH, before).build();
        Plan plan = Eku.on(host).plan(EXEMPTION, STOP);
        host.registry().setValue(RegistryView.VIEW_64, KEY, PATH, now);
        assertThatThrownBy(() -> Eku.on(host).apply(plan, event -> {}))
                .hasMessageStartingWith("PLAN_STALE")
                .hasMessageContaining(KEY_64 + ", value " + PATH + ": was ");
        host.registry().setValue(RegistryView.VIEW_64, KEY, PATH, before);
        Eku.on(host).apply(plan, event -> {});
    }

    @Test
    void renamingThatWaitsForARestartIsToldAsThat() {
        KeyPath names = KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "ComputerName");
        MemoryHost host = frontEnd()
                .value(names.child("ActiveComputerName"), "ComputerName", RegistryValue.string("FE01"))
                .build();
        Plan plan = Eku.on(host).plan(EXEMPTION, STOP);
        host.registry()
                .setValue(
                        RegistryView.VIEW_64,
                        names.child("ComputerName"),
                        "ComputerName",
                        RegistryValue.string("FE09"));
        assertThatThrownBy(() -> Eku.on(host).apply(plan, event -> {})).hasMessage("""
                        PLAN_OF_ANOTHER_HOST: the plan is for FE01, whose new name will be FE09
                          Cause: the host was renamed after the plan was made, and takes its new name when it is restarted
                          Next: plan again for FE09""");
        Eku.on(host).apply(Eku.on(host).plan(EXEMPTION, STOP), event -> {});
    }

    @Test
    void ordinaryValueIsAFactInPlainWords() {
        assertThat(facts(frontEnd().value(KEY, PATH, RegistryValue.string("0"))))
                .contains(new Precondition(KEY_64 + ", value " + PATH, "REG_SZ \"0\""));
    }

    @Test
    void openRecordIsAFact() {
        assertThat(facts(frontEnd())).contains(new Precondition("open journal record", "none"));
    }
}
