package dev.eku.report;

import static dev.eku.Said.said;
import static dev.eku.text.Message.asIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.apply.ApplyException;
import dev.eku.apply.Outcome;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.RunKilled;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.Hosts;
import dev.eku.inspect.Inspection;
import dev.eku.journal.History;
import dev.eku.journal.Journal;
import dev.eku.journal.Operator;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole text and JSON of reports. */
class ReportTest {
    private static final String EXE =
            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";
    private static final Exemption EXEMPTION = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)
            .because("KB 4023993, change 4711")
            .ownedBy("uc-team")
            .until(LocalDate.of(2027, 3, 31));
    private static final ReportedHost FE01 = new ReportedHost("\\\\fe01", Optional.of("FE01"), false);

    private final MemoryHostBuilder frontEnd = MemoryHost.skypeForBusiness2015FrontEnd();

    @Test
    void fleet() {
        MemoryHost wanted = frontEnd.named("FE02").build();
        MemoryHost fresh = frontEnd.named("FE01").build();
        MemoryHost alike = frontEnd.named("FE11").build();
        MemoryHost failing = frontEnd.named("FE12")
                .behaviour("RTCDATAMCU", ServiceBehaviour.ordinary().givesUpAtStart(1066))
                .build();
        Map<String, MemoryHost> machines = Map.of("FE01", fresh, "FE02", wanted, "FE11", alike, "FE12", failing);
        Eku eku = Eku.on(wanted);
        eku.apply(eku.plan(EXEMPTION, PlanOptions.DEFAULT.stop(Stop.STOP)), event -> {});
        Inventory inventory = Inventory.parse("""
                [pool-a.contoso.com]
                memory:FE01
                memory:FE02
                memory:FE03
                [pool-b.contoso.com]
                memory:FE11
                memory:FE12
                memory:FE13
                """, "fleet.txt");
        Rollout rollout = Rollout.of(
                        inventory,
                        new FleetOperation.Exempt(EXEMPTION, PlanOptions.DEFAULT.stop(Stop.STOP)),
                        RolloutOptions.DEFAULT
                                .unreachable(RolloutOptions.Unreachable.SKIP)
                                .canary(new Canary.First(1)))
                .openedBy(ref -> Optional.ofNullable(machines.get(ref.rest()))
                        .orElseThrow(
                                () -> new Win32Exception(Win32Error.BAD_NETPATH, "RegConnectRegistry", ref.toString()))
                        .reconnect())
                .timedBy(() -> Instant.EPOCH);
        FleetPlan plan = rollout.plan(event -> {});

        RolloutResult result = rollout.carryOut(plan, event -> {});

        Golden.check("fleet-plan", reports -> reports.of(plan));
        Golden.check("rollout", reports -> reports.of(result));
    }

    @Test
    void rolloutSaysFirstWhichServicesAreDown() {
        Map<String, MemoryHost> machines = new LinkedHashMap<>();
        machines.put("FE01", frontEnd.named("FE01").build());
        machines.put(
                "FE02",
                frontEnd.named("FE02").state(FrontEnd.MCU, ServiceState.STOPPED).build());
        Rollout rollout = Rollout.of(
                        Inventory.parse("memory:FE01\nmemory:FE02\n", "fleet.txt"),
                        new FleetOperation.Exempt(EXEMPTION, PlanOptions.DEFAULT.stop(Stop.STOP)),
                        RolloutOptions.DEFAULT.maxUnavailable(2))
                .openedBy(
                        ref -> Objects.requireNonNull(machines.get(ref.rest())).reconnect())
                .timedBy(() -> Instant.EPOCH);
        Report report = Reports.ENGLISH.of(rollout.carryOut(rollout.plan(event -> {}), event -> {}));

        assertThat(report.body().get(0))
                .startsWith("SERVICE DOWN: service RTCDATAMCU on FE02 is stopped (start type AUTOMATIC");
        assertThat(report.body().get(2)).isEmpty();
        assertThat(report.json().toString()).contains("expectedToRun=true");
    }

    @Test
    void products() {
        Golden.check("products", reports -> reports.ofProducts(ProductCatalog.products(), Hosts.presets()));
    }

    @Test
    void inspection() {
        Inspection inspection = alice(withLeftovers().build()).inspect(EXEMPTION);

        Golden.check("inspection", reports -> reports.of(inspection));
    }

    /** One of each kind: what its file is, what the process runs, a wrapper, a doubt and a contradiction. */
    @Test
    void inspectionListsTheEvidenceOfWhatEachApplicationRuns() {
        MemoryHostBuilder host = frontEnd.service(FrontEnd.service("Relay", "C:\\Relay\\Relay.exe"))
                .executable("C:\\Relay\\Relay.exe", ExecutableHeader.narrow("v2.0.50727"))
                .running("Relay", "C:\\Relay.old\\Relay.exe")
                .service(FrontEnd.service("Daemon", "C:\\Daemon\\nssm.exe"))
                .executable("C:\\Daemon\\nssm.exe", ExecutableHeader.ofNative(Format.PE32_PLUS))
                .value(
                        ServiceConfig.keyOf(ServiceName.of("Daemon")).child("Parameters"),
                        "Application",
                        RegistryValue.string("C:\\Daemon\\Daemon.exe"))
                .executable("C:\\Windows\\System32\\inetsrv\\w3wp.exe", ExecutableHeader.ofNative(Format.PE32))
                .file("C:\\Apps\\text.exe", Content.of((byte) 'x'));
        Exemption applications = EXEMPTION
                .of(Application.ofService("relay", ServiceName.of("Relay")))
                .of(Application.ofService("daemon", ServiceName.of("Daemon")))
                .of(Application.at("web", "C:\\Windows\\System32\\inetsrv\\w3wp.exe", Clr.V4, Bitness.BITS_32))
                .of(Application.at("text", "C:\\Apps\\text.exe"))
                .of(Application.at("gone", "C:\\Apps\\gone.exe", Clr.V4, Bitness.BITS_64));

        Inspection inspection = alice(host.build()).inspect(applications);

        Golden.check("inspection-programs", reports -> reports.of(inspection));
    }

    @Test
    void planShowsTheChangesAloneAndOneLineThatSumsUp() {
        Plan plan = alice(frontEnd.build()).plan(EXEMPTION);

        Golden.check("plan", reports -> reports.of(plan));
    }

    @Test
    void planShowsProblemsFirst() {
        Plan plan = alice(withLeftovers().cmdlets(false).build())
                .plan(
                        EXEMPTION.of("lync-2013"),
                        PlanOptions.DEFAULT.stop(Stop.GRACEFUL).tidy(true));

        Golden.check("plan-blocked", reports -> reports.of(plan));
    }

    @Test
    void planWithoutChangesSaysSo() {
        MemoryHost host = frontEnd.build();
        run(host);

        assertThat(Reports.ENGLISH.of(alice(host).plan(EXEMPTION)).body())
                .contains("No changes. FE01 is in the desired state.")
                .last()
                .asString()
                .matches("Plan for FE01: no changes\\. Fingerprint [0-9a-f]{8}\\.");
    }

    @Test
    void planInJsonIsAPlanThatCanBeLoaded() {
        Plan plan = alice(frontEnd.build()).plan(EXEMPTION);
        Report report = Reports.ENGLISH.of(plan);

        assertThat(report.json()).containsEntry("ekuReport", 1).containsEntry("computer", "FE01");
        assertThat(report.content()).containsAllEntriesOf(PlanJson.write(plan));
        assertThat(report.content().get("summary"))
                .hasToString("{keysToWrite=1, valuesToWrite=1, keysToDelete=0, valuesToDelete=0, servicesToRestart=1,"
                        + " servicesToStart=0, exemptionsToRecord=0, blocking=0, advice=0}");
    }

    @Test
    void rollbackPlanNamesTheRecord() {
        MemoryHost host = frontEnd.build();
        run(host);

        Plan rollback = alice(host).planRollback();

        Golden.check("plan-rollback", reports -> reports.of(rollback));
    }

    @Test
    void outcomeListsEveryStep() {
        Outcome outcome = run(frontEnd.build());

        Golden.check("outcome", reports -> reports.of(FE01, outcome));
    }

    @Test
    void outcomeSaysWhenItIsNotInEffectYet() {
        MemoryHost host = frontEnd.behaviour(
                        "RTCDATAMCU", ServiceBehaviour.ordinary().neverDrains())
                .build();

        Outcome outcome = run(host);

        Golden.check("outcome-pending", reports -> reports.of(FE01, outcome));
    }

    @Test
    void verdictsGiveTheirEvidenceAndTheNextStep() {
        List<Message> evidence = List.of(asIs("this was seen"), asIs("that was seen"));

        assertThat(Reports.ENGLISH.of(FE01, new Verdict.Compliant(evidence)).body())
                .containsExactly(
                        "Compliant: FE01 is exempt, and the exemption is in effect.",
                        "  - this was seen",
                        "  - that was seen",
                        "Next: nothing to do; rollback takes the exemption back once the certificates carry both EKUs");
        assertThat(Reports.ENGLISH
                        .of(FE01, new Verdict.PendingRestart(evidence))
                        .body())
                .startsWith("PendingRestart: on FE01 the value is right, but not in effect until a restart.")
                .endsWith("Next: apply restarts what has to be restarted");
        assertThat(Reports.ENGLISH.of(FE01, new Verdict.Drifted(evidence)).body())
                .startsWith("Drifted: FE01 is not in the desired state.")
                .endsWith("Next: plan shows what would fix it");
        assertThat(Reports.ENGLISH.of(FE01, new Verdict.NotApplied(evidence)).body())
                .startsWith("NotApplied: FE01 is not exempt, and eku has no record that it should be.")
                .endsWith("Next: plan shows what would exempt it");
        assertThat(Reports.ENGLISH.of(FE01, new Verdict.Unverifiable(evidence)).body())
                .startsWith("Unverifiable: on FE01 the value is right, but eku cannot tell whether it is in effect.")
                .endsWith("Next: restart the application if it may be older than the value");
        assertThat(Reports.ENGLISH.of(FE01, new Verdict.Drifted(evidence)).content())
                .containsEntry("verdict", "Drifted")
                .containsEntry("compliant", false)
                .containsEntry("evidence", said(evidence));
    }

    @Test
    void historyShowsHowEachRecordStandsAndWhatCannotBeRead() {
        MemoryHost host = frontEnd.build();
        run(host);
        alice(host).apply(alice(host).planRollback(), progress -> {});
        int calls = callsOfARun(host.copy());
        try {
            run(host.reconnect(Faults.killAt(calls / 2)));
        } catch (RunKilled meant) {
            host.registry()
                    .setValue(RegistryView.VIEW_64, Journal.EKU_KEY.child("journal"), "000009", RegistryValue.dword(1));
        }

        History history = alice(host.reconnect()).history();

        Golden.check("history", reports -> reports.of(FE01, history));
    }

    @Test
    void historyOfAHostEkuHasNeverChanged() {
        assertThat(Reports.ENGLISH.of(FE01, alice(frontEnd.build()).history()).body())
                .containsExactly("History of FE01: no records.");
    }

    @Test
    void lockNamesItsHolder() {
        assertThat(Reports.ENGLISH.ofLock(FE01, Optional.empty()).body()).containsExactly("FE01 is not locked.");
        assertThat(Reports.ENGLISH.ofLock(FE01, Optional.empty()).content()).hasToString("{locked=false}");
    }

    @Test
    void rehearsalSaysSame() {
        Report report =
                Reports.ENGLISH.of(alice(frontEnd.build()).rehearse(EXEMPTION, PlanOptions.DEFAULT, progress -> {}));

        assertThat(report.body())
                .containsExactly(
                        "OK: the rehearsal left no trace. The copy of FE01 was exempted, verified and rolled back.",
                        "  applied: done",
                        "  verified: Compliant",
                        "  rolled back: done",
                        "The host itself was not touched.");
        assertThat(report.content()).containsEntry("same", true);
    }

    @Test
    void failureOfACallHasItsCodes() {
        Report report = Reports.ENGLISH.of(
                Optional.of(FE01),
                new Win32Exception(Win32Error.ACCESS_DENIED, "RegSetValueEx", "FE01 HKLM\\SOFTWARE"));

        assertThat(report.content())
                .containsEntry("code", "ACCESS_DENIED")
                .containsEntry("kind", "ENVIRONMENT")
                .containsEntry("win32", 5L)
                .containsEntry("win32Name", "ERROR_ACCESS_DENIED");
        assertThat(report.body().get(0))
                .isEqualTo("ACCESS_DENIED: RegSetValueEx failed on FE01 HKLM\\SOFTWARE: ERROR_ACCESS_DENIED (5)");
    }

    @Test
    void failureHalfWayShowsTheStepsDone() {
        MemoryHost host = frontEnd.behaviour(
                        "RTCDATAMCU", ServiceBehaviour.ordinary().cmdletsFailWith(1, "Topology not found."))
                .build();
        ApplyException failure = catchThrowableOfType(ApplyException.class, () -> run(host));

        Golden.check("failure", reports -> reports.of(Optional.of(FE01), failure));
    }

    @Test
    void simulatedHostIsMarkedOnTheFirstAndTheLastLine() throws IOException {
        ReportedHost simulated = new ReportedHost("memory:fe01.json", Optional.of("FE01"), true);
        StringBuilder text = new StringBuilder();
        Reports.ENGLISH.ofLock(simulated, Optional.empty()).writeText(text);

        assertThat(text).hasToString("""
                        SIMULATED: memory:fe01.json is not a real host; no real server is read or changed
                        FE01 is not locked.
                        SIMULATED: memory:fe01.json is not a real host; no real server is read or changed
                        """);
    }

    @Test
    void jsonIsVersionedAndNamesTheHost() throws IOException {
        StringBuilder json = new StringBuilder();
        Reports.ENGLISH
                .of(Optional.of(FE01), new EkuException(ErrorCode.NO_RECORD, "FE01", "nothing"))
                .writeJson(json);

        assertThat(json.toString()).startsWith("{\n  \"ekuReport\" : 1,\n  \"host\" : \"\\\\\\\\fe01\",\n");
        assertThat(Json.parse(json.toString(), "report").string("computer")).isEqualTo("FE01");
    }

    private MemoryHostBuilder withLeftovers() {
        var v2 = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V2);
        var v4 = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4);
        return frontEnd.value(v4, EXE, RegistryValue.string("0"))
                .value(v2, EXE, RegistryValue.dword(0))
                .value(v4, "\"" + EXE + "\"", RegistryValue.dword(0));
    }

    private static Outcome run(MemoryHost host) {
        Eku eku = alice(host);
        return eku.apply(eku.plan(EXEMPTION), progress -> {});
    }

    private static int callsOfARun(MemoryHost host) {
        run(host);
        return host.portCalls().size();
    }

    private static Eku alice(MemoryHost host) {
        return Eku.on(host)
                .actingAs(new Operator(
                        "alice",
                        "ADMIN01",
                        4711,
                        Optional.of(Instant.parse("2017-06-10T02:59:00Z")),
                        Optional.empty(),
                        "run"));
    }
}
