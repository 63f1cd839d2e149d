package dev.eku.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.apply.Outcome;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.export.Export;
import dev.eku.export.ExportForm;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.inspect.Inspection;
import dev.eku.journal.Journal;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.rehearse.Rehearsal;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.OtherLanguage;
import dev.eku.verify.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One story, lived by machines and told to people of several languages: only what is told differs. */
final class SecondLanguageTest {
    private static final String CONFIG = FrontEnd.PATH + ".config";
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    /** Digits, calendars, upper and lower case differ in these. */
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "ja-JP", "hi-IN-u-nu-deva"})
    void plansRecordsGroupsAndReportsForProgramsAreTheSame(String language) {
        Locale.setDefault(Locale.ROOT);
        Story english = new Story();
        Locale.setDefault(Locale.forLanguageTag(language));
        Story other = new Story();

        assertThat(other.plan.fingerprint()).isEqualTo(english.plan.fingerprint());
        assertThat(Json.compact(PlanJson.write(other.plan))).isEqualTo(Json.compact(PlanJson.write(english.plan)));
        assertThat(records(other.left)).isEqualTo(records(english.left)).contains("why.exempt");
        assertThat(english.left.differences(other.left, Journal.EKU_KEY)).isEmpty();
        assertThat(other.diagnosis.findings()).isEqualTo(english.diagnosis.findings());
        assertThat(groups(other.fleet)).isEqualTo(groups(english.fleet)).hasSize(2);
        assertThat(programs(other.reports(new Reports(OtherLanguage.words()))))
                .isEqualTo(programs(english.reports(Reports.ENGLISH)));
    }

    @Test
    void noSentenceIsMadeBelowTheReports() {
        new Story().reports(new Reports(OtherLanguage.words())).forEach((name, report) -> {
            String text = String.join("\n", report.lines());
            assertThat(text).as(name).contains(OtherLanguage.MARK);
            assertThat(OtherLanguage.englishLeftIn(text)).as(name + ": " + text).isEmpty();
        });
    }

    /** What stands in narrow letters is no word of a language: names of operations, of options, of hosts and people. */
    @Test
    void onlyNamesAreNotWorded() {
        Set<String> names = new TreeSet<>(List.of("data-mcu", "me", "vm", "bob", "true", "for", "reg", "import"));
        Arrays.stream(Operation.values()).map(Operation::id).forEach(names::add);
        Arrays.stream(Option.values()).map(Option::id).forEach(names::add);
        new Story()
                .reports(new Reports(OtherLanguage.words()))
                .forEach((name, report) -> assertThat(report.lines())
                        .as(name)
                        .allMatch(line -> names.containsAll(OtherLanguage.wordsLeftIn(line))));
        assertThat(OtherLanguage.wordsLeftIn("\u00abｉｎ ｔｈｅ\u00bb 64-bit view of C:\\Program\\x.exe"))
                .containsExactly("view", "of");
    }

    @Test
    void sentenceThatWasMadeBelowWouldBeFound() {
        assertThat(OtherLanguage.englishLeftIn(
                        OtherLanguage.words().text("report.diagnosis.not-checked", "the host has no log")))
                .containsExactly("the host has");
    }

    /** As they stand in the registry, except for the number of the run, which chance makes. */
    private static String records(HostSnapshot left) {
        return left.keys().toString().replaceAll("\"run\":\"[^\"]+\"", "\"run\":\"-\"");
    }

    private static List<String> programs(Map<String, Report> reports) {
        return reports.values().stream()
                .map(report -> Json.pretty(report.json()))
                .toList();
    }

    private static List<List<String>> groups(FleetPlan plan) {
        return plan.groups().stream()
                .map(group -> group.entries().stream()
                        .map(entry -> entry.member().toString())
                        .toList())
                .toList();
    }

    /** Hosts with problems of many kinds; one of them is exempted, verified and rolled back. */
    private static final class Story {
        final Inspection inspection;
        final Plan plan;
        final Plan blocked;
        final Outcome applied;
        final Verdict verdict;
        final Verdict drifted;
        final Rehearsal rehearsal;
        final Outcome rolledBack;
        final HostSnapshot left;
        final Diagnosis diagnosis;
        final Diagnosis spoiled;
        final FleetPlan fleet;
        private final Eku eku;
        private final EkuException stale;
        private final EkuException malformed;

        Story() {
            MemoryHostBuilder like = FrontEnd.frontEnd()
                    .at(Instant.parse("2026-03-04T05:06:07Z"))
                    .value(FrontEnd.KEY, "\"" + FrontEnd.PATH + "\"", FrontEnd.ZERO)
                    .file(CONFIG, Content.of("<configuration".getBytes(StandardCharsets.UTF_8)));
            MemoryHost host = like.build();
            eku = Eku.on(host).actingAs(FrontEnd.ended("me", "run"));
            inspection = eku.inspect(FrontEnd.EXEMPTION);
            plan = eku.plan(FrontEnd.EXEMPTION, FrontEnd.STOP);
            blocked = eku(MemoryHost.builder()).plan(FrontEnd.EXEMPTION);
            diagnosis = eku.diagnose(FrontEnd.EXEMPTION, List.of(unread(), unseen()));
            rehearsal = eku(like.behaviour(
                            FrontEnd.MCU, ServiceBehaviour.ordinary().neverDrains()))
                    .rehearse(FrontEnd.EXEMPTION, PlanOptions.DEFAULT, progress -> {});
            drifted = eku.verify(FrontEnd.EXEMPTION);
            applied = eku.apply(plan);
            stale = catchThrowableOfType(EkuException.class, () -> eku.apply(plan));
            malformed = catchThrowableOfType(
                    EkuException.class, () -> Json.parse("{}", "p.json").string("host"));
            verdict = eku.verify(FrontEnd.EXEMPTION);
            rolledBack = eku.apply(eku.planRollback());
            left = host.snapshot();
            spoiled = eku(like.value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("0"))
                            .value(KeyPath.parse("HKLM\\SOFTWARE\\Vendor"), "v", FrontEnd.ZERO)
                            .log("Lync Server"))
                    .diagnose(FrontEnd.EXEMPTION, List.of(), query -> {
                        throw new EkuException(ErrorCode.FILE_FAILURE, "events.xml", "NoSuchFileException");
                    });
            fleet = fleet();
        }

        private static Eku eku(MemoryHostBuilder host) {
            return Eku.on(host.build()).actingAs(FrontEnd.ended("me", "run"));
        }

        private static PeerAnswer unread() {
            return new PeerAnswer.UnreadableFile(
                    "edge.cer", PeerEndpoint.Peer.EDGE, new EkuException(ErrorCode.FILE_FAILURE, "edge.cer", "EOF"));
        }

        private static PeerAnswer unseen() {
            return new PeerAnswer.Failed(
                    PeerEndpoint.of("fe02.contoso.com", 8061),
                    PeerAnswer.Failure.UNREACHABLE,
                    Message.of("inspect.log.no-way"),
                    Message.of("inspect.log.no-way"),
                    NextStep.advice("report.clock.next"));
        }

        private static FleetPlan fleet() {
            Map<String, MemoryHost> machines = new LinkedHashMap<>();
            for (String name : List.of("FE01", "FE02")) {
                machines.put(
                        name,
                        FrontEnd.frontEnd()
                                .named(name)
                                .at(Instant.parse("2026-03-04T05:06:0" + name.charAt(3) + "Z"))
                                .build());
            }
            machines.put("FE03", MemoryHost.builder().named("FE03").build());
            return Rollout.of(
                            Inventory.parse("[p]\nmemory:FE01\nmemory:FE02\nmemory:FE03\n", "fleet.txt"),
                            new FleetOperation.Exempt(FrontEnd.EXEMPTION, FrontEnd.STOP),
                            RolloutOptions.DEFAULT)
                    .openedBy(ref ->
                            Objects.requireNonNull(machines.get(ref.rest())).reconnect())
                    .timedBy(() -> Instant.EPOCH)
                    .plan(event -> {});
        }

        Map<String, Report> reports(Reports reports) {
            ReportedHost where = ReportedHost.of(plan);
            Map<String, Report> all = new LinkedHashMap<>();
            all.put("inspection", reports.of(inspection));
            all.put("plan", reports.of(plan));
            all.put("blocked plan", reports.of(blocked));
            all.put("applied", reports.of(where, applied));
            all.put("verdict", reports.of(where, verdict));
            all.put("drifted", reports.of(where, drifted));
            all.put("rehearsal", reports.of(rehearsal));
            all.put("rolled back", reports.of(where, rolledBack));
            all.put("history", reports.of(where, eku.history()));
            all.put("diagnosis", reports.of(diagnosis));
            all.put("spoiled", reports.of(spoiled));
            all.put("fleet", reports.of(fleet));
            // The files themselves are in one language here, or else their checksums differ.
            List<Export> exports = List.of(Eku.export(plan, ExportForm.REG));
            all.put("export", reports.ofExports(ExportForm.REG, exports, "export"));
            all.put("stale", reports.of(Optional.of(where), stale));
            all.put("malformed", reports.of(Optional.of(where), malformed));
            all.put(
                    "failure",
                    reports.of(Optional.of(where), new EkuException(ErrorCode.LOCKED, "FE01", "bob", "bob")));
            return all;
        }
    }
}
