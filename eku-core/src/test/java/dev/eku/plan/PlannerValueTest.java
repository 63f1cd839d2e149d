package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.actions;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.problems;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.action.Action;
import dev.eku.action.Action.SetValue;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan does about the value itself, and about values that only look like it. */
class PlannerValueTest {
    private static final int REG_DWORD = 4;
    private static final PlanOptions TIDY = PlanOptions.DEFAULT.tidy(true);
    private static final String SET =
            "64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager"
                    + ".RequireCertificateEKUs, value " + PATH;

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "lync-2010, REQUIRE_CERTIFICATE_EKUS, v2.0.50727, Microsoft Lync Server 2010",
        "lync-2013, REQUIRE_CERTIFICATE_EKUS, v4.0.30319, Microsoft Lync Server 2013",
        "sfb-2015, REQUIRE_CERTIFICATE_EKUS, v4.0.30319, Skype for Business Server 2015",
        "sfb-2019, REQUIRE_CERTIFICATE_EKUS, v4.0.30319, Skype for Business Server 2019",
        "sfb-se, REQUIRE_CERTIFICATE_EKUS, v4.0.30319, Skype for Business Server 2019",
        "lync-2013, SCH_SEND_AUX_RECORD, v4.0.30319, Microsoft Lync Server 2013",
        "sfb-2015, SCH_SEND_AUX_RECORD, v4.0.30319, Skype for Business Server 2015",
        "sfb-2019, SCH_SEND_AUX_RECORD, v4.0.30319, Skype for Business Server 2019",
        "sfb-se, SCH_SEND_AUX_RECORD, v4.0.30319, Skype for Business Server 2019"
    })
    void planCreatesTheKeySetsTheValueAndRestartsTheServiceOfEveryProduct(
            String product, Setting setting, String runtime, String folder) {
        Plan plan = Eku.on(MemoryHost.frontEnd(product).build()).plan(Exemption.from(setting));
        String key = "HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\" + runtime + "\\System.Net.ServicePointManager."
                + setting.globalName();
        assertThat(actions(plan))
                .containsExactly(
                        "64-bit key " + key + ": absent -> present",
                        "64-bit " + key + ", value C:\\Program Files\\" + folder
                                + "\\Web Conferencing\\DATAMCUSVC.exe: absent -> REG_DWORD 0",
                        "service RTCDATAMCU: running -> stopped gracefully by Stop-CsWindowsService; if it has not drained after 900 s,"
                                + " it resumes and the restart stays pending",
                        "service RTCDATAMCU: stopped -> running");
        assertThat(plan.blocking()).isEmpty();
        assertThat(plan.exemption().setting()).isEqualTo(setting);
    }

    @Test
    void planForLync2010SetsThreeValuesInOneKeyForTheAuxiliaryRecord() {
        Plan plan = Eku.on(MemoryHost.lync2010FrontEnd().build()).plan(Exemption.from(Setting.SCH_SEND_AUX_RECORD));
        String key = "HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v2.0.50727\\System.Net.ServicePointManager"
                + ".SchSendAuxRecord";
        String lync = "C:\\Program Files\\Microsoft Lync Server 2010\\";
        assertThat(actions(plan).subList(0, 4))
                .containsExactly(
                        "64-bit key " + key + ": absent -> present",
                        "64-bit " + key + ", value " + lync + "Web Conferencing\\DATAMCUSVC.exe: absent -> REG_DWORD 0",
                        "64-bit " + key + ", value " + lync
                                + "OCSMCU\\Web Meeting Conferencing\\MeetingMCUSvc.exe: absent -> REG_DWORD 0",
                        "64-bit " + key + ", value C:\\Windows\\System32\\inetsrv\\w3wp.exe: absent -> REG_DWORD 0");
        assertThat(problems(plan))
                .containsExactly(
                        "advice: SHARED_HOST: C:\\Windows\\System32\\inetsrv\\w3wp.exe runs other people's code: all of"
                                + " it will be exempt",
                        "advice: SERVICE_UNKNOWN: iis has no service known to eku, so eku cannot restart it");
    }

    @Test
    void planForTwoServicesOfOneExecutableSetsItsValueOnceAndRestartsBoth() {
        String path = "C:\\Relay\\Relay.exe";
        MemoryHost host = frontEnd()
                .service(service("Relay", path))
                .service(service("Second", "C:\\RELAY\\relay.exe"))
                .value(KEY, '"' + path + '"', ZERO)
                .file(path)
                .build();
        Plan plan = Eku.on(host)
                .plan(
                        EXEMPTION
                                .of(Application.ofService("relay", ServiceName.of("Relay")))
                                .of(Application.ofService("second", ServiceName.of("Second"))),
                        STOP.tidy(true));
        assertThat(actions(plan))
                .containsExactly(
                        "64-bit " + KEY + ", value " + path + ": absent -> REG_DWORD 0",
                        "64-bit " + KEY + ", value \"" + path + "\": REG_DWORD 0 -> absent",
                        "service Relay: running -> stopped",
                        "service Relay: stopped -> running",
                        "service Second: running -> stopped",
                        "service Second: stopped -> running");
        Eku.on(host).apply(plan, event -> {});
    }

    @Test
    void planCreatesEveryKeyThatIsMissingTopmostFirst() {
        Plan plan =
                plan(frontEnd().withoutKey(RegistryView.VIEW_64, KEY.parent().orElseThrow()));
        assertThat(actions(plan))
                .startsWith(
                        "64-bit key HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319: absent -> present",
                        "64-bit key " + KEY + ": absent -> present",
                        SET + ": absent -> REG_DWORD 0");
    }

    @Test
    void planTellsWhyForEveryAction() {
        assertThat(plan(frontEnd()).actions())
                .extracting(action -> said(action.why()))
                .containsExactly(
                        "the key does not exist yet",
                        "data-mcu reads it for REQUIRE_CERTIFICATE_EKUS; its path is known from service RTCDATAMCU,"
                                + " ImagePath \"" + PATH + "\"",
                        "it reads a value that changes, and reads it only when it starts",
                        "it was running before");
    }

    @Test
    void planIsEmptyWhereTheValueIsRightAndReadByTheProcess() {
        Plan plan = plan(exempted());
        assertThat(plan.isEmpty()).isTrue();
        assertThat(problems(plan)).isEmpty();
    }

    @Test
    void planIsEmptyWhereTheNameOfTheRightValueIsInAnotherCase() {
        assertThat(actions(plan(exempted()
                        .withoutValue(RegistryView.VIEW_64, KEY, PATH)
                        .value(KEY, PATH.toUpperCase(Locale.ROOT), ZERO))))
                .isEmpty();
    }

    @Test
    void planLeavesADwordOfOddLengthThatDotNetReadsAsZeroAndSaysSo() {
        Plan plan = plan(frontEnd().value(KEY, PATH, RegistryValue.of(REG_DWORD, new byte[2])));

        assertThat(actions(plan)).noneMatch(action -> action.startsWith(SET));
        assertThat(problems(plan))
                .contains(
                        "advice: ODD_LENGTH: " + SET
                                + " is REG_DWORD of 2 bytes: 00 00: not the usual four bytes, but .NET reads it as 0, so it exempts");
    }

    static List<Arguments> valuesThatDoNotExempt() {
        return List.of(
                Arguments.of(RegistryValue.string("0"), "REG_SZ \"0\"", true),
                Arguments.of(RegistryValue.qword(0), "REG_QWORD 0", true),
                Arguments.of(RegistryValue.of(REG_DWORD, new byte[5]), "REG_DWORD of 5 bytes: 00 00 00 00 00", true),
                Arguments.of(RegistryValue.of(REG_DWORD, new byte[] {1}), "REG_DWORD of 1 bytes: 01", true),
                Arguments.of(RegistryValue.binary((byte) 0), "REG_BINARY of 1 bytes: 00", true),
                Arguments.of(RegistryValue.dword(1), "REG_DWORD 1", false),
                Arguments.of(RegistryValue.dword(0xFFFF_FFFFL), "REG_DWORD 4294967295", false));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("valuesThatDoNotExempt")
    void planReplacesAValueThatDoesNotExempt(RegistryValue value, String shown, boolean wrongType) {
        Plan plan = plan(frontEnd().value(KEY, PATH, value));
        assertThat(actions(plan))
                .startsWith(SET + ": " + shown + " -> REG_DWORD 0")
                .hasSize(3);
        assertThat(problems(plan))
                .isEqualTo(
                        wrongType
                                ? List.of("advice: WRONG_TYPE: " + SET + " is " + shown + ": only REG_DWORD 0 exempts")
                                : List.of());
        assertThat(plan.actions().get(0))
                .isInstanceOfSatisfying(
                        SetValue.class, set -> assertThat(set.previous()).contains(value));
    }

    static List<Arguments> leftovers() {
        String runtime2 = "HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v2.0.50727\\System.Net.ServicePointManager"
                + ".RequireCertificateEKUs";
        return List.of(
                leftover("quoted", "\"" + PATH + "\""),
                leftover("slashed", PATH.replace('\\', '/')),
                leftover("doubled backslashes", PATH.replace("\\", "\\\\")),
                leftover("trailing blank", PATH + " "),
                leftover("8.3 names", "C:\\PROGRA~1\\SKYPEF~1\\WEBCON~1\\DATAMC~1.EXE"),
                leftover("8.3 folder, quoted", "\"C:\\PROGRA~1\\SKYPEF~1\\WEBCON~1\\DATAMC~1.EXE\""),
                leftover("verbatim prefix", "\\\\?\\" + PATH),
                Arguments.of(
                        "wrong view",
                        frontEnd().value(VIEW_32, KEY, PATH, ZERO),
                        "32-bit " + KEY + ", value " + PATH,
                        "WRONG_VIEW: 32-bit " + KEY + ", value " + PATH
                                + " (REG_DWORD 0) is in the wrong view; the application reads the 64-bit view"),
                Arguments.of(
                        "wrong runtime",
                        frontEnd().value(RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V2), PATH, ZERO),
                        "64-bit " + runtime2 + ", value " + PATH,
                        "WRONG_CLR: 64-bit " + runtime2 + ", value " + PATH
                                + " (REG_DWORD 0) is under the wrong runtime; the application runs on v4.0.30319"));
    }

    private static Arguments leftover(String what, String name) {
        String place = "64-bit " + KEY + ", value " + name;
        return Arguments.of(
                what,
                frontEnd().value(KEY, name, ZERO),
                place,
                "WRONG_SPELLING: " + place + " (REG_DWORD 0) is misspelled and never found; .NET looks for " + PATH);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leftovers")
    void planReportsAMisplacedValueAndRemovesItOnlyWhenTidying(
            String what, MemoryHostBuilder host, String place, String problem) {
        Plan plan = plan(host);
        assertThat(problems(plan)).as(what).containsExactly("advice: " + problem);
        assertThat(actions(plan)).contains(SET + ": absent -> REG_DWORD 0").noneMatch(line -> line.startsWith(place));
        Plan tidy = plan(host, TIDY);
        assertThat(problems(tidy)).containsExactly("advice: " + problem);
        assertThat(actions(tidy)).containsOnlyOnce(place + ": REG_DWORD 0 -> absent");
        assertThat(tidy.actions().stream().filter(Action.DeleteValue.class::isInstance))
                .singleElement()
                .satisfies(delete -> assertThat(said(delete.why()))
                        .isEqualTo("a leftover that the application never reads (" + problem.split(":", 2)[0] + ")"));
    }

    @Test
    void planLeavesTheValuesOfOtherExecutablesAlone() {
        Plan plan = plan(
                frontEnd()
                        .value(KEY, "C:\\App\\DATAMCUSVC.exe", ZERO)
                        .value(VIEW_32, KEY, "C:\\App\\other.exe", ZERO)
                        .value(KEY, "", ZERO),
                TIDY);
        assertThat(problems(plan)).isEmpty();
        assertThat(plan.actions()).noneMatch(Action.DeleteValue.class::isInstance);
    }

    /** With an executable that cannot be read, so that nothing contradicts what is given. */
    private static MemoryHostBuilder unread() {
        return frontEnd().file(new StoredFile(PATH, Optional.empty(), Optional.empty()));
    }

    @Test
    void tidyingDoesNotTakeTheValueOfAnotherExemptionThatStandsForALeftover() {
        MemoryHost host = unread().build();
        Eku eku = Eku.on(host);
        Exemption in32Bits = EXEMPTION.of(Application.at("in-32-bits", PATH, Clr.V4, Bitness.BITS_32));
        eku.apply(eku.plan(in32Bits, TIDY), event -> {});
        assertThat(eku.plan(EXEMPTION, TIDY).actions())
                .as("planned while the other stands")
                .noneMatch(Action.DeleteValue.class::isInstance);
        eku.apply(eku.planRollback(), event -> {});
        host.registry().createKey(VIEW_32, KEY);
        host.registry().setValue(VIEW_32, KEY, PATH, ZERO);
        assertThat(eku.plan(EXEMPTION, TIDY).actions())
                .as("planned when the other is taken back")
                .anyMatch(Action.DeleteValue.class::isInstance);
    }

    @Test
    void tidyingDoesNotTakeOneApplicationsValueForAnothersLeftover() {
        Exemption both = EXEMPTION
                .of(Application.at("on-clr4", PATH, Clr.V4, Bitness.BITS_64))
                .of(Application.at("on-clr2", PATH, Clr.V2, Bitness.BITS_64))
                .of(Application.at("on-clr4-32", PATH, Clr.V4, Bitness.BITS_32));
        MemoryHost host = unread().build();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(both, TIDY), event -> {});
        Plan second = eku.plan(both, TIDY);
        assertThat(actions(second)).isEmpty();
        assertThat(second.problems()).noneMatch(Problem::blocking);
        for (RegistryView view : List.of(RegistryView.VIEW_64, VIEW_32)) {
            assertThat(host.registry().value(view, KEY, PATH)).contains(ZERO);
        }
    }

    @Test
    void planAdvisesThatTheMachineWideValueIsOffAndSetsItsOwnAllTheSame() {
        Plan plan = plan(frontEnd().value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", ZERO));
        assertThat(problems(plan))
                .containsExactly("advice: GLOBAL_OFF: 64-bit v4.0.30319, value RequireCertificateEKUs is 0: the setting"
                        + " is off for every application of this runtime already");
        assertThat(actions(plan)).contains(SET + ": absent -> REG_DWORD 0");
    }

    @ParameterizedTest
    @CsvSource({"VIEW_32, V4, 0", "VIEW_64, V2, 0", "VIEW_64, V4, 1"})
    void planDoesNotMindAMachineWideValueThatDoesNotApply(RegistryView view, Clr clr, long number) {
        assertThat(problems(plan(frontEnd()
                        .value(
                                view,
                                RegistryTarget.runtimeKey(clr),
                                "RequireCertificateEKUs",
                                RegistryValue.dword(number)))))
                .isEmpty();
    }

    @Test
    void planOfA32BitApplicationWritesTheOtherView() {
        Exemption mine = EXEMPTION.of(Application.at("mine", PATH, Clr.V4, Bitness.BITS_32));
        assertThat(actions(Eku.on(unread().build()).plan(mine)))
                .containsExactly(
                        "32-bit key " + KEY + ": absent -> present",
                        "32-bit " + KEY + ", value " + PATH + ": absent -> REG_DWORD 0");
    }

    @Test
    void sameInspectionGivesAnEqualPlan() {
        Inspection inspection = new Inspector(frontEnd().build()).inspect(EXEMPTION);
        Plan plan = Planner.plan(inspection, TIDY);
        assertThat(Planner.plan(inspection, TIDY)).isEqualTo(plan).hasSameHashCodeAs(plan);
        assertThat(Planner.plan(inspection, TIDY).fingerprint()).isEqualTo(plan.fingerprint());
    }
}
