package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.actions;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.problems;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshotFile;
import dev.eku.journal.HostLock;
import dev.eku.journal.Journal;
import dev.eku.journal.Operator;
import dev.eku.json.Json;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.report.Reports;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says about the host as a whole: what was found, what forbids it, who else was at work. */
class PlannerHostTest {
    private static final KeyPath SERVICES = KeyPath.of("SYSTEM", "CurrentControlSet", "Services");

    @Test
    void planNamesTheHostAndTheMomentItWasMade() {
        Plan plan = plan(frontEnd().at(Instant.parse("2020-02-29T12:00:00Z")));
        assertThat(plan.host()).isEqualTo("memory:FE01");
        assertThat(plan.computer()).isEqualTo("FE01");
        assertThat(plan.simulated()).isTrue();
        assertThat(plan.madeAt()).isEqualTo("2020-02-29T12:00:00Z");
        assertThat(plan.rollsBack()).isEmpty();
    }

    @Test
    void planIsBlockedWhereAnotherProductWasNamed() {
        Plan plan = Eku.on(frontEnd().build()).plan(EXEMPTION.of("lync-2013"));
        assertThat(problems(plan))
                .contains("blocks: PRODUCT_MISMATCH: lync-2013 was named, but the host is sfb-2015")
                .anyMatch(line -> line.startsWith("advice: ") || line.startsWith("blocks: "));
        assertThat(plan.blocking()).extracting(Problem::code).contains(Problem.Code.PRODUCT_MISMATCH);
    }

    /** Where nobody reads it, a key that we may not read decides nothing; that it is unknown is told. */
    @Test
    void keyThatMayNotBeReadDoesNotHinderAPlanThatHasNothingToDoWithIt() {
        MemoryHostBuilder denied = frontEnd();
        for (RegistryView view : RegistryView.BOTH) {
            for (Clr clr : Clr.values()) {
                if (view != VIEW_64 || clr != Clr.V4) {
                    denied = denied.access(view, RegistryTarget.runtimeKey(clr), Access.NONE)
                            .access(view, RegistryTarget.keyOf(EXEMPTION.setting(), clr), Access.NONE);
                }
            }
        }
        Eku eku = Eku.on(denied.build());
        Plan plan = eku.plan(EXEMPTION, STOP);

        assertThat(plan.blocking()).isEmpty();
        assertThat(plan.facts())
                .filteredOn(fact -> fact.state().equals("unreadable"))
                .extracting(Precondition::name)
                .hasSize(3)
                .anyMatch(name -> name.startsWith("32-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\"));
        assertThat(eku.apply(plan, event -> {}).status()).isEqualTo(Outcome.Status.DONE);
        assertThat(eku.verify().isCompliant()).isTrue();
        assertThat(String.join("\n", Reports.ENGLISH.of(eku.inspect(EXEMPTION)).body()))
                .contains("32-bit view, runtime v2.0.50727: may not be read, so what it holds is unknown");
    }

    @Test
    void keyThatMayNotBeReadAndIsReadByTheApplicationIsNotTakenForEmpty() {
        MemoryHost host = frontEnd()
                .access(VIEW_64, RegistryTarget.keyOf(EXEMPTION.setting(), Clr.V4), Access.NONE)
                .build();

        assertThatThrownBy(() -> Eku.on(host).plan(EXEMPTION))
                .isInstanceOfSatisfying(
                        EkuException.class, denied -> assertThat(denied.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Zabbix Agent [FE01]", "My:Service", "!SASCORE", "a, b", "50%", "x=y", "one; two", "^caret"})
    void dependentsOfAnyNameAreStoppedAndStartedAgain(String name) {
        ServiceConfig dependent = new ServiceConfig(
                ServiceName.told(name),
                name,
                "C:\\a.exe",
                ServiceConfig.StartType.AUTOMATIC,
                0x10,
                "LocalSystem",
                List.of(MCU));
        MemoryHost host = frontEnd().service(dependent).build();
        Eku eku = Eku.on(host);
        Plan plan = eku.plan(EXEMPTION, STOP);

        assertThat(plan.blocking()).isEmpty();
        assertThat(PlanJson.read(Json.parse(Json.pretty(PlanJson.write(plan)), "test")))
                .isEqualTo(plan);
        assertThat(eku.apply(plan, event -> {}).status()).isEqualTo(Outcome.Status.DONE);
        assertThat(host.service(name).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service(name).starts()).isEqualTo(1);
        assertThat(eku.history().records()).hasSize(1);
        assertThat(MemoryHost.from(HostSnapshotFile.parse(HostSnapshotFile.print(host.snapshot()), "test"))
                        .service(name)
                        .config()
                        .name())
                .isEqualTo(dependent.name());
    }

    @Test
    void planTakesTheNamedProductWhereTheHostDoesNotTell() {
        MemoryHostBuilder unknown = frontEnd()
                .withoutKey(VIEW_64, ProductCatalog.PRODUCT_KEY)
                .withoutFile(PATH)
                .file("D:\\Elsewhere\\DATAMCUSVC.exe")
                .service(service(MCU, "D:\\Elsewhere\\DATAMCUSVC.exe"));
        Plan plan = Eku.on(unknown.build()).plan(EXEMPTION.of("sfb-2015"));
        assertThat(problems(plan)).isEmpty();
        assertThat(actions(plan)).anyMatch(line -> line.contains("value D:\\Elsewhere\\DATAMCUSVC.exe: absent"));
    }

    @Test
    void planAdvisesThatTwoProductsCannotBeToldApart() {
        Plan plan = Eku.on(
                        MemoryHost.skypeForBusinessSubscriptionEditionFrontEnd().build())
                .plan(EXEMPTION);
        assertThat(problems(plan))
                .containsExactly("advice: PRODUCT_AMBIGUOUS: the host can be any of sfb-2019, sfb-se; eku takes it"
                        + " for sfb-2019, which makes no difference to the value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sfb-2019", "sfb-se"})
    void planSaysNothingOfAnAmbiguousProductThatWasNamed(String product) {
        Plan plan = Eku.on(
                        MemoryHost.skypeForBusinessSubscriptionEditionFrontEnd().build())
                .plan(EXEMPTION.of(product));
        assertThat(problems(plan)).isEmpty();
    }

    @Test
    void planIsBlockedWhereNoProductIsKnown() {
        MemoryHostBuilder bare = MemoryHost.builder().named("DB01");
        assertThat(problems(plan(bare)))
                .containsExactly("blocks: NOTHING_FOUND: DB01: no product eku knows with an application that reads"
                        + " REQUIRE_CERTIFICATE_EKUS (version in the product's registry key: -)");
        assertThat(problems(
                        plan(bare.value(ProductCatalog.PRODUCT_KEY, "Version", RegistryValue.string("3.0.6362.0")))))
                .containsExactly("blocks: NOTHING_FOUND: DB01: no product eku knows with an application that reads"
                        + " REQUIRE_CERTIFICATE_EKUS (version in the product's registry key: 3.0.6362.0)");
    }

    @Test
    void planThatFindsNoExecutableListsEveryPlaceAndWhatWasThere() {
        assertThat(problems(plan(frontEnd().withoutFile(PATH))))
                .containsExactly("blocks: EXECUTABLE_UNRESOLVED: data-mcu: the ImagePath of service RTCDATAMCU names"
                        + " a file that does not exist: \"" + PATH + "\" (evidence: -)");
        assertThat(problems(Eku.on(MemoryHost.builder().named("FE09").build()).plan(EXEMPTION.of("sfb-se"))))
                .containsExactly("blocks: NOTHING_FOUND: data-mcu: service RTCDATAMCU: no such service; the product's"
                        + " registry key: no InstallDir");
    }

    @Test
    void planThatFindsNoExecutableDoesNothing() {
        assertThat(plan(frontEnd().withoutFile(PATH)).actions()).isEmpty();
    }

    @Test
    void planFindsTheExecutableByTheProductsKeyAndThenInTheDefaultPlace() {
        MemoryHostBuilder noService = frontEnd().withoutService(MCU);
        assertThat(Eku.on(noService.build()).inspect(EXEMPTION).applications())
                .singleElement()
                .satisfies(found -> assertThat(said(found.path().orElseThrow().source()))
                        .isEqualTo("the product's registry key, InstallDir C:\\Program Files\\Skype for Business"
                                + " Server 2015\\"));
        MemoryHostBuilder neither = noService.withoutValue(VIEW_64, ProductCatalog.PRODUCT_KEY, "InstallDir");
        assertThat(Eku.on(neither.build()).inspect(EXEMPTION).applications())
                .singleElement()
                .satisfies(found ->
                        assertThat(said(found.path().orElseThrow().source())).isEqualTo("the default place, " + PATH));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "C:\\PROGRA~1\\SKYPEF~1\\WEBCON~1\\DATAMC~1.EXE",
        "\"C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe\" -service",
        "%ProgramFiles%\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe /x",
        "\\??\\C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe",
        "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC"
    })
    void planSpellsTheNameAsDotNetDoesHoweverTheServiceSpellsIt(String imagePath) {
        MemoryHostBuilder host = frontEnd()
                .service(service(MCU, imagePath))
                .value(SERVICES.child(MCU), "ImagePath", RegistryValue.expandString(imagePath));
        assertThat(actions(plan(host))).contains("64-bit " + KEY + ", value " + PATH + ": absent -> REG_DWORD 0");
    }

    @ParameterizedTest
    @CsvSource({"2017-06-09, true", "2017-06-10, false", "2017-06-11, false"})
    void planIsBlockedFromTheDayAfterTheExemptionExpires(LocalDate lastDay, boolean blocked) {
        Plan plan = Eku.on(frontEnd().build()).plan(EXEMPTION.until(lastDay));
        assertThat(problems(plan))
                .isEqualTo(blocked ? List.of("blocks: EXPIRED: the exemption expired on 2017-06-09") : List.of());
    }

    @Test
    void planIsBlockedWhereTheTargetCannotBeWritten() {
        MemoryHostBuilder readOnly = frontEnd().access(VIEW_64, KEY, Access.READ_ONLY);
        assertThat(problems(plan(readOnly)))
                .containsExactly("blocks: ACCESS_DENIED: this account may not change 64-bit " + KEY);
        assertThat(problems(plan(exempted().access(VIEW_64, KEY, Access.READ_ONLY))))
                .as("nothing is to be written")
                .isEmpty();
    }

    @Test
    void planIsBlockedWhereAMisplacedValueCannotBeRemoved() {
        KeyPath otherRuntime = RegistryTarget.keyOf(EXEMPTION.setting(), Clr.V2);
        MemoryHostBuilder readOnly = frontEnd()
                .value(otherRuntime, PATH, RegistryValue.dword(0))
                .access(VIEW_64, otherRuntime, Access.READ_ONLY);
        assertThat(plan(readOnly).blocking()).isEmpty();
        assertThat(plan(readOnly, PlanOptions.DEFAULT.tidy(true)).blocking())
                .extracting(problem -> said(problem.what()))
                .containsExactly("this account may not change 64-bit " + otherRuntime);
    }

    @Test
    void planIsBlockedWhereTheJournalCannotBeWritten() {
        assertThat(problems(plan(frontEnd().access(VIEW_64, Journal.EKU_KEY, Access.READ_ONLY))))
                .containsExactly("blocks: ACCESS_DENIED: this account may not change HKLM\\SOFTWARE\\eku");
    }

    @Test
    void planIsBlockedByAnInterruptedRunAndTellsHowFarItCame() {
        MemoryHost host = frontEnd().build();
        int start = callsUntil(host, PortCall.Kind.SERVICE_START);
        MemoryHost killed = frontEnd().faults(Faults.killAt(start)).build();
        Operator run = elsewhere("ann");
        var unused = catchThrowable(() -> Eku.on(killed).actingAs(run).apply(plan(frontEnd(), STOP), event -> {}));
        Plan plan = plan(killed.reconnect(), STOP);
        assertThat(problems(plan))
                .first()
                .isEqualTo("blocks: OPEN_RECORD: record 000001 of ann@another-machine, started at"
                        + " 2017-06-10T03:00:00Z, was interrupted after at least 3 of 4 steps. It may have left stopped:"
                        + " RTCDATAMCU.");
        assertThat(said(plan.blocking().get(0).next())).isEqualTo("apply finishes it, rollback undoes it");
    }

    @Test
    void planTellsWhyAnInterruptedRunFailed() {
        MemoryHost host = frontEnd()
                .faults(Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 1, new Faults.Fails(Win32Error.ACCESS_DENIED)))
                .build();
        var unused = catchThrowable(() -> apply(host));
        assertThat(problems(plan(host, STOP)))
                .singleElement()
                .asString()
                .startsWith("blocks: OPEN_RECORD: record 000001 of ")
                .contains(" was interrupted after 2 of 4 steps. It may have left stopped: RTCDATAMCU. ACCESS_DENIED:"
                        + " ControlService failed on memory:FE01 RTCDATAMCU STOP: ERROR_ACCESS_DENIED (5)");
    }

    private static int callsUntil(MemoryHost host, PortCall.Kind kind) {
        Eku.on(host).actingAs(elsewhere("ann")).apply(plan(frontEnd(), STOP), event -> {});
        return host.portCalls().stream().map(PortCall::kind).toList().indexOf(kind) + 1;
    }

    @Test
    void planIsBlockedByARecordThatCannotBeRead() {
        KeyPath journal = Journal.EKU_KEY.child("journal");
        assertThat(problems(plan(frontEnd().value(journal, "000007", RegistryValue.string("{}")))))
                .containsExactly("blocks: UNREADABLE_RECORD: record 000007 in HKLM\\SOFTWARE\\eku\\journal cannot be"
                        + " read (MALFORMED_FILE)");
    }

    @Test
    void planAdvisesThatTheHostIsLocked() {
        MemoryHost host = frontEnd().build();
        new HostLock(host).acquire(elsewhere("ann"));
        Plan plan = plan(host, PlanOptions.DEFAULT);
        assertThat(problems(plan))
                .containsExactly("advice: LOCKED: the host is locked by ann@another-machine, process 4711 started ?");
        assertThat(said(plan.problems().get(0).next()))
                .isEqualTo("wait for that run; if you know that it has ended: unlock with holder=ann@another-machine");
    }

    @Test
    void planDoesNotSpeakOfTheLockOfTheVeryRunThatWasInterrupted() {
        MemoryHost host = frontEnd()
                .faults(Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 1, new Faults.Kills()))
                .build();
        assertThatThrownBy(() -> apply(host)).isInstanceOf(RunKilled.class);
        MemoryHost next = host.reconnect();
        assertThat(new HostLock(next).holder()).isPresent();
        assertThat(plan(next, STOP).problems())
                .extracting(Problem::code)
                .contains(Problem.Code.OPEN_RECORD)
                .doesNotContain(Problem.Code.LOCKED);
        new HostLock(next).unlock(new HostLock(next).holder().orElseThrow().name());
        new HostLock(next).acquire(elsewhere("ann"));
        assertThat(plan(next, STOP).problems()).extracting(Problem::code).contains(Problem.Code.LOCKED);
    }

    @Test
    void requireUnblockedTellsEveryReasonAtOnceEachWithTheNextStep() {
        Plan plan = Eku.on(frontEnd()
                        .access(VIEW_64, Journal.EKU_KEY, Access.READ_ONLY)
                        .build())
                .plan(EXEMPTION.until(LocalDate.parse("2017-01-01")));
        assertThatThrownBy(plan::requireUnblocked)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        blocked -> assertThat(blocked.code()).isEqualTo(ErrorCode.PLAN_BLOCKED))
                .hasMessageContaining("\n  - ACCESS_DENIED: this account may not change HKLM\\SOFTWARE\\eku"
                        + "\n    Next: run as a local administrator of the host, in an elevated console"
                        + "\n  - EXPIRED: the exemption expired on 2017-01-01"
                        + "\n    Next: give a later day, or roll the exemption back");
    }

    @Test
    void planOfAServiceOfTheUsersOwnFindsItsExecutable() {
        MemoryHostBuilder host = MemoryHost.builder()
                .named("APP01")
                .service(service("MyApp", "\"C:\\My App\\my.exe\" -run"))
                .executable("C:\\My App\\my.exe", ExecutableHeader.narrow("v4.0.30319"));
        Plan plan =
                Eku.on(host.build()).plan(EXEMPTION.of(Application.ofService("mine", ServiceName.of("MyApp"))), STOP);
        assertThat(actions(plan))
                .contains("32-bit " + KEY + ", value C:\\My App\\my.exe: absent -> REG_DWORD 0")
                .endsWith("service MyApp: running -> stopped", "service MyApp: stopped -> running");
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.exemption().applications()).extracting(Application::id).containsExactly("mine");
    }
}
