package dev.eku.diagnose;

import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Enforcement.Check;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Kind;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.effect.Effect;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.DiagnosticInspector;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.Planner;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table of what turns the check off, and every spelling that does not. */
final class EnforcementRuleTest {
    private static final KeyPath RELEASE =
            KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP", "v4", "Full");
    private static final String LIBRARY = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\System.dll";
    private static final String W3WP = "C:\\Windows\\System32\\inetsrv\\w3wp.exe";
    private static final String ASPNET_CONFIG = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Aspnet.config";
    private static final String MACHINE_CONFIG =
            "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config";
    private static final String LIBRARY_V2 = "C:\\Windows\\Microsoft.NET\\Framework64\\v2.0.50727\\System.dll";
    private static final Content PATCHED = library("MZ.." + Setting.REQUIRE_CERTIFICATE_EKUS.keyName() + "..");
    private static final Content UNPATCHED = library("MZ..System.Net.ServicePointManager.SchSendAuxRecord..");

    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    // Row 0: the library has no such code

    @Test
    void row0LibraryWithoutTheLiteralChecksNothingAndTheValueIsDormant() {
        Enforcement found =
                judge(lync2013().file(LIBRARY, UNPATCHED).value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO));

        assertThat(found.check()).isEqualTo(Check.NOT_IMPLEMENTED);
        assertThat(found.row()).isEqualTo(Row.NO_CODE);
        assertThat(found.certain()).isTrue();
        assertThat(Told.input(found.input(Kind.LIBRARY))).isEqualTo(LIBRARY + ": absent");
    }

    @Test
    void row0LibraryWithTheLiteralChecks() {
        Enforcement found = judge(lync2013().file(LIBRARY, PATCHED));

        assertThat(found.check()).isEqualTo(Check.ON);
        assertThat(found.certain()).isTrue();
    }

    @Test
    void row0LiteralInAsciiIsNotTheLiteral() {
        Content ascii = Content.of(Setting.REQUIRE_CERTIFICATE_EKUS.keyName().getBytes(StandardCharsets.US_ASCII));

        assertThat(judge(lync2013().file(LIBRARY, ascii)).row()).isEqualTo(Row.NO_CODE);
    }

    @Test
    void row0LiteralAtTheVeryEndIsFound() {
        Content end = library("MZ" + Setting.REQUIRE_CERTIFICATE_EKUS.keyName());

        assertThat(judge(lync2013().file(LIBRARY, end)).check()).isEqualTo(Check.ON);
    }

    @Test
    void row0LibraryOfTheAssemblyCacheIsTakenWhereTheRuntimesFolderHasNone() {
        String cached =
                "C:\\Windows\\Microsoft.NET\\assembly\\GAC_MSIL\\System\\v4.0_4.0.0.0__b77a5c561934e089\\System.dll";

        assertThat(judge(lync2013().file(cached, UNPATCHED)).row()).isEqualTo(Row.NO_CODE);
    }

    @Test
    void row0WithoutAnyLibraryTheAnswerIsNotCertain() {
        Enforcement found = judge(lync2013());

        assertThat(found.check()).isEqualTo(Check.ON);
        assertThat(found.certain()).isFalse();
    }

    @Test
    void row0ReleaseOf471IsSureToCheckAndTheLibraryIsNotRead() {
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(461_308))
                .file(LIBRARY, UNPATCHED)
                .build();

        Enforcement found = judge(host);

        assertThat(found.check()).isEqualTo(Check.ON);
        assertThat(found.certain()).isTrue();
        assertThat(host.portCalls()).extracting(call -> call.subject()).doesNotContain(LIBRARY);
    }

    @Test
    void row0ReleaseOf47IsNotSureToCheck() {
        assertThat(judge(frontEnd.value(RELEASE, "Release", RegistryValue.dword(461_307))
                                .file(LIBRARY, UNPATCHED))
                        .row())
                .isEqualTo(Row.NO_CODE);
    }

    @Test
    void row0Clr2IsJudgedByItsLibraryAlone() {
        MemoryHostBuilder lync2010 =
                MemoryHost.lync2010FrontEnd().value(RELEASE, "Release", RegistryValue.dword(528_040));

        assertThat(judge(lync2010.file(LIBRARY_V2, UNPATCHED)).row()).isEqualTo(Row.NO_CODE);
        assertThat(judge(lync2010.file(LIBRARY_V2, PATCHED)).check()).isEqualTo(Check.ON);
    }

    // Row 1: the AppContext switch

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", " true "})
    void row1SwitchInTheConfigFileTurnsTheCheckOff(String value) {
        Enforcement found = judge(frontEnd.file(FrontEnd.PATH + ".config", config(RuntimeFacts.SWITCH + "=" + value)));

        assertThat(found.check()).isEqualTo(Check.OFF);
        assertThat(found.row()).isEqualTo(Row.SWITCH);
        assertThat(Told.input(found.input(Kind.CONFIG)))
                .isEqualTo(FrontEnd.PATH + ".config: " + RuntimeFacts.SWITCH + "=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Switch.System.Net.DontCheckCertificateEKUs=1",
                "Switch.System.Net.DontCheckCertificateEKUs=yes",
                "switch.system.net.dontcheckcertificateekus=true",
                "\u00A0Switch.System.Net.DontCheckCertificateEKUs=true",
                "Switch.System.Net.DontCheckCertificateEKUs =true",
                "Switch.System.Net.DontCheckCertificateEKUs",
                "Switch.System.Net.DontEnableSchUseStrongCrypto=true",
                ""
            })
    void row1WhatIsNoBooleanOrAnotherNameTurnsNothingOff(String overrides) {
        assertThat(judge(frontEnd.file(FrontEnd.PATH + ".config", config(overrides)))
                        .check())
                .isEqualTo(Check.ON);
    }

    @ParameterizedTest
    @CsvSource({"true;false, ON", "false;true, OFF", "true;maybe, OFF"})
    void row1LastDuplicateThatIsABooleanWins(String values, Check check) {
        String[] both = values.split(";", -1);
        String overrides = RuntimeFacts.SWITCH + "=" + both[0] + ";" + RuntimeFacts.SWITCH + "=" + both[1];

        assertThat(judge(frontEnd.file(FrontEnd.PATH + ".config", config(overrides)))
                        .check())
                .isEqualTo(check);
    }

    @Test
    void row1ElementOutsideOfRuntimeSaysNothing() {
        String misplaced =
                "<configuration><AppContextSwitchOverrides value='" + RuntimeFacts.SWITCH + "=true'/></configuration>";

        assertThat(judge(frontEnd.file(FrontEnd.PATH + ".config", text(misplaced)))
                        .check())
                .isEqualTo(Check.ON);
    }

    @Test
    void row1SwitchOfTheMachineTurnsTheCheckOff() {
        Enforcement found = judge(machineSwitch(RegistryValue.string("true")));

        assertThat(found.row()).isEqualTo(Row.SWITCH);
        assertThat(Told.value(found.input(Kind.MACHINE_SWITCH))).isEqualTo("REG_SZ \"true\"");
    }

    @Test
    void row1TypeOfTheMachinesSwitchDoesNotMatterButItsLengthDoes() {
        byte[] text = "true".getBytes(StandardCharsets.UTF_16LE);

        assertThat(judge(machineSwitch(RegistryValue.binary(text))).check()).isEqualTo(Check.OFF);
        assertThat(judge(machineSwitch(RegistryValue.string("true   "))).check())
                .isEqualTo(Check.ON);
        assertThat(judge(machineSwitch(RegistryValue.dword(1))).check()).isEqualTo(Check.ON);
        assertThat(judge(machineSwitch(RegistryValue.string("1"))).check()).isEqualTo(Check.ON);
    }

    @Test
    void row1SwitchOfTheOtherViewIsNotRead() {
        assertThat(judge(frontEnd.value(
                                VIEW_32, RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true")))
                        .check())
                .isEqualTo(Check.ON);
    }

    @Test
    void row1FalseInTheConfigFileBeatsTrueOfTheMachine() {
        Enforcement found = judge(machineSwitch(RegistryValue.string("true"))
                .file(FrontEnd.PATH + ".config", config(RuntimeFacts.SWITCH + "=false")));

        assertThat(found.check()).isEqualTo(Check.ON);
    }

    @Test
    void row1MachineConfigCountsWhereTheFileOfTheExecutableSetsNoSwitches() {
        MemoryHostBuilder host = frontEnd.file(MACHINE_CONFIG, config(RuntimeFacts.SWITCH + "=true"));

        Enforcement found = judge(host);

        assertThat(found.row()).isEqualTo(Row.SWITCH);
        assertThat(Told.input(found.input(Kind.MACHINE_CONFIG))).startsWith(MACHINE_CONFIG + ": ");
        assertThat(judge(host.file(FrontEnd.PATH + ".config", text("<configuration/>")))
                        .check())
                .isEqualTo(Check.OFF);
        assertThat(judge(host.file(FrontEnd.PATH + ".config", config("Switch.Other=true")))
                        .check())
                .isEqualTo(Check.ON);
        assertThat(judge(frontEnd.file(MACHINE_CONFIG.replace("64", ""), config(RuntimeFacts.SWITCH + "=true")))
                        .check())
                .as("that of 32-bit processes")
                .isEqualTo(Check.ON);
        assertThat(Eku.on(MemoryHost.from(Eku.on(host.build()).capture()))
                        .diagnose(FrontEnd.EXEMPTION, List.of())
                        .enforcements()
                        .get(0)
                        .row())
                .as("of a capture")
                .isEqualTo(Row.SWITCH);
    }

    @Test
    void row1FalseInMachineConfigBeatsTrueInTheRegistry() {
        assertThat(judge(machineSwitch(RegistryValue.string("true"))
                                .file(MACHINE_CONFIG, config(RuntimeFacts.SWITCH + "=false")))
                        .check())
                .isEqualTo(Check.ON);
    }

    @Test
    void row1MachineConfigThatCannotBeReadLowersTheAnswerOnlyWhereItCounts() {
        MemoryHostBuilder host = frontEnd.file(MACHINE_CONFIG, text("<configuration>"));

        assertThat(judge(host).certain()).isFalse();
        assertThat(judge(host.file(FrontEnd.PATH + ".config", config("Switch.Other=true")))
                        .certain())
                .isTrue();
    }

    // Row 1 of IIS: the worker process reads aspnet.config between its own file and machine.config

    private static Enforcement judgeIis(MemoryHostBuilder host, Bitness bitness) {
        Application iis = Application.at("web", W3WP, Clr.V4, bitness);
        MemoryHost built = host.executable(
                        W3WP, ExecutableHeader.ofNative(bitness == Bitness.BITS_64 ? Format.PE32_PLUS : Format.PE32))
                .build();
        Enforcement found = Eku.on(built)
                .diagnose(FrontEnd.EXEMPTION.of(iis), List.of())
                .enforcements()
                .get(0);
        MemoryHost captured = MemoryHost.from(Eku.on(built).capture(List.of(iis)));
        assertThat(Eku.on(captured)
                        .diagnose(FrontEnd.EXEMPTION.of(iis), List.of())
                        .enforcements())
                .as("of a capture")
                .containsExactly(found);
        return found;
    }

    @Test
    void row1OfIisIsLookedForInAspnetConfig() {
        MemoryHostBuilder host = frontEnd.file(ASPNET_CONFIG, config(RuntimeFacts.SWITCH + "=true"));

        Enforcement found = judgeIis(host, Bitness.BITS_64);

        assertThat(found.check()).isEqualTo(Check.OFF);
        assertThat(found.row()).isEqualTo(Row.SWITCH);
        assertThat(Told.input(found.input(Kind.HOST_CONFIG))).startsWith(ASPNET_CONFIG + ": ");
        assertThat(found.certain()).as("a web.config can say otherwise").isFalse();
        assertThat(judgeIis(host, Bitness.BITS_32).check())
                .as("that of 64-bit processes")
                .isEqualTo(Check.ON);
        assertThat(judgeIis(
                                frontEnd.file(ASPNET_CONFIG.replace("64", ""), config(RuntimeFacts.SWITCH + "=true")),
                                Bitness.BITS_32)
                        .check())
                .isEqualTo(Check.OFF);
        assertThat(judge(host).check()).as("of another program").isEqualTo(Check.ON);
    }

    @Test
    void row1OfIisTakesTheFirstOfItsFilesThatSetsSwitches() {
        MemoryHostBuilder off = frontEnd.file(ASPNET_CONFIG, config(RuntimeFacts.SWITCH + "=true"));
        MemoryHostBuilder on = frontEnd.file(ASPNET_CONFIG, config(RuntimeFacts.SWITCH + "=false"));

        assertThat(judgeIis(off.file(W3WP + ".config", config("Switch.Other=true")), Bitness.BITS_64)
                        .check())
                .isEqualTo(Check.ON);
        assertThat(judgeIis(off.file(MACHINE_CONFIG, config(RuntimeFacts.SWITCH + "=false")), Bitness.BITS_64)
                        .check())
                .isEqualTo(Check.OFF);
        assertThat(judgeIis(on.file(MACHINE_CONFIG, config(RuntimeFacts.SWITCH + "=true")), Bitness.BITS_64)
                        .check())
                .isEqualTo(Check.ON);
    }

    @Test
    void row1OfIisIsNeverCertainSinceFilesOfItsApplicationsAreNotRead() {
        assertThat(judgeIis(frontEnd, Bitness.BITS_64).certain()).isFalse();
        assertThat(judgeIis(machineSwitch(RegistryValue.string("true")), Bitness.BITS_64)
                        .certain())
                .isFalse();
        assertThat(judgeIis(frontEnd.value(FrontEnd.KEY, W3WP, FrontEnd.ZERO), Bitness.BITS_64)
                        .certain())
                .as("off is off, whatever the switch says")
                .isTrue();
    }

    @Test
    void row1AspnetConfigThatCannotBeReadIsNamed() {
        MemoryHost host = frontEnd.file(ASPNET_CONFIG, text("<configuration>"))
                .executable(W3WP, ExecutableHeader.ofNative(Format.PE32_PLUS))
                .build();
        Diagnosis diagnosis = Eku.on(host)
                .diagnose(FrontEnd.EXEMPTION.of(Application.at("web", W3WP, Clr.V4, Bitness.BITS_64)), List.of());

        assertThat(String.join("\n", Told.evidence(diagnosis.first()))).contains(ASPNET_CONFIG + " cannot be used");
    }

    @Test
    void row1FalseDoesNotForceTheCheckOn() {
        assertThat(judge(frontEnd.file(FrontEnd.PATH + ".config", config(RuntimeFacts.SWITCH + "=false"))
                                .value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO))
                        .row())
                .isEqualTo(Row.PER_APPLICATION);
    }

    @Test
    void row1Framework45HasNoSwitches() {
        MemoryHostBuilder old = machineSwitch(RegistryValue.string("true")).file(LIBRARY, PATCHED);

        assertThat(judge(old.value(RELEASE, "Release", RegistryValue.dword(379_893)))
                        .check())
                .isEqualTo(Check.ON);
        assertThat(judge(old.value(RELEASE, "Release", RegistryValue.dword(393_295)))
                        .check())
                .isEqualTo(Check.OFF);
    }

    @Test
    void row1Clr2HasNoSwitches() {
        MemoryHostBuilder lync2010 = MemoryHost.lync2010FrontEnd()
                .file(LIBRARY_V2, PATCHED)
                .value(RELEASE, "Release", RegistryValue.dword(528_040))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"));

        assertThat(judge(lync2010).check()).isEqualTo(Check.ON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<configuration><runtime>",
                "not XML at all",
                "",
                "<!DOCTYPE configuration [<!ENTITY a 'true'>]><configuration/>",
                "<!DOCTYPE configuration SYSTEM 'file:///etc/passwd'><configuration/>",
                "<configuration>&outside;</configuration>"
            })
    void row1MalformedConfigFileIsNotReadAndTheAnswerIsNotCertain(String malformed) {
        Enforcement found = judge(frontEnd.file(FrontEnd.PATH + ".config", text(malformed)));

        assertThat(found.check()).isEqualTo(Check.ON);
        assertThat(found.certain()).isFalse();
        assertThat(Told.value(found.input(Kind.CONFIG)))
                .startsWith("it is not well-formed XML without a document type");
    }

    @Test
    void row1ConfigFileThatIsTooLargeIsNotRead() {
        Enforcement found = judge(frontEnd.file(FrontEnd.PATH + ".config", Content.of(new byte[1024 * 1024 + 1])));

        assertThat(found.certain()).isFalse();
        assertThat(Told.value(found.input(Kind.CONFIG))).startsWith("FILE_TOO_LARGE");
    }

    // Rows 2 and 3: the values

    @Test
    void row2PerApplicationZeroTurnsTheCheckOff() {
        Enforcement found = judge(FrontEnd.exempted());

        assertThat(found.check()).isEqualTo(Check.OFF);
        assertThat(found.row()).isEqualTo(Row.PER_APPLICATION);
        assertThat(Told.input(found.input(Kind.PER_APPLICATION)))
                .isEqualTo("64-bit " + FrontEnd.KEY + ", value " + FrontEnd.PATH + ": REG_DWORD 0");
    }

    @Test
    void row2CaseOfTheNameDoesNotMatter() {
        assertThat(judge(frontEnd.value(FrontEnd.KEY, FrontEnd.PATH.toLowerCase(java.util.Locale.ROOT), FrontEnd.ZERO))
                        .row())
                .isEqualTo(Row.PER_APPLICATION);
    }

    @Test
    void row3GlobalZeroTurnsTheCheckOff() {
        assertThat(judge(global(RegistryValue.dword(0))).row()).isEqualTo(Row.GLOBAL);
    }

    @Test
    void row3PerApplicationOneDoesNotTurnTheCheckOnAgain() {
        Enforcement found =
                judge(global(RegistryValue.dword(0)).value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.dword(1)));

        assertThat(found.check()).isEqualTo(Check.OFF);
        assertThat(found.row()).isEqualTo(Row.GLOBAL);
    }

    @Test
    void rows2And3DwordsOfLessThanFourBytesAreReadAsDotNetDoes() {
        for (int size = 0; size < 4; size++) {
            RegistryValue zero = RegistryValue.of(4, new byte[size]);

            Enforcement found = judge(frontEnd.value(FrontEnd.KEY, FrontEnd.PATH, zero));

            assertThat(found.row()).as(zero.toString()).isEqualTo(Row.PER_APPLICATION);
            assertThat(Told.value(found.input(Kind.PER_APPLICATION))).startsWith("REG_DWORD of " + size + " bytes");
            assertThat(judge(global(zero)).row()).as("global " + zero).isEqualTo(Row.GLOBAL);
        }
    }

    @Test
    void row3GlobalIsNotLookedAtWhereTheReaderFailsAtAValueThatIsTooLong() {
        MemoryHostBuilder host = global(RegistryValue.dword(0));

        assertThat(judge(host.value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.of(4, new byte[5])))
                        .check())
                .isEqualTo(Check.ON);
        assertThat(judge(host.value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("0")))
                        .row())
                .isEqualTo(Row.GLOBAL);
    }

    // Row 4: everything else

    @Test
    void row4WithoutAnyValueTheCheckIsOn() {
        Enforcement found = judge(frontEnd);

        assertThat(found.check()).isEqualTo(Check.ON);
        assertThat(found.row()).isEqualTo(Row.OTHERWISE);
        assertThat(found.certain()).isTrue();
        assertThat(found.effect().kind()).isEqualTo(Effect.Kind.EFFECTIVE);
        assertThat(found.inputs())
                .extracting(Input::kind)
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(Kind.HOST_CONFIG, Kind.MACHINE_CONFIG)));
    }

    @Test
    void row4OtherTypesAndOtherNumbersTurnNothingOff() {
        for (RegistryValue value : new RegistryValue[] {
            RegistryValue.string("0"),
            RegistryValue.qword(0),
            RegistryValue.binary((byte) 0, (byte) 0, (byte) 0, (byte) 0),
            RegistryValue.of(4, new byte[] {1}),
            RegistryValue.of(4, new byte[] {0, 1}),
            RegistryValue.of(4, new byte[5]),
            RegistryValue.of(4, new byte[8]),
            RegistryValue.dword(1),
            RegistryValue.dword(2)
        }) {
            assertThat(judge(frontEnd.value(FrontEnd.KEY, FrontEnd.PATH, value)).check())
                    .as(value.toString())
                    .isEqualTo(Check.ON);
            assertThat(judge(global(value)).check()).as("global " + value).isEqualTo(Check.ON);
        }
    }

    @Test
    void row4ValueOfTheOtherViewIsNotRead() {
        assertThat(judge(frontEnd.value(VIEW_32, FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO))
                        .check())
                .isEqualTo(Check.ON);
    }

    @Test
    void row4ValueUnderTheOtherRuntimeIsNotRead() {
        KeyPath v2 = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V2);

        assertThat(judge(frontEnd.value(v2, FrontEnd.PATH, FrontEnd.ZERO)).check())
                .isEqualTo(Check.ON);
    }

    @Test
    void row4QuotedNameIsNotRead() {
        assertThat(judge(frontEnd.value(FrontEnd.KEY, "\"" + FrontEnd.PATH + "\"", FrontEnd.ZERO))
                        .check())
                .isEqualTo(Check.ON);
    }

    @Test
    void row4ShortNameIsNotRead() {
        assertThat(judge(frontEnd.value(FrontEnd.KEY, "C:\\PROGRA~1\\SKYPEF~1\\WEBCON~1\\DATAMC~1.EXE", FrontEnd.ZERO))
                        .check())
                .isEqualTo(Check.ON);
    }

    @Test
    void bitnessSelectsTheView() {
        Application billing = Application.at("billing", "C:\\Billing.exe", Clr.V4, Bitness.BITS_32);
        Exemption exemption = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).of(billing);
        MemoryHostBuilder host = frontEnd.file("C:\\Billing.exe");

        assertThat(judge(
                                host.value(VIEW_32, FrontEnd.KEY, "C:\\Billing.exe", FrontEnd.ZERO)
                                        .build(),
                                exemption)
                        .check())
                .isEqualTo(Check.OFF);
        assertThat(judge(
                                host.value(VIEW_64, FrontEnd.KEY, "C:\\Billing.exe", FrontEnd.ZERO)
                                        .build(),
                                exemption)
                        .check())
                .isEqualTo(Check.ON);
    }

    // Read once per process

    @Test
    void valueThatEkuWroteAfterTheStartOfTheProcessIsPending() {
        Enforcement found = judge(FrontEnd.pending(Instant.parse("2017-06-10T02:59:00Z")));

        assertThat(found.check()).isEqualTo(Check.OFF);
        assertThat(found.effect().kind()).isEqualTo(Effect.Kind.PENDING);
    }

    /** Or what is gone by now. */
    @Test
    void keyWrittenAfterTheStartOfTheProcessMayHaveBeenWrittenForAnotherValue() {
        MemoryHostBuilder later = frontEnd.writtenAt(Instant.parse("2017-06-10T02:59:00Z"));
        assertThat(judge(later.value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO))
                        .effect()
                        .kind())
                .isEqualTo(Effect.Kind.UNKNOWN);
        assertThat(judge(later.value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", FrontEnd.ZERO))
                        .effect()
                        .kind())
                .isEqualTo(Effect.Kind.UNKNOWN);
        assertThat(judge(later.value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", FrontEnd.ZERO)
                                .value(RegistryTarget.runtimeKey(Clr.V4), "SchUseStrongCrypto", RegistryValue.dword(1)))
                        .effect()
                        .kind())
                .isEqualTo(Effect.Kind.UNKNOWN);
        assertThat(judge(later.value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                                .value(RuntimeFacts.APP_CONTEXT, "Switch.Other", RegistryValue.string("true")))
                        .effect()
                        .kind())
                .isEqualTo(Effect.Kind.UNKNOWN);
    }

    @Test
    void processOlderThanTheRemovalOfAGlobalValueOrTheSwitchMayStillBeExempt() {
        for (KeyPath key : List.of(RegistryTarget.runtimeKey(Clr.V4), RuntimeFacts.APP_CONTEXT)) {
            String name = key.equals(RuntimeFacts.APP_CONTEXT) ? RuntimeFacts.SWITCH : "RequireCertificateEKUs";
            MemoryHost host = frontEnd.value(
                            key, name, name.startsWith("S") ? RegistryValue.string("true") : FrontEnd.ZERO)
                    .build();
            host.registry().deleteValue(RegistryView.VIEW_64, key, name);
            assertThat(judge(host).check()).isEqualTo(Check.ON);
            assertThat(judge(host).effect().kind()).as(name).isEqualTo(Effect.Kind.UNKNOWN);
        }
    }

    @Test
    void switchWrittenBeforeTheStartOfTheProcessIsInEffect() {
        assertThat(judge(machineSwitch(RegistryValue.string("true"))).effect().kind())
                .isEqualTo(Effect.Kind.EFFECTIVE);
    }

    @Test
    void whetherTheProcessHasReadTheConfigFileIsNotKnown() {
        assertThat(judge(frontEnd.file(FrontEnd.PATH + ".config", config(RuntimeFacts.SWITCH + "=true")))
                        .effect()
                        .kind())
                .isEqualTo(Effect.Kind.UNKNOWN);
    }

    @Test
    void stoppedServiceWillReadWhatIsThere() {
        assertThat(judge(global(RegistryValue.dword(0)).state(FrontEnd.MCU, ServiceState.STOPPED))
                        .effect()
                        .kind())
                .isEqualTo(Effect.Kind.EFFECTIVE);
    }

    @Test
    void processOlderThanTheRemovalOfTheValueMayStillBeExempt() {
        MemoryHost host = FrontEnd.exempted().build();
        host.registry().deleteValue(RegistryView.VIEW_64, FrontEnd.KEY, FrontEnd.PATH);

        Enforcement found = judge(host);

        assertThat(found.check()).isEqualTo(Check.ON);
        assertThat(found.effect().kind()).isEqualTo(Effect.Kind.UNKNOWN);
    }

    @Test
    void whatTheProcessHasReadCountsThoughMoreWasWrittenSince() {
        MemoryHostBuilder global =
                frontEnd.value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", FrontEnd.ZERO);
        Enforcement found = judge(global.key(VIEW_64, FrontEnd.KEY)
                .writtenAt(Instant.parse("2017-06-10T02:59:00Z"))
                .value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO));

        assertThat(found.row()).isEqualTo(Row.PER_APPLICATION);
        assertThat(found.effect().kind()).isEqualTo(Effect.Kind.EFFECTIVE);
        assertThat(said(found.effect().reason()))
                .startsWith("the value for every application of the runtime is REG_DWORD 0 too: service RTCDATAMCU"
                        + " started at 2017-06-10T02:00:00Z, after the value was written at ");
        assertThat(found.certain())
                .as("the own value may have been one at which .NET fails and looks no further")
                .isFalse();
    }

    @Test
    void machineWideValueIsNotBelievedToHaveBeenReadWhereTheClockWasSetBack() {
        MemoryHost host = frontEnd.at(Instant.parse("2017-06-10T05:00:00Z")).build();
        FrontEnd.apply(host);
        FrontEnd.rollBack(host);
        MemoryHost back = host.toBuilder()
                .at(Instant.parse("2017-06-10T04:00:00Z"))
                .value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", FrontEnd.ZERO)
                .build();
        Eku.on(back).apply(FrontEnd.plan(back, FrontEnd.STOP.restart(Restart.NEVER)), event -> {});
        back.clock().sleep(Duration.ofHours(3));

        assertThat(judge(back).effect().kind()).isNotEqualTo(Effect.Kind.EFFECTIVE);
    }

    @Test
    void nothingOfWhatWasWrittenSinceCounts() {
        Enforcement found = judge(frontEnd.writtenAt(Instant.parse("2017-06-10T02:59:00Z"))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO));

        assertThat(found.row()).isEqualTo(Row.SWITCH);
        assertThat(found.effect().kind()).isEqualTo(Effect.Kind.UNKNOWN);
    }

    @Test
    void switchOfTheMachineIsNotCertainWhereTheConfigFileCannotBeRead() {
        MemoryHostBuilder hidden =
                machineSwitch(RegistryValue.string("true")).file(FrontEnd.PATH + ".config", text("<configuration>"));

        assertThat(judge(hidden).check()).isEqualTo(Check.OFF);
        assertThat(judge(hidden).certain()).isFalse();
        assertThat(judge(hidden).effect().kind()).isEqualTo(Effect.Kind.UNKNOWN);
        assertThat(judge(hidden.value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO))
                        .certain())
                .as("the value, too, is read only if the file names no other runtime")
                .isFalse();
    }

    // What if

    @Test
    void afterThePlanTheCheckIsOffAndInEffect() {
        Enforcement after = after(frontEnd, PlanOptions.DEFAULT);

        assertThat(after.check()).isEqualTo(Check.OFF);
        assertThat(after.row()).isEqualTo(Row.PER_APPLICATION);
        assertThat(after.effect().kind()).isEqualTo(Effect.Kind.EFFECTIVE);
    }

    @Test
    void afterAPlanWithoutARestartTheCheckIsOffForTheNextProcess() {
        Enforcement after = after(frontEnd, PlanOptions.DEFAULT.restart(Restart.NEVER));

        assertThat(after.check()).isEqualTo(Check.OFF);
        assertThat(after.effect().kind()).isEqualTo(Effect.Kind.PENDING);
    }

    @Test
    void afterARollbackTheCheckIsOnAgain() {
        MemoryHost host = frontEnd.build();
        FrontEnd.apply(host);
        DiagnosticInspection inspected = inspect(host, FrontEnd.EXEMPTION);
        Plan rollback = Eku.on(host).planRollback();

        Enforcement after = EnforcementRule.after(
                inspected, inspected.inspection().applications().get(0), rollback);

        assertThat(after.check()).isEqualTo(Check.ON);
        assertThat(after.effect().kind()).isEqualTo(Effect.Kind.EFFECTIVE);
    }

    @Test
    void afterARollbackAMachineWideZeroGoesOnExempting() {
        MemoryHost host = global(RegistryValue.dword(0)).build();
        FrontEnd.apply(host);
        DiagnosticInspection inspected = inspect(host, FrontEnd.EXEMPTION);

        assertThat(EnforcementRule.after(
                                inspected,
                                inspected.inspection().applications().get(0),
                                Eku.on(host).planRollback())
                        .row())
                .isEqualTo(Row.GLOBAL);
    }

    @Test
    void aPlanThatChangesNothingLeavesTheAnswer() {
        assertThat(after(FrontEnd.exempted(), PlanOptions.DEFAULT)).isEqualTo(judge(FrontEnd.exempted()));
    }

    // Plan and apply do not pay for it

    @Test
    void nothingButADiagnosisReadsLibrariesAndLogs() {
        MemoryHost host = lync2013().file(LIBRARY, PATCHED).log("Lync Server").build();
        FrontEnd.apply(host);

        assertThat(host.portCalls()).extracting(call -> call.kind().name()).doesNotContain("EVENT_QUERY");
        assertThat(host.portCalls()).extracting(call -> call.subject()).noneMatch(subject -> subject.contains(LIBRARY));
    }

    private MemoryHostBuilder lync2013() {
        return frontEnd.value(RELEASE, "Release", RegistryValue.dword(394_271));
    }

    private MemoryHostBuilder machineSwitch(RegistryValue value) {
        return frontEnd.value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, value);
    }

    private MemoryHostBuilder global(RegistryValue value) {
        return frontEnd.value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", value);
    }

    private static Content config(String overrides) {
        return text("\ufeff<?xml version='1.0' encoding='utf-8'?><configuration><!-- a comment --><runtime>"
                + "<gcServer enabled='true'/><AppContextSwitchOverrides value='" + overrides
                + "'/></runtime></configuration>");
    }

    private static Content text(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Content library(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private static Enforcement judge(MemoryHostBuilder host) {
        return judge(host.build());
    }

    private static Enforcement judge(Host host) {
        return judge(host, FrontEnd.EXEMPTION);
    }

    private static Enforcement judge(Host host, Exemption exemption) {
        DiagnosticInspection inspected = inspect(host, exemption);
        return EnforcementRule.judge(
                inspected, inspected.inspection().applications().get(0));
    }

    private static Enforcement after(MemoryHostBuilder host, PlanOptions options) {
        DiagnosticInspection inspected = inspect(host.build(), FrontEnd.EXEMPTION);
        Plan plan = Planner.plan(inspected.inspection(), options);
        return EnforcementRule.after(
                inspected, inspected.inspection().applications().get(0), plan);
    }

    private static DiagnosticInspection inspect(Host host, Exemption exemption) {
        return new DiagnosticInspector(host).inspect(exemption, Duration.ofHours(24));
    }
}
