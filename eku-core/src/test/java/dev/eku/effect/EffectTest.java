package dev.eku.effect;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.TARGET;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.problems;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static dev.eku.text.Message.asIs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.action.Action;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.effect.Effect.Kind;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.ProgramFacts;
import dev.eku.inspect.SettingKey;
import dev.eku.journal.History;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.ProcessNote;
import dev.eku.plan.Planner;
import dev.eku.plan.Preconditions;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.service.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a value that is right has been read, told from times and from what eku itself has done. */
class EffectTest {
    private static final Instant T0 = Instant.parse("2017-06-10T10:00:00Z");
    private static final long PROCESS = 1200;
    private static final int OLD = -500;

    /** An inspection of an exempted front end, put together fact by fact. */
    private record Preconditions(
            OptionalLong process,
            Optional<Instant> started,
            Optional<Instant> keyWritten,
            List<JournalRecord> records,
            Optional<ProcessNote> note,
            Optional<Instant> setUp) {
        static Preconditions of() {
            return new Preconditions(
                    OptionalLong.of(PROCESS),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    note(OLD),
                    Optional.empty());
        }

        /** On a host that tells no more of what the process runs than that the service may have been set up then. */
        Preconditions setUp(int second) {
            return new Preconditions(process, started, keyWritten, records, note, Optional.of(T0.plusSeconds(second)));
        }

        Preconditions process(OptionalLong told) {
            return new Preconditions(told, started, keyWritten, records, note, setUp);
        }

        Preconditions started(int second) {
            return new Preconditions(process, Optional.of(T0.plusSeconds(second)), keyWritten, records, note, setUp);
        }

        Preconditions keyWritten(int second) {
            return new Preconditions(process, started, Optional.of(T0.plusSeconds(second)), records, note, setUp);
        }

        /** With records from here on that note the process of that start; the first is a process of long ago. */
        Preconditions noting(int second) {
            return new Preconditions(process, started, keyWritten, records, note(second), setUp);
        }

        /** With records from here on as earlier versions of eku wrote them. */
        Preconditions notingNothing() {
            return new Preconditions(process, started, keyWritten, records, Optional.empty(), setUp);
        }

        private static Optional<ProcessNote> note(int second) {
            return Optional.of(new ProcessNote(
                    ServiceName.of(MCU), OptionalLong.of(PROCESS), Optional.of(T0.plusSeconds(second)), false));
        }

        /**
         * With an ended record, started at the second before its first step, whose steps were done one second after
         * another.
         */
        Preconditions record(int second, Action... actions) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < actions.length; i++) {
                steps.add(done(actions[i], second + i));
            }
            return record(second - 1, steps.toArray(Step[]::new));
        }

        Preconditions record(int begun, Step... steps) {
            List<JournalRecord> all = new ArrayList<>(records);
            all.add(new JournalRecord(
                    "00000" + (all.size() + 1),
                    Optional.empty(),
                    elsewhere("ann"),
                    EXEMPTION,
                    "",
                    T0.plusSeconds(begun),
                    Optional.of(T0.plusSeconds(begun + 100)),
                    Stream.of(steps).map(this::noted).toList(),
                    Optional.empty(),
                    List.of(),
                    note.stream().toList()));
            return new Preconditions(process, started, keyWritten, all, note, setUp);
        }

        private Step noted(Step step) {
            boolean changed =
                    step.action().changedValue().filter(TARGET::equals).isPresent();
            return changed && step.processes().isEmpty()
                    ? step.noting(note.stream().toList())
                    : step;
        }

        Effect effect() {
            return effect(ServiceState.RUNNING);
        }

        Effect effect(ServiceState state) {
            Inspection read =
                    Eku.on(exempted().at(T0.plusSeconds(1000)).build()).inspect(EXEMPTION);
            ApplicationFacts found = read.applications().get(0);
            ServiceFacts service = found.service().orElseThrow();
            ServiceStatus was = service.status();
            ServiceStatus status = new ServiceStatus(state, was.accepts(), 0, 0, Duration.ZERO, process, started);
            ApplicationFacts application = new ApplicationFacts(
                    found.application(),
                    found.path(),
                    found.looked(),
                    Optional.of(new ServiceFacts(service.config(), status, List.of(), true)),
                    new ProgramFacts(
                            found.program().program(),
                            found.program().header(),
                            found.program().evidence(),
                            List.of(),
                            List.of(),
                            setUp),
                    found.view());
            List<SettingKey> keys = read.keys().stream().map(this::written).toList();
            Inspection inspection = new Inspection(
                    read.purpose(),
                    read.host(),
                    read.exemption(),
                    read.products(),
                    read.product(),
                    List.of(application),
                    keys,
                    new History(records, List.of()),
                    Optional.empty());
            return Effect.of(application, inspection);
        }

        private SettingKey written(SettingKey key) {
            Optional<KeyContents> contents =
                    key.contents().map(held -> new KeyContents(held.subkeys(), held.values(), keyWritten));
            return new SettingKey(
                    key.view(), key.clr(), key.key(), contents, key.details().orElseThrow(), key.longNames());
        }
    }

    private static Step done(Action action, int second) {
        OptionalLong process = action instanceof StartService ? OptionalLong.of(PROCESS) : OptionalLong.empty();
        return Step.of(action).done(Result.DONE, T0.plusSeconds(second)).inProcess(process);
    }

    private static Consumer<Effect> is(Kind kind, String reason) {
        return effect ->
                assertThat(List.of(effect.kind(), said(effect.reason()))).isEqualTo(List.of(kind, reason));
    }

    private static Action set() {
        return set(TARGET);
    }

    private static Action set(RegistryTarget target) {
        return new SetValue(target, Optional.empty(), ZERO, asIs(""));
    }

    private static Action start(String service) {
        return new StartService(ServiceName.of(service), StopMode.STOP, Duration.ofSeconds(1), asIs(""));
    }

    @ParameterizedTest(name = "process of second {0}, key of second {1}")
    @CsvSource({"11, 10, EFFECTIVE", "10, 10, UNKNOWN", "9, 10, UNKNOWN"})
    void timesOfProcessAndKeyProveOnlyThatTheProcessIsTheNewer(int started, int written, Kind kind) {
        Effect effect = Preconditions.of().started(started).keyWritten(written).effect();
        assertThat(effect.kind()).isEqualTo(kind);
        assertThat(said(effect.reason()))
                .isEqualTo("service RTCDATAMCU started at " + T0.plusSeconds(started)
                        + (kind == Kind.EFFECTIVE
                                ? ", after the value was written at " + T0.plusSeconds(10)
                                : ", before the key was last written at " + T0.plusSeconds(10)
                                        + "; eku cannot tell whether this value was written then or another one"));
    }

    @Test
    void effectOfAStoppedServiceComesWithItsStart() {
        assertThat(Preconditions.of().started(0).keyWritten(10).effect(ServiceState.STOPPED))
                .satisfies(is(Kind.EFFECTIVE, "service RTCDATAMCU is stopped and will read the value when it starts"));
    }

    @ParameterizedTest
    @EnumSource(value = ServiceState.class, mode = EnumSource.Mode.EXCLUDE, names = "STOPPED")
    void effectOfAServiceThatIsNotStoppedGoesByItsProcess(ServiceState state) {
        assertThat(Preconditions.of()
                        .started(OLD)
                        .record(10, set())
                        .keyWritten(10)
                        .effect(state)
                        .kind())
                .isEqualTo(Kind.PENDING);
    }

    @Test
    void effectIsUnknownWhereThereIsNoService() {
        MemoryHost host = exempted().build();
        Application mine = Application.at("mine", PATH, Clr.V4, Bitness.BITS_64);
        Inspection inspection = Eku.on(host).inspect(EXEMPTION.of(mine));
        assertThat(Effect.of(inspection.applications().get(0), inspection))
                .satisfies(is(
                        Kind.UNKNOWN,
                        "it has no service known to eku, so eku cannot tell whether its process is newer than the"
                                + " value"));
    }

    @Test
    void effectIsUnknownWhereNobodyKnowsWhenTheValueWasWritten() {
        assertThat(Preconditions.of().started(0).effect())
                .satisfies(is(Kind.UNKNOWN, "the host does not tell when the value was written"));
    }

    @Test
    void effectGoesByTheRecordWhereTheHostTellsNoTimeOfTheKey() {
        assertThat(Preconditions.of().started(11).record(10, set()).effect().kind())
                .isEqualTo(Kind.EFFECTIVE);
        assertThat(Preconditions.of().started(OLD).record(10, set()).effect().kind())
                .isEqualTo(Kind.PENDING);
    }

    @Test
    void effectGoesByTheNewestRecordOfTheValue() {
        Preconditions twice = Preconditions.of().record(10, set()).noting(15).record(20, set());
        assertThat(twice.started(15).effect().kind()).isEqualTo(Kind.PENDING);
        assertThat(twice.started(21).effect().kind()).isEqualTo(Kind.EFFECTIVE);
    }

    @Test
    void effectGoesByTheNewestStepOfARecord() {
        Preconditions twice = Preconditions.of().started(OLD).record(10, set(), set(), set(), set(), set(), set());
        assertThat(twice.effect().kind()).isEqualTo(Kind.PENDING);
        assertThat(twice.started(16).effect().kind()).isEqualTo(Kind.EFFECTIVE);
    }

    @Test
    void effectDoesNotMindALaterWriteOfTheSameRunToTheSameKey() {
        RegistryTarget other = new RegistryTarget(RegistryView.VIEW_64, KEY, "C:\\other.exe");
        Preconditions facts = Preconditions.of().started(12).keyWritten(13);
        Step second = over(set(other), 11, 10);
        Step third = over(set(other), 12, 11);
        assertThat(facts.record(9, done(set(), 10), second, third, over(set(other), 13, 12))
                        .effect()
                        .kind())
                .isEqualTo(Kind.EFFECTIVE);
        assertThat(facts.record(9, done(set(), 10), second, third, over(new DeleteValue(other, ZERO, asIs("")), 13, 12))
                        .effect()
                        .kind())
                .as("a deletion is a write, too")
                .isEqualTo(Kind.EFFECTIVE);
    }

    /**
     * Before the other run somebody may have taken the value away, restarted the service, and put the value back; or
     * not.
     */
    @Test
    void effectIsUnknownAfterALaterWriteOfARunThatCannotTellWhatItFound() {
        RegistryTarget other = new RegistryTarget(RegistryView.VIEW_64, KEY, "C:\\other.exe");
        Preconditions facts = Preconditions.of().record(10, set()).started(15).record(20, set(other));
        assertThat(facts.keyWritten(20).effect().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(facts.keyWritten(19).effect().kind()).isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest(name = "key of second {0}")
    @CsvSource({"18", "21"})
    void effectIsUnknownAfterAWriteThatNoRecordAccountsFor(int keyWritten) {
        RegistryTarget other = new RegistryTarget(RegistryView.VIEW_64, KEY, "C:\\other.exe");
        assertThat(Preconditions.of()
                        .record(10, set())
                        .record(20, set(other))
                        .started(15)
                        .keyWritten(keyWritten)
                        .effect()
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectIsUnknownAfterAWriteWhereTheRecordSpeaksOfAnotherKey() {
        Preconditions facts = Preconditions.of().record(10, set()).started(15).keyWritten(20);
        RegistryTarget otherView = new RegistryTarget(RegistryView.VIEW_32, KEY, PATH);
        RegistryTarget otherKey =
                new RegistryTarget(RegistryView.VIEW_64, RegistryTarget.keyOf(EXEMPTION.setting(), Clr.V2), PATH);
        assertThat(facts.record(20, set(otherView)).effect().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(facts.record(20, set(otherKey)).effect().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(facts.record(19, Step.of(set())).effect().kind())
                .as("a step that was not done")
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectIsUnknownWhereTheHostsKeyTimeIsOlderThanTheRecord() {
        assertThat(Preconditions.of()
                        .record(10, set())
                        .keyWritten(5)
                        .started(7)
                        .effect()
                        .kind())
                .as("the clock was set back")
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectCountsOnlyRecordsThatWroteTheExemptingValue() {
        Action one = new SetValue(TARGET, Optional.empty(), RegistryValue.dword(1), asIs(""));
        assertThat(Preconditions.of().started(5).record(10, one).effect().kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectIsProvenByOurOwnRestartWhereTheHostTellsNoProcessStart() {
        Effect effect =
                Preconditions.of().keyWritten(10).record(10, set(), start(MCU)).effect();
        assertThat(effect)
                .satisfies(is(
                        Kind.EFFECTIVE,
                        "eku restarted service RTCDATAMCU after it wrote the value (record 000001), and it still is"
                                + " process 1200"));
    }

    /** Windows uses ids again, and Samba reports the id of our own connection. */
    @Test
    void sameIdProvesNothingAfterOurOwnRestartWhereTheHostTellsNeitherProcessStartNorKeyTime() {
        Preconditions restarted = Preconditions.of().record(10, set(), start(MCU));
        assertThat(restarted.effect())
                .satisfies(
                        is(
                                Kind.UNKNOWN,
                                "eku restarted service RTCDATAMCU after it wrote the value (record 000001), but its process may be another"
                                        + " one now: the host tells neither when that started nor when the key was last written"));
        assertThat(restarted.started(11).effect())
                .satisfies(
                        is(
                                Kind.EFFECTIVE,
                                "service RTCDATAMCU started at " + T0.plusSeconds(11)
                                        + ", after eku had written the value at " + T0.plusSeconds(10)
                                        + "; the host does not tell when the key was last written, so eku would not notice a value that was taken away and put back since"));
        assertThat(restarted.started(9).effect().kind())
                .as("as exactly as a network tells it")
                .isEqualTo(Kind.EFFECTIVE);
        assertThat(restarted.started(5).effect())
                .satisfies(is(
                        Kind.UNKNOWN,
                        "service RTCDATAMCU seems to have started at " + T0.plusSeconds(5)
                                + ", and the key seems to have been written last at " + T0.plusSeconds(10)
                                + ", but the host's clock was set back, so times prove nothing"));
    }

    @Test
    void serviceThatWasStoppedAtTheWriteMayHaveComeBackWithoutTheValueWhereTheHostTellsNoTimes() {
        ProcessNote stopped = new ProcessNote(ServiceName.of(MCU), OptionalLong.empty(), Optional.empty(), true);
        Preconditions facts = Preconditions.of().record(9, done(set(), 10).noting(List.of(stopped)));
        assertThat(facts.effect().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(facts.started(13).effect().kind()).isEqualTo(Kind.EFFECTIVE);
        assertThat(facts.started(5).effect().kind())
                .as("the service was down at second 10, so this start is of a clock that was set back")
                .isEqualTo(Kind.UNKNOWN);
    }

    /** As it is noted over a network, where the start is not told, and asked only later. */
    private static Step notedWithoutStart(long process) {
        return done(set(), 10)
                .noting(List.of(
                        new ProcessNote(ServiceName.of(MCU), OptionalLong.of(process), Optional.empty(), false)));
    }

    /** The clock was set back by a minute between the write and the restart, and has caught up since. */
    @Test
    void processOfAnotherIdThatSeemsOlderThanTheWriteIsNoPendingRestart() {
        Preconditions restarted = Preconditions.of()
                .notingNothing()
                .record(9, notedWithoutStart(PROCESS - 4))
                .started(-20);
        assertThat(restarted.keyWritten(10).effect())
                .satisfies(is(
                        Kind.UNKNOWN,
                        "service RTCDATAMCU seems to have started at " + T0.plusSeconds(-20)
                                + ", before the value was written at " + T0.plusSeconds(10)
                                + ", but its process has another id than it had then: the host's clock may have been set"
                                + " back"));
        assertThat(restarted.effect().kind())
                .as("the ids of a server that tells no time of the key are those of connections")
                .isEqualTo(Kind.PENDING);
    }

    /** Two connections to a server that reports the id of the connection, and the start of the process. */
    @Test
    void anotherIdWithTheSameStartIsNoOtherProcess() {
        ProcessNote noted = new ProcessNote(
                ServiceName.of(MCU), OptionalLong.of(PROCESS - 4), Optional.of(T0.plusSeconds(-20)), false);
        Preconditions facts = Preconditions.of()
                .notingNothing()
                .record(9, done(set(), 10).noting(List.of(noted)))
                .started(-20);
        assertThat(facts.effect().kind()).isEqualTo(Kind.PENDING);
        assertThat(facts.keyWritten(10).effect().kind()).isEqualTo(Kind.PENDING);
    }

    /** One way to ask reports other digits than another. */
    @Test
    void startThatIsToldLessExactlyIsTheSame() {
        ProcessNote noted = new ProcessNote(
                ServiceName.of(MCU),
                OptionalLong.of(PROCESS),
                Optional.of(T0.plusSeconds(20).plusNanos(100)),
                false);
        assertThat(Preconditions.of()
                        .notingNothing()
                        .record(9, done(set(), 10).noting(List.of(noted)))
                        .keyWritten(10)
                        .started(20)
                        .effect()
                        .kind())
                .isNotEqualTo(Kind.EFFECTIVE);
    }

    @Test
    void sameIdWithALaterStartMayBeAnotherProcessOrAnotherClock() {
        ProcessNote before = new ProcessNote(ServiceName.of(MCU), OptionalLong.of(PROCESS), Optional.empty(), false);
        Preconditions noted = new Preconditions(
                        OptionalLong.of(PROCESS),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(before),
                        Optional.empty())
                .record(10, set())
                .keyWritten(10);
        assertThat(noted.started(50).effect())
                .satisfies(is(
                        Kind.UNKNOWN,
                        "service RTCDATAMCU has the id 1200, which its process had before the value was written (record 000001),"
                                + " but this process seems to have started at " + T0.plusSeconds(50)
                                + ": the id may have been used again, or the host's clock may have been set"));
        assertThat(noted.started(5).effect().kind()).isEqualTo(Kind.PENDING);
        assertThat(noted.effect().kind()).as("eku wrote, and owes the restart").isEqualTo(Kind.PENDING);
    }

    /** The process that a record notes started later than the record: the clock was set back in between. */
    @Test
    void startsAndKeyTimesOfTheRecordsShowThatTheClockWasSetBack() {
        Action elsewhere =
                new SetValue(new RegistryTarget(RegistryView.VIEW_32, KEY, PATH), Optional.empty(), ZERO, asIs(""));
        Preconditions byHand = Preconditions.of().started(600).keyWritten(500);
        assertThat(byHand.record(9, done(elsewhere, 10)).effect().kind()).isEqualTo(Kind.EFFECTIVE);
        ProcessNote ahead =
                new ProcessNote(ServiceName.of("Other"), OptionalLong.of(7), Optional.of(T0.plusSeconds(700)), false);
        assertThat(byHand.record(9, done(elsewhere, 10).noting(List.of(ahead)))
                        .effect()
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
        assertThat(byHand.record(9, over(elsewhere, 10, 700)).effect().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(byHand.noting(700).record(9, done(elsewhere, 10)).effect().kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    /** A run that is killed after its start has no mark of it, and finds the service running when it is finished. */
    @Test
    void stopOfOurOwnAfterTheWriteProvesAProcessThatNobodyKnowsToHaveStarted() {
        Step ran = Step.of(start(MCU)).done(Result.ALREADY_SO, T0.plusSeconds(12));
        Step stopped = Step.of(stop(MCU)).done(Result.DONE, T0.plusSeconds(11));
        Step resumed = Step.of(stop(MCU)).done(Result.RESUMED, T0.plusSeconds(11));
        Preconditions facts = Preconditions.of().keyWritten(10);
        assertThat(facts.record(9, done(set(), 10), stopped, ran).effect())
                .satisfies(is(
                        Kind.EFFECTIVE,
                        "eku stopped service RTCDATAMCU after the value was last written (record 000001), and its process"
                                + " started after that"));
        assertThat(facts.record(9, done(set(), 10), resumed, ran).effect().kind())
                .isNotEqualTo(Kind.EFFECTIVE);
        assertThat(facts.record(8, stopped, ran, done(set(), 13)).effect().kind())
                .as("stopped before the write")
                .isNotEqualTo(Kind.EFFECTIVE);
        assertThat(facts.keyWritten(20)
                        .record(9, done(set(), 10), stopped, ran)
                        .effect()
                        .kind())
                .as("written by others since")
                .isNotEqualTo(Kind.EFFECTIVE);
    }

    /** After a reboot the process is another one. */
    @Test
    void effectIsProvenByOurOwnRestartOfAnotherProcessWhereTheKeyWasNotWrittenSince() {
        Preconditions later = Preconditions.of().keyWritten(10).process(OptionalLong.of(PROCESS + 4));
        Consumer<Effect> proven = is(
                Kind.EFFECTIVE,
                "eku restarted service RTCDATAMCU after the value was last written (record 000001); its process is that one or a"
                        + " later one");
        Step ran = Step.of(start(MCU)).done(Result.ALREADY_SO, T0.plusSeconds(11));

        assertThat(later.record(10, set(), start(MCU)).effect()).satisfies(proven);
        assertThat(later.process(OptionalLong.empty())
                        .record(10, set(), start(MCU))
                        .effect())
                .satisfies(proven);
        assertThat(later.keyWritten(30).record(10, set(), start(MCU)).effect().kind())
                .as("somebody has written the key since")
                .isEqualTo(Kind.UNKNOWN);
        assertThat(later.record(9, done(set(), 10), ran).effect().kind())
                .as("the service ran without us")
                .isEqualTo(Kind.UNKNOWN);
    }

    /** Somebody may have taken the value away, restarted the service, and put the value back. */
    @Test
    void effectIsUnknownWhereTheHostTellsNeitherProcessNorTimes() {
        assertThat(Preconditions.of()
                        .process(OptionalLong.empty())
                        .record(10, set(), start(MCU))
                        .effect()
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectIsUnknownWhereOurOwnRestartWasOfAnotherProcess() {
        Step before = done(start(MCU), 9);
        Step other = done(start(MCU), 11).inProcess(OptionalLong.of(PROCESS + 4));
        Consumer<Effect> unknown = is(
                Kind.UNKNOWN,
                "the host does not tell when the process of service RTCDATAMCU started, and no action of eku proves"
                        + " that it has read the present value");
        assertThat(Preconditions.of().record(9, done(set(), 10), other).effect())
                .satisfies(
                        is(
                                Kind.UNKNOWN,
                                "eku restarted service RTCDATAMCU after it wrote the value (record 000001), but its process may be another"
                                        + " one now: the host tells neither when that started nor when the key was last written"));
        Consumer<Effect> owed = is(
                Kind.PENDING,
                "eku has not restarted service RTCDATAMCU since it wrote the value (record 000001), and the process still"
                        + " has the id 1200; the host does not tell when the process started");
        assertThat(Preconditions.of().record(8, before, done(set(), 10)).effect())
                .as("restarted before the value was written")
                .satisfies(owed);
        assertThat(Preconditions.of().record(10, set(), start("OTHER")).effect())
                .as("another service was restarted")
                .satisfies(owed);
        assertThat(Preconditions.of().record(8, start(MCU)).effect())
                .as("nobody knows when the value was written")
                .satisfies(unknown);
        assertThat(Preconditions.of().effect()).satisfies(unknown);
    }

    /** Its process starts while the step is under way, so that the end of the step says nothing of what it has read. */
    @Test
    void valueWrittenByHandWhileEkuStartedTheServiceMayHaveComeTooLate() {
        Step stopped = Step.of(stop(MCU)).done(Result.DONE, T0.plusSeconds(20));
        Preconditions facts = Preconditions.of().record(19, stopped, done(start(MCU), 50));
        assertThat(facts.keyWritten(10).effect().kind()).isEqualTo(Kind.EFFECTIVE);
        assertThat(facts.keyWritten(30).effect().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(facts.keyWritten(19).effect().kind())
                .as("the time of another machine is known roughly")
                .isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest(name = "stopped at {0}, started at {1}, written at {2}")
    @CsvSource({"1100, 1200, 900", "500, 600, 40"})
    void restartOfATimeThatTheClockDoesNotKnowAnyMoreProvesNothing(int stopped, int started, int written) {
        Step stop = Step.of(stop(MCU)).done(Result.DONE, T0.plusSeconds(stopped));
        Action elsewhere =
                new SetValue(new RegistryTarget(RegistryView.VIEW_32, KEY, PATH), Optional.empty(), ZERO, asIs(""));
        Preconditions facts = Preconditions.of().record(stopped - 1, stop, done(start(MCU), started));
        Preconditions later = started > 1000 ? facts : facts.record(30, done(elsewhere, 31));
        assertThat(later.keyWritten(written).effect().kind()).isEqualTo(Kind.UNKNOWN);
    }

    /** Over a network nothing tells what the process runs but the command line that its service has by now. */
    @Test
    void serviceThatMayHaveBeenSetUpForAnotherExecutableSinceEkuRestartedItProvesNothing() {
        Step stopped = Step.of(stop(MCU)).done(Result.DONE, T0.plusSeconds(20));
        Preconditions restarted =
                Preconditions.of().keyWritten(10).record(9, done(set(), 10), stopped, done(start(MCU), 30));
        assertThat(restarted.effect().kind()).isEqualTo(Kind.EFFECTIVE);
        assertThat(restarted.setUp(-900).effect().kind()).isEqualTo(Kind.EFFECTIVE);
        assertThat(restarted.setUp(25).effect().kind()).as("while it started").isEqualTo(Kind.UNKNOWN);
        assertThat(restarted.setUp(40).effect())
                .satisfies(is(
                        Kind.UNKNOWN,
                        "the key of service RTCDATAMCU was written at " + T0.plusSeconds(40)
                                + ", and eku has not restarted it since: it may have been set up for another executable,"
                                + " and the host tells neither which one its process runs nor when it started"));
        ProcessNote down = new ProcessNote(ServiceName.of(MCU), OptionalLong.empty(), Optional.empty(), true);
        Preconditions later = Preconditions.of()
                .process(OptionalLong.of(PROCESS + 4))
                .keyWritten(10)
                .record(9, done(set(), 10).noting(List.of(down)));
        assertThat(later.setUp(5).effect().kind()).isEqualTo(Kind.EFFECTIVE);
        assertThat(later.setUp(15).effect().kind()).isEqualTo(Kind.UNKNOWN);
    }

    /** The host's clock says 1000. A time that it shows only after it was set back is no later than any other. */
    @Test
    void clockThatIsBehindTheNewestRecordProvesNoOrderOfTimes() {
        Step stopped = Step.of(stop(MCU)).done(Result.DONE, T0.plusSeconds(2020));
        Preconditions restarted =
                Preconditions.of().keyWritten(2010).record(2009, done(set(), 2010), stopped, done(start(MCU), 2030));
        assertThat(restarted.effect().kind()).as("by eku's own restart").isEqualTo(Kind.EFFECTIVE);
        assertThat(restarted.setUp(900).effect().kind()).isEqualTo(Kind.UNKNOWN);
        Preconditions byTime = Preconditions.of().keyWritten(700).started(800);
        assertThat(byTime.effect().kind()).isEqualTo(Kind.EFFECTIVE);
        Action elsewhere =
                new SetValue(new RegistryTarget(RegistryView.VIEW_32, KEY, PATH), Optional.empty(), ZERO, asIs(""));
        assertThat(byTime.record(1500, done(elsewhere, 1501)).effect().kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectIsUnknownWhereSomebodyWroteAgainAtNoKnownTimeWhatEkuHadTakenAway() {
        Action delete = new DeleteValue(TARGET, ZERO, asIs(""));
        RegistryTarget another = new RegistryTarget(RegistryView.VIEW_64, KEY, "C:\\Another.exe");
        // At second 25 somebody writes the value; nothing reports it since eku wrote another one at second 30.
        Preconditions facts = Preconditions.of()
                .started(20)
                .keyWritten(30)
                .record(10, set())
                .record(15, delete)
                .record(30, set(another));
        assertThat(facts.effect().kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectTellsLaterRunsFromOthersAsLongAsEachFoundTheKeyAsTheOneBeforeLeftIt() {
        Action another = set(new RegistryTarget(RegistryView.VIEW_64, KEY, "C:\\Another.exe"));
        Preconditions own = Preconditions.of().started(20).record(9, done(set(), 10));
        assertThat(own.keyWritten(30).record(29, over(another, 30, 10)).effect().kind())
                .as("the key was last written by our own run")
                .isEqualTo(Kind.EFFECTIVE);
        assertThat(own.keyWritten(40)
                        .record(29, over(another, 30, 10))
                        .record(39, over(another, 40, 30))
                        .effect()
                        .kind())
                .as("two runs later")
                .isEqualTo(Kind.EFFECTIVE);
        assertThat(own.keyWritten(30).record(29, over(another, 30, 25)).effect().kind())
                .as("somebody wrote in between")
                .isEqualTo(Kind.UNKNOWN);
        assertThat(own.keyWritten(30).record(29, over(another, 30, 30)).effect().kind())
                .as("the later run was killed and cannot tell what it found")
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectMindsAWriteOfSomebodyElseWhileTheRunWasInterrupted() {
        Action another = set(new RegistryTarget(RegistryView.VIEW_64, KEY, "C:\\Another.exe"));
        Preconditions facts = Preconditions.of().started(21).keyWritten(30);
        assertThat(facts.record(9, done(set(), 10), over(another, 30, 22))
                        .effect()
                        .kind())
                .as("written by somebody at second 22, after the process had started")
                .isEqualTo(Kind.UNKNOWN);
        assertThat(facts.record(9, done(set(), 10), over(another, 30, 10))
                        .effect()
                        .kind())
                .as("finished as the run had left it")
                .isEqualTo(Kind.EFFECTIVE);
    }

    private static Step over(Action action, int second, int keyWritten) {
        return done(action, second).overKeyWritten(Optional.of(T0.plusSeconds(keyWritten)));
    }

    @Test
    void effectIsUnknownWhereTheProcessStartedInTheFuture() {
        assertThat(Preconditions.of().started(1001).keyWritten(10).effect())
                .satisfies(is(
                        Kind.UNKNOWN,
                        "service RTCDATAMCU seems to have started at " + T0.plusSeconds(1001)
                                + ", but the host's clock says " + T0.plusSeconds(1000)
                                + ": it was set back since, so times prove nothing"));
    }

    @Test
    void effectOfAStoppedServiceIsUnknownWhereItsProcessMayGoOn() {
        ServiceConfig own = service("Billing", "C:\\Billing.exe");
        ServiceConfig shared = new ServiceConfig(
                own.name(), own.displayName(), own.imagePath(), own.startType(), 0x20, own.account(), List.of());
        MemoryHost host = frontEnd()
                .file("C:\\Billing.exe")
                .service(shared)
                .state("Billing", ServiceState.STOPPED)
                .build();
        Inspection read = Eku.on(host)
                .inspect(EXEMPTION.of(Application.ofService("billing", own.name(), Clr.V4, Bitness.BITS_64)));
        assertThat(Effect.of(read.applications().get(0), read))
                .satisfies(is(
                        Kind.UNKNOWN,
                        "service Billing is stopped, but shares its process with others, so the process may still run"
                                + " with what it read before"));
    }

    @Test
    void effectIsPendingWhereEkuWroteTheValueAndLetTheServiceGoOn() {
        Action stop = new StopService(
                ServiceName.of(MCU),
                StopMode.DRAIN,
                DrainDeadline.RESUME,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                asIs(""));
        Step resumed = Step.of(stop).done(Result.RESUMED, T0.plusSeconds(11));
        Step started = done(start(MCU), 12);
        assertThat(Preconditions.of()
                        .notingNothing()
                        .record(9, done(set(), 10), resumed, started)
                        .effect())
                .satisfies(is(Kind.PENDING, "eku wrote the value and did not restart service RTCDATAMCU"));
        assertThat(Preconditions.of()
                        .record(9, done(set(), 10), resumed, started)
                        .effect()
                        .kind())
                .isEqualTo(Kind.PENDING);
        assertThat(Preconditions.of().record(9, resumed, started).effect().kind())
                .as("the value was not ours")
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void effectIsNotPendingForARestartThatWasMadeUpForOrWasOfAnotherService() {
        Step resumed = Step.of(stop(MCU)).done(Result.RESUMED, T0.plusSeconds(11));
        Step stopped = Step.of(stop(MCU)).done(Result.DONE, T0.plusSeconds(21));
        Step another = done(start(MCU), 22).inProcess(OptionalLong.of(PROCESS - 4));
        assertThat(Preconditions.of()
                        .record(9, done(set(), 10), resumed)
                        .record(20, stopped, another)
                        .effect()
                        .kind())
                .as("restarted by eku, and by somebody else since")
                .isEqualTo(Kind.UNKNOWN);
        Step other = Step.of(stop("OTHER")).done(Result.RESUMED, T0.plusSeconds(21));
        assertThat(Preconditions.of()
                        .record(9, done(set(), 10), other, another)
                        .effect()
                        .kind())
                .as("another service")
                .isEqualTo(Kind.UNKNOWN);
    }

    private static Action stop(String service) {
        return new StopService(
                ServiceName.of(service),
                StopMode.DRAIN,
                DrainDeadline.RESUME,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                asIs(""));
    }

    /**
     * The clock ran fast when the process started and was put right before eku wrote: the times lie, the process does
     * not.
     */
    @Test
    void processThatRanBeforeTheValueWasWrittenIsPendingWhateverTheClockSays() {
        Preconditions fast = Preconditions.of().noting(100).record(10, set()).started(100);
        assertThat(fast.keyWritten(10).effect())
                .satisfies(is(
                        Kind.PENDING,
                        "service RTCDATAMCU still is process 1200, which ran before the value was written (record 000001),"
                                + " whatever the clock says"));
        assertThat(fast.effect().kind()).as("no time of the key").isEqualTo(Kind.PENDING);
        assertThat(fast.keyWritten(50).effect().kind())
                .as("the key was written by somebody since")
                .isEqualTo(Kind.PENDING);
    }

    @Test
    void anotherProcessThanTheOneNotedHasReadTheValueWhateverTheClockSays() {
        Preconditions slow = Preconditions.of().noting(100).record(10, set()).keyWritten(10);
        assertThat(slow.started(5).effect())
                .satisfies(is(
                        Kind.EFFECTIVE,
                        "service RTCDATAMCU runs in another process than when eku wrote the value (record 000001)"));
        assertThat(slow.process(OptionalLong.of(PROCESS + 4)).effect().kind())
                .as("the id alone proves nothing, and who wrote owes the restart")
                .isEqualTo(Kind.PENDING);
        assertThat(slow.started(1001).effect().kind())
                .as("a start in the future makes nothing effective")
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void processOfAServiceThatWasStoppedWhenTheValueWasWrittenHasReadIt() {
        ProcessNote stopped = new ProcessNote(ServiceName.of(MCU), OptionalLong.empty(), Optional.empty(), true);
        Step step = done(set(), 10).noting(List.of(stopped));
        assertThat(Preconditions.of()
                        .record(9, step)
                        .process(OptionalLong.of(PROCESS + 4))
                        .keyWritten(10)
                        .effect()
                        .kind())
                .isEqualTo(Kind.EFFECTIVE);
    }

    @Test
    void processThatCameWhileTheValueWasWrittenProvesNothing() {
        ProcessNote between =
                new ProcessNote(ServiceName.of(MCU), OptionalLong.of(PROCESS), Optional.of(T0.plusSeconds(9)), false);
        Step step = done(set(), 10).noting(List.of(between));
        assertThat(Preconditions.of()
                        .record(9, step)
                        .started(9)
                        .keyWritten(10)
                        .effect()
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void stepWithoutANoteOfTheProcessCountsAsPending() {
        Preconditions old = Preconditions.of().notingNothing().record(10, set()).keyWritten(10);
        assertThat(old.started(11).effect())
                .satisfies(is(Kind.PENDING, "eku wrote the value and did not restart service RTCDATAMCU"));
        assertThat(Preconditions.of()
                        .notingNothing()
                        .record(10, set(), start(MCU))
                        .keyWritten(10)
                        .started(11)
                        .effect()
                        .kind())
                .as("but for a restart of our own")
                .isEqualTo(Kind.EFFECTIVE);
    }

    @Test
    void processThatRanWhenEkuHadTakenTheValueAwayIsPendingWhoeverPutItBack() {
        Action delete = new DeleteValue(TARGET, ZERO, asIs(""));
        Preconditions facts = Preconditions.of()
                .record(10, set())
                .noting(12)
                .record(15, delete)
                .keyWritten(11);
        assertThat(facts.started(12).effect().kind()).isEqualTo(Kind.PENDING);
    }

    @Test
    void writeOfAnotherValueBySomebodyElseIsNoWriteOfThisOne() {
        RegistryTarget other = new RegistryTarget(RegistryView.VIEW_64, KEY, "C:\\other.exe");
        Step deleted = over(new DeleteValue(other, ZERO, asIs("")), 30, 10).leavingKey(Optional.of(T0.plusSeconds(30)));
        assertThat(Preconditions.of()
                        .started(20)
                        .record(29, deleted)
                        .keyWritten(30)
                        .effect())
                .as("set by hand at second 10, tidied by eku at second 30")
                .satisfies(is(
                        Kind.EFFECTIVE,
                        "service RTCDATAMCU started at " + T0.plusSeconds(20) + ", after the value was written at "
                                + T0.plusSeconds(10)));
        assertThat(Preconditions.of()
                        .record(10, set())
                        .started(20)
                        .keyWritten(25)
                        .effect()
                        .kind())
                .as("whatever somebody else has written")
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void timesProveNothingWhereTheRecordsShowThatTheClockWasSetBack() {
        Action elsewhere =
                new SetValue(new RegistryTarget(RegistryView.VIEW_32, KEY, PATH), Optional.empty(), ZERO, asIs(""));
        Preconditions back = Preconditions.of().record(50, elsewhere).record(10, elsewhere);
        assertThat(back.started(30).keyWritten(20).effect().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(Preconditions.of()
                        .record(10, elsewhere)
                        .started(30)
                        .keyWritten(20)
                        .effect()
                        .kind())
                .isEqualTo(Kind.EFFECTIVE);
    }

    @Test
    void planAdvisesWhereItCannotBeToldWhetherTheServiceHasReadTheValue() {
        MemoryHost host = frontEnd().value(KEY, PATH, ZERO).build();
        Inspection read = Eku.on(host).inspect(EXEMPTION);
        List<SettingKey> timeless =
                read.keys().stream().map(key -> Preconditions.of().written(key)).toList();
        Inspection inspection = new Inspection(
                read.purpose(),
                read.host(),
                read.exemption(),
                read.products(),
                read.product(),
                read.applications(),
                timeless,
                read.journal(),
                read.lock());
        assertThat(problems(Planner.plan(inspection, STOP)))
                .containsExactly("advice: RESTART_UNKNOWN: whether service RTCDATAMCU has read the value is not known:"
                        + " the host does not tell when the value was written");
    }
}
