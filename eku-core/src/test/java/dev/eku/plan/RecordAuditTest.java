package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.TARGET;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.rollBack;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static dev.eku.text.Message.asIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.StopMode;
import dev.eku.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record on the host may ask for, whoever wrote it. */
class RecordAuditTest {
    private static final String LANMAN = "LanmanServer";
    private static final KeyPath RUN = KeyPath.of("SOFTWARE", "Microsoft", "Windows", "CurrentVersion", "Run");
    private static final KeyPath WINDOWS = KeyPath.of("SOFTWARE", "Microsoft", "Windows NT", "CurrentVersion");
    private static final RegistryValue ROOT = RegistryValue.string("C:\\Windows");
    private static final RegistryTarget SYSTEM_ROOT = new RegistryTarget(VIEW_64, WINDOWS, "SystemRoot");
    private static final RegistryTarget OTHER_PROGRAM = new RegistryTarget(VIEW_64, KEY, "C:\\Other\\evil.exe");
    private static final Instant THEN = Instant.parse("2017-06-10T02:30:00Z");

    private static MemoryHostBuilder host() {
        return frontEnd()
                .value(WINDOWS, "SystemRoot", ROOT)
                .key(VIEW_64, RUN)
                .service(new ServiceConfig(
                        ServiceName.of(LANMAN),
                        "Server",
                        "%SystemRoot%\\system32\\svchost.exe -k netsvcs",
                        ServiceConfig.StartType.AUTOMATIC,
                        0x20,
                        "LocalSystem",
                        List.of()))
                .service(service("Relay", "C:\\Relay\\Relay.exe"))
                .file("C:\\Relay\\Relay.exe");
    }

    private static SetValue set(RegistryTarget target, RegistryValue value) {
        return new SetValue(target, Optional.empty(), value, asIs("why"));
    }

    private static StopService stop(String service) {
        return stop(service, Duration.ofSeconds(9));
    }

    private static StopService stop(String service, Duration timeout) {
        return new StopService(
                ServiceName.of(service),
                StopMode.STOP,
                DrainDeadline.STOP,
                timeout,
                Duration.ofSeconds(9),
                asIs("why"));
    }

    private static StartService start(String service) {
        return new StartService(ServiceName.of(service), StopMode.STOP, Duration.ofSeconds(9), asIs("why"));
    }

    private static JournalRecord record(Exemption exemption, Optional<Result> result, Action... actions) {
        return new JournalRecord(
                "000001",
                Optional.empty(),
                elsewhere("mallory"),
                exemption,
                "0".repeat(64),
                THEN,
                Optional.empty(),
                Stream.of(actions)
                        .map(action -> result.map(how -> Step.of(action).done(how, THEN))
                                .orElseGet(() -> Step.of(action)))
                        .toList(),
                Optional.empty(),
                List.of());
    }

    /** Changes of the registry that no run makes, each alone. */
    static Stream<Action> foreignChanges() {
        return Stream.of(
                set(new RegistryTarget(VIEW_64, RUN, "Updater"), RegistryValue.string("C:\\evil.exe")),
                set(new RegistryTarget(VIEW_64, RUN, PATH), ZERO),
                set(OTHER_PROGRAM, ZERO),
                set(new RegistryTarget(VIEW_64, KEY.parent().orElseThrow(), PATH), ZERO),
                set(TARGET, RegistryValue.dword(1)),
                set(TARGET, RegistryValue.string("0")),
                set(TARGET, RegistryValue.of(4, new byte[] {0, 0, 0, 0, 0})),
                new SetValue(OTHER_PROGRAM, Optional.of(ZERO), ZERO, asIs("why")),
                new DeleteValue(SYSTEM_ROOT, ROOT, asIs("why")),
                new DeleteValue(new RegistryTarget(VIEW_64, RUN, PATH), ZERO, asIs("why")),
                new DeleteValue(OTHER_PROGRAM, ZERO, asIs("why")),
                new CreateKey(VIEW_64, RUN.child("Evil"), asIs("why")),
                new CreateKey(VIEW_64, KEY.child("Deeper"), asIs("why")),
                new DeleteKey(VIEW_64, RUN, asIs("why")),
                new DeleteKey(VIEW_64, KEY, asIs("why")),
                new RecordExemption(Optional.empty(), Exemption.from(Setting.SCH_SEND_AUX_RECORD), asIs("why")));
    }

    @ParameterizedTest
    @MethodSource("foreignChanges")
    void interruptedRunIsNotFinishedIfItWouldChangeWhatIsNotItsOwn(Action foreign) {
        MemoryHost host = host().build();
        new Journal(host).begin(record(EXEMPTION, Optional.empty(), set(TARGET, ZERO), foreign));
        assertRefused(host, foreign, () -> Eku.on(host).recover(event -> {}));
    }

    @ParameterizedTest
    @MethodSource("foreignChanges")
    void recordIsNotUndoneIfTheUndoingWouldChangeWhatIsNotItsOwn(Action foreign) {
        MemoryHost host = host().build();
        JournalRecord done = record(EXEMPTION, Optional.of(Result.DONE), set(TARGET, ZERO), foreign);
        for (JournalRecord spoiled : List.of(done, done.ended(THEN))) {
            new Journal(host).begin(spoiled);
            assertRefused(host, foreign, () -> Eku.on(host).planRollbackOf("000001", STOP.overwrite(true)));
        }
    }

    /** What a run that is finished or taken over would do to services. */
    static Stream<List<Action>> foreignServices() {
        return Stream.of(
                List.of(stop(LANMAN), start(LANMAN)), List.of(stop("Relay"), start("Relay")), List.of(start("Relay")));
    }

    @ParameterizedTest
    @MethodSource("foreignServices")
    void interruptedRunStopsAndStartsNoServiceButItsOwn(List<Action> foreign) {
        for (boolean stopped : List.of(true, false)) {
            MemoryHost host = (stopped ? host().state("Relay", ServiceState.STOPPED) : host()).build();
            new Journal(host).begin(record(EXEMPTION, Optional.empty(), foreign.toArray(Action[]::new)));
            assertRefused(host, foreign.get(0), () -> Eku.on(host).recover(event -> {}));
            assertRefused(host, foreign.get(0), () -> Eku.on(host).planRollback());
        }
    }

    @Test
    void runThatMayWaitForEverIsNotFinished() {
        MemoryHost host = host().build();
        StopService endless = stop(MCU, Duration.ofDays(8));
        new Journal(host).begin(record(EXEMPTION, Optional.empty(), endless, start(MCU)));
        assertRefused(host, endless, () -> Eku.on(host).recover(event -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = "PT0S")
    void runThatGivesNoTimeIsNotFinished(String time) {
        MemoryHost host = host().build();
        StopService hasty = stop(MCU, Duration.parse(time));
        new Journal(host).begin(record(EXEMPTION, Optional.empty(), hasty, start(MCU)));
        assertRefused(host, hasty, () -> Eku.on(host).recover(event -> {}));
    }

    @Test
    void runThatRestartsAServiceAgainAndAgainIsNotFinished() {
        MemoryHost host = host().build();
        Action[] many = Stream.generate(() -> Stream.of(stop(MCU), start(MCU)))
                .limit(9)
                .flatMap(restart -> restart)
                .toArray(Action[]::new);
        new Journal(host).begin(record(EXEMPTION, Optional.empty(), many));
        assertRefused(host, stop(MCU), () -> Eku.on(host).recover(event -> {}));
    }

    @Test
    void serviceThatWasDisabledSinceIsNotStoppedByARunThatIsFinished() {
        MemoryHost host = host().build();
        new Journal(host).begin(record(EXEMPTION, Optional.empty(), set(TARGET, ZERO), stop(MCU), start(MCU)));
        ServiceConfig known = host.services().config(ServiceName.of(MCU)).orElseThrow();
        MemoryHost disabled = host.toBuilder()
                .service(new ServiceConfig(
                        known.name(),
                        known.displayName(),
                        known.imagePath(),
                        ServiceConfig.StartType.DISABLED,
                        known.type(),
                        known.account(),
                        known.dependencies()))
                .build();
        HostSnapshot before = disabled.snapshot();
        assertThatThrownBy(() -> Eku.on(disabled).recover(event -> {}))
                .hasMessageStartingWith("PLAN_BLOCKED")
                .hasMessageContaining("SERVICE_DISABLED");
        assertThat(before.differences(disabled.snapshot())).isEmpty();
    }

    @Test
    void stopWithoutAStartIsNotFinished() {
        MemoryHost host = host().build();
        new Journal(host).begin(record(EXEMPTION, Optional.empty(), start(MCU), stop(MCU)));
        assertRefused(host, stop(MCU), () -> Eku.on(host).recover(event -> {}));
    }

    @Test
    void serviceNamedForAnApplicationThatItDoesNotRunIsNoneOfItsOwn() {
        Exemption exemption = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)
                .of(Application.at("relay", "C:\\Relay\\Relay.exe", Clr.V4, Bitness.BITS_64)
                        .runBy(ServiceName.of(LANMAN)));
        RegistryTarget target = new RegistryTarget(VIEW_64, KEY, "C:\\Relay\\Relay.exe");
        MemoryHost host = host().build();
        new Journal(host).begin(record(exemption, Optional.empty(), set(target, ZERO), stop(LANMAN), start(LANMAN)));
        assertRefused(host, stop(LANMAN), () -> Eku.on(host).recover(event -> {}));

        MemoryHost ended = host().value(KEY, "C:\\Relay\\Relay.exe", ZERO).build();
        new Journal(ended)
                .begin(record(exemption, Optional.of(Result.DONE), set(target, ZERO), stop(LANMAN), start(LANMAN))
                        .ended(THEN));
        Plan plan = Eku.on(ended).planRollback();
        assertThat(plan.actions()).noneMatch(StopService.class::isInstance).noneMatch(StartService.class::isInstance);
        assertThat(plan.actions()).hasAtLeastOneElementOfType(DeleteValue.class);
    }

    private static final String DAEMON = "C:\\Daemon\\nssm.exe";

    private static MemoryHostBuilder wrapped(String runs) {
        return host().service(service("Daemon", DAEMON))
                .executable(DAEMON, ExecutableHeader.ofNative(Format.PE32_PLUS))
                .value(
                        ServiceConfig.keyOf(ServiceName.of("Daemon")).child("Parameters"),
                        "Application",
                        RegistryValue.string(runs));
    }

    private static Exemption inDaemon() {
        return EXEMPTION.of(Application.at("relay", "C:\\Relay\\Relay.exe").runBy(ServiceName.of("Daemon")));
    }

    @Test
    void interruptedRunOfAProgramInAWrapperIsFinishedAndUndone() {
        RegistryTarget target = new RegistryTarget(VIEW_64, KEY, "C:\\Relay\\Relay.exe");
        MemoryHost whole = wrapped("C:\\Relay\\Relay.exe").build();
        Eku.on(whole).apply(Eku.on(whole).plan(inDaemon(), STOP), event -> {});
        List<Action> actions = new Journal(whole)
                .read().records().get(0).steps().stream().map(Step::action).toList();
        assertThat(actions).hasAtLeastOneElementOfType(StopService.class);

        MemoryHost host = wrapped("C:\\Relay\\Relay.exe").build();
        new Journal(host).begin(record(inDaemon(), Optional.empty(), actions.toArray(Action[]::new)));
        Eku.on(host).recover(event -> {});
        assertThat(host.registry().value(VIEW_64, KEY, target.valueName())).hasValue(ZERO);
        assertThat(host.services().status(ServiceName.of("Daemon")).state()).isEqualTo(ServiceState.RUNNING);

        rollBack(host);
        assertThat(host.registry().read(VIEW_64, KEY)).isEmpty();
        assertThat(new Journal(host).read().records().get(1).steps())
                .extracting(Step::action)
                .hasAtLeastOneElementOfType(StopService.class);
    }

    @Test
    void wrapperThatRunsAnotherProgramIsNotStopped() {
        RegistryTarget target = new RegistryTarget(VIEW_64, KEY, "C:\\Relay\\Relay.exe");
        MemoryHost host = wrapped("C:\\Windows\\lsass.exe").build();
        new Journal(host)
                .begin(record(inDaemon(), Optional.empty(), set(target, ZERO), stop("Daemon"), start("Daemon")));

        assertRefused(host, stop("Daemon"), () -> Eku.on(host).recover(event -> {}));
    }

    @Test
    void executableOfAnotherPathThanTheApplicationsIsNotExempted() {
        Exemption exemption = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)
                .of(Application.at("relay", "C:\\Relay\\Relay.exe", Clr.V4, Bitness.BITS_64));
        Action elsewhere = set(new RegistryTarget(VIEW_64, KEY, "C:\\Evil\\Relay.exe"), ZERO);
        MemoryHost host = host().build();
        new Journal(host).begin(record(exemption, Optional.empty(), elsewhere));
        assertRefused(host, elsewhere, () -> Eku.on(host).recover(event -> {}));
    }

    static Stream<Action> foreignUndoing() {
        return Stream.of(
                new SetValue(TARGET, Optional.of(ZERO), RegistryValue.string("C:\\evil.exe"), asIs("why")),
                new SetValue(SYSTEM_ROOT, Optional.of(ROOT), RegistryValue.string("C:\\Evil"), asIs("why")),
                new SetValue(OTHER_PROGRAM, Optional.empty(), ZERO, asIs("why")),
                new DeleteValue(SYSTEM_ROOT, ROOT, asIs("why")),
                new DeleteValue(OTHER_PROGRAM, ZERO, asIs("why")),
                new DeleteKey(VIEW_64, RUN, asIs("why")),
                new CreateKey(VIEW_64, RUN.child("Evil"), asIs("why")),
                stop(LANMAN));
    }

    @ParameterizedTest
    @MethodSource("foreignUndoing")
    void interruptedRollbackTakesBackNothingButWhatItsRecordTells(Action foreign) {
        MemoryHost host = host().build();
        apply(host);
        JournalRecord rollback = new JournalRecord(
                "000002",
                Optional.of("000001"),
                elsewhere("mallory"),
                EXEMPTION,
                "0".repeat(64),
                THEN,
                Optional.empty(),
                List.of(Step.of(foreign), Step.of(start(LANMAN))),
                Optional.empty(),
                List.of());
        new Journal(host).begin(rollback);
        assertRefused(host, "000002", foreign, () -> Eku.on(host).recover(event -> {}));
        assertRefused(host, "000002", foreign, () -> Eku.on(host).planRollback());
    }

    /** Whatever stood under the value's own name is put back, byte for byte; it is what the host had. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 77})
    void priorValueOfTheRecordsOwnTargetIsPutBackWhateverItIs(int type) {
        RegistryValue prior = RegistryValue.of(type, new byte[] {1, 2, 3, 0, 0});
        MemoryHost host = host().value(KEY, PATH, prior).build();
        HostSnapshot before = host.snapshot();
        apply(host);
        rollBack(host);
        Eku.on(host).forget();
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void recordOfMoreStepsThanAnyRunHasIsRefusedAtOnce() {
        MemoryHost host = host().build();
        List<Action> many = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            many.add(new CreateKey(VIEW_64, KEY, asIs("why")));
        }
        new Journal(host).begin(record(EXEMPTION, Optional.empty(), many.toArray(Action[]::new)));
        HostSnapshot before = host.snapshot();
        assertThatThrownBy(() -> Eku.on(host).recover(event -> {}))
                .hasMessageStartingWith("RECORD_EXCESSIVE: record 000001 on FE01 ")
                .hasMessageContaining("it has 3000 steps, eku makes no more than 2000");
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void messageNamesSomeActionsAndCountsTheRest() {
        MemoryHost host = host().build();
        List<Action> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(new DeleteValue(new RegistryTarget(VIEW_64, RUN, "v" + i), ZERO, asIs("why")));
        }
        new Journal(host).begin(record(EXEMPTION, Optional.empty(), many.toArray(Action[]::new)));
        assertThatThrownBy(() -> Eku.on(host).recover(event -> {}))
                .hasMessageContaining("value v19:")
                .hasMessageNotContaining("value v20:")
                .hasMessageContaining("\n  - and 80 more");
    }

    @Test
    void planFileOfASpoiledRecordIsRefusedAsTheRecordIs() {
        MemoryHost host = host().build();
        apply(host);
        Plan plan = Eku.on(host).planRollback(STOP);
        JournalRecord genuine = Eku.on(host).history().records().get(0);
        List<Step> steps = new ArrayList<>(genuine.steps());
        DeleteValue foreign = new DeleteValue(SYSTEM_ROOT, RegistryValue.string("C:\\Evil"), asIs("why"));
        steps.add(Step.of(foreign).done(Result.DONE, THEN));
        new Journal(host)
                .write(new JournalRecord(
                        genuine.id(),
                        genuine.rollsBack(),
                        genuine.operator(),
                        genuine.exemption(),
                        genuine.fingerprint(),
                        genuine.startedAt(),
                        genuine.endedAt(),
                        steps,
                        genuine.failure(),
                        genuine.startedToReach()));
        assertRefused(host, foreign, () -> Eku.on(host).apply(plan, event -> {}));
    }

    @Test
    void recordOfAnExecutableThatHasMovedSinceIsUndone() {
        MemoryHost host = host().build();
        HostSnapshot before = host.snapshot();
        apply(host);
        MemoryHost moved = host.toBuilder()
                .withoutFile(PATH)
                .file("D:\\Lync\\DATAMCUSVC.exe")
                .build();
        rollBack(moved);
        assertThat(moved.registry().read(VIEW_64, KEY)).isEmpty();
        assertThat(before.differences(moved.snapshot(), Journal.EKU_KEY))
                .allMatch(line -> Words.ENGLISH.text(line).contains("DATAMCUSVC"));
    }

    @Test
    void recordOfAProductThatIsGoneIsUndone() {
        MemoryHost host = host().build();
        apply(host);
        MemoryHost gone = host.toBuilder().withoutFile(PATH).withoutService(MCU).build();
        Eku eku = Eku.on(gone);
        eku.apply(eku.planRollback(STOP.restart(PlanOptions.Restart.NEVER)), event -> {});
        assertThat(gone.registry().read(VIEW_64, KEY)).isEmpty();
    }

    @Test
    void valuesThatWereTidiedAwayArePutBackAlsoUnderShortNames() {
        String shortName = "C:\\PROGRA~1\\SKYPEF~1\\WEBCON~1\\DATAMC~1.EXE";
        MemoryHost host = frontEnd()
                .withoutFile(PATH)
                .file(PATH, shortName)
                .value(KEY, shortName, ZERO)
                .value(KEY, "\"" + PATH + "\"", RegistryValue.string("0"))
                .value(VIEW_32, KEY, PATH, ZERO)
                .build();
        HostSnapshot before = host.snapshot();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(EXEMPTION, STOP.tidy(true)), event -> {});
        assertThat(host.registry().value(VIEW_64, KEY, shortName)).isEmpty();
        rollBack(host);
        eku.forget();
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    private static void assertRefused(MemoryHost host, Action foreign, Executable act) {
        assertRefused(host, "000001", foreign, act);
    }

    private static void assertRefused(MemoryHost host, String record, Action foreign, Executable act) {
        HostSnapshot before = host.snapshot();
        assertThatThrownBy(act::execute)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RECORD_EXCESSIVE))
                .hasMessageStartingWith("RECORD_EXCESSIVE: record " + record + " on FE01 ")
                .hasMessageContaining(said(foreign.subject()));
        assertThat(before.differences(host.snapshot())).isEmpty();
    }
}
