package dev.eku.export;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.TARGET;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.pending;
import static dev.eku.FrontEnd.plan;
import static dev.eku.registry.RegistryView.ONLY;
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
import dev.eku.action.Action.SetValue;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.RegistryTarget;
import dev.eku.regfile.RegEntry;
import dev.eku.regfile.RegFile;
import dev.eku.regfile.RegKey;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.text.FrontEnd;
import dev.eku.text.NextStep;
import dev.eku.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the files of an export, to the byte, that a strict reader reads it, and what is refused. */
class ExportTest {
    private static final String FULL_KEY = "[HKEY_LOCAL_MACHINE\\" + String.join("\\", KEY.names()) + "]";

    private static Plan fresh() {
        return plan(frontEnd().build(), STOP);
    }

    private static Plan with(Action... actions) {
        return of("FE01", actions);
    }

    private static Plan of(String computer, Action... actions) {
        return new Plan(
                "smb://" + computer,
                computer,
                false,
                Instant.parse("2026-11-30T18:00:00Z"),
                Optional.empty(),
                EXEMPTION,
                List.of(),
                List.of(actions),
                List.of());
    }

    private static SetValue set(RegistryTarget target, Optional<RegistryValue> previous, RegistryValue value) {
        return new SetValue(target, previous, value, asIs("why"));
    }

    private static Export export(Plan plan) {
        return Eku.export(plan, ExportForm.REG);
    }

    private static String text(ExportFile file) {
        byte[] bytes = file.bytes();
        assertThat(bytes).startsWith(0xFF, 0xFE);
        return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    /** What a file does, as a strict reader reads it. */
    private static List<RegEntry> read(ExportFile file) throws IOException {
        List<RegEntry> read = new ArrayList<>();
        for (RegEntry entry : RegFile.read(
                        new ByteArrayInputStream(file.bytes()), file.name(), StandardCharsets.US_ASCII)
                .entries()) {
            if (entry instanceof RegEntry.Value value) {
                read.add(new RegEntry.Value(0, value.key(), value.name(), value.value()));
            } else if (entry instanceof RegEntry.ValueDeletion deletion) {
                read.add(new RegEntry.ValueDeletion(0, deletion.key(), deletion.name()));
            } else {
                assertThat(entry).isNotInstanceOf(RegEntry.KeyDeletion.class);
            }
        }
        return read;
    }

    private static RegEntry entry(RegistryTarget target, Optional<RegistryValue> value) {
        RegKey key = RegKey.of(target.view(), target.key());
        return value.<RegEntry>map(there -> new RegEntry.Value(0, key, target.valueName(), there))
                .orElseGet(() -> new RegEntry.ValueDeletion(0, key, target.valueName()));
    }

    /** The reader gives each file back, the change and its undo as the plan's actions say. */
    private static void isReadBack(Plan plan) throws IOException {
        List<RegEntry> after = new ArrayList<>();
        List<RegEntry> before = new ArrayList<>();
        for (Action action : plan.actions()) {
            if (action instanceof SetValue set) {
                after.add(entry(set.target(), Optional.of(set.value())));
                before.add(0, entry(set.target(), set.previous()));
            } else if (action instanceof DeleteValue delete) {
                after.add(entry(delete.target(), Optional.empty()));
                before.add(0, entry(delete.target(), Optional.of(delete.previous())));
            }
        }
        Export export = export(plan);
        assertThat(read(export.files().get(0))).isEqualTo(after).isNotEmpty();
        assertThat(read(export.files().get(1))).isEqualTo(before);
    }

    private static final String HEAD = lines(
            "; NO_PRECONDITION: the import does not check the computer, the executable or the previous values, so",
            ";   make sure that it runs on the computer named here and that nothing has changed since",
            "; NO_RESTART: the import restarts no service, and the change has no effect until then",
            "; NO_RECORD: the import leaves no record of eku, so history does not show the change and rollback does",
            ";   not undo it",
            "; KEYS_STAY: no key is deleted, because somebody may have put other values there; an empty key has no",
            ";   effect");
    private static final String RESTART = lines(
            "; Restart gracefully each of these services whose process started before the import, one server of a",
            ";   pool at a time: " + MCU + "; a process that started after the import needs no restart");
    private static final String IN_FILE = FULL_KEY + "\r\n\"" + PATH.replace("\\", "\\\\") + "\"=";

    @Test
    void filesOfAFrontEndAreTheseToTheByte() throws IOException {
        Plan plan = fresh();

        Export export = export(plan);

        String computer = lines(
                "; Computer FE01 (simulated, no real server was read), plan",
                ";   " + plan.fingerprint() + ", made at 2017-06-10T03:00:00Z");
        String takeBack = lines(
                        "; To take it back, run this as an administrator on the computer, in the folder of the file:",
                        ";   reg import FE01.undo.reg /reg:64")
                + RESTART;
        assertThat(export.files()).extracting(ExportFile::name).containsExactly("FE01.apply.reg", "FE01.undo.reg");
        assertThat(text(export.files().get(0)))
                .isEqualTo(lines(
                                "Windows Registry Editor Version 5.00",
                                "",
                                "; Registry values for the exemption from REQUIRE_CERTIFICATE_EKUS, as eku planned them")
                        + HEAD
                        + computer
                        + lines(
                                "; To carry it out, run this as an administrator on the computer, in the folder of the file:",
                                ";   reg import FE01.apply.reg /reg:64")
                        + RESTART
                        + lines("; Last, prove that it is in effect: verify")
                        + takeBack
                        + lines("", IN_FILE + "dword:00000000", ""));
        assertThat(text(export.files().get(1)))
                .isEqualTo(lines(
                                "Windows Registry Editor Version 5.00",
                                "",
                                "; Undo of the registry values for the exemption from REQUIRE_CERTIFICATE_EKUS: each value gets back",
                                ";   the type and data that it had when the plan was made, or is deleted if it was absent then")
                        + HEAD
                        + computer
                        + takeBack
                        + lines("", IN_FILE + "-", ""));
        isReadBack(plan);
    }

    @Test
    void undoRestoresTheTypeAndTheBytesThatWereThere() throws IOException {
        RegistryValue odd = RegistryValue.of(4, new byte[] {7, 0, 9});
        Plan plan = plan(frontEnd().value(KEY, PATH, odd).build(), STOP);

        assertThat(text(export(plan).files().get(1))).endsWith(lines("", IN_FILE + "hex(4):07,\\", "  00,09", ""));
        isReadBack(plan);
    }

    @Test
    void keysOfTheOtherViewStandWhereWindowsStoresThem() throws IOException {
        RegistryTarget other = new RegistryTarget(VIEW_32, KEY, PATH);
        Plan plan = with(
                new CreateKey(VIEW_32, KEY, asIs("why")),
                set(other, Optional.empty(), ZERO),
                set(TARGET, Optional.of(RegistryValue.string("0")), ZERO));

        assertThat(text(export(plan).files().get(0)))
                .contains("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Microsoft\\")
                .contains("/reg:64");
        isReadBack(plan);
    }

    @Test
    void aWindowsOfOneViewIsNotToldAnother() throws IOException {
        Plan plan = with(set(new RegistryTarget(ONLY, KEY, PATH), Optional.empty(), ZERO));

        assertThat(text(export(plan).files().get(0)))
                .contains("reg import FE01.apply.reg\r\n")
                .doesNotContain("/reg:", "Wow6432Node");
        isReadBack(plan);
    }

    @Test
    void valuesAreTakenBackInTheOppositeOrderAndNoKeyIsDeleted() throws IOException {
        RegistryTarget second = new RegistryTarget(VIEW_64, KEY, "C:\\b.exe");
        Plan plan = with(
                new DeleteValue(TARGET, RegistryValue.expandString("%x%"), asIs("why")),
                set(second, Optional.of(RegistryValue.multiString(List.of("a", "b"))), RegistryValue.qword(1)),
                new DeleteKey(VIEW_64, KEY, asIs("why")));

        assertThat(text(export(plan).files().get(0))).doesNotContain("[-");
        isReadBack(plan);
    }

    @Test
    void aKeyWithoutAValueIsCreated() {
        KeyPath beside = KeyPath.of("SOFTWARE", "Contoso");
        Plan plan = with(
                new CreateKey(VIEW_64, beside, asIs("why")),
                new CreateKey(VIEW_64, KEY, asIs("why")),
                set(TARGET, Optional.empty(), ZERO));

        assertThat(text(export(plan).files().get(0)))
                .contains("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n")
                .containsOnlyOnce(FULL_KEY);
        assertThat(text(export(plan).files().get(1))).doesNotContain("Contoso");
    }

    @Test
    void stepsAndChecksumsComeWithTheFiles() {
        Plan plan = fresh();

        Export export = export(plan);

        assertThat(export.plans()).containsExactly(plan);
        assertThat(export.form()).isEqualTo(ExportForm.REG);
        assertThat(said(export.carryOut()))
                .containsExactly(
                        "To carry it out, run this as an administrator on the computer, in the folder of the file:",
                        "reg import FE01.apply.reg /reg:64",
                        "Restart gracefully each of these services whose process started before the import, one server of a"
                                + " pool at a time: RTCDATAMCU; a process that started after the import needs no restart",
                        "Last, prove that it is in effect: verify");
        assertThat(said(export.takeBack()))
                .contains("reg import FE01.undo.reg /reg:64")
                .hasSize(3);
        assertThat(export.files())
                .extracting(ExportFile::sha256)
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        export.files().get(0).bytes()[0] = 0;
        assertThat(export.files().get(0).bytes()).startsWith(0xFF);
    }

    private static List<String> said(List<NextStep> steps) {
        return steps.stream()
                .flatMap(step -> Words.ENGLISH.lines(step).stream())
                .toList();
    }

    /** A plan without a restart leaves it to be decided whether the process that runs has the value. */
    @Test
    void restartIsDecidedByTheStateThoughThePlanHasNone() {
        Plan plan = plan(frontEnd().build(), STOP.restart(Restart.NEVER));

        assertThat(said(export(plan).carryOut()).get(2))
                .isEqualTo(
                        "Restart gracefully each process of these executables that started before the import, one server"
                                + " of a pool at a time: " + PATH
                                + "; a process that started after the import needs no restart");
    }

    @Test
    void commentsAreInTheLanguageThatIsAskedFor() throws IOException {
        Export export = Export.of(fresh(), ExportForm.REG, Words.of(Locale.JAPANESE, FrontEnd.NONE));

        assertThat(text(export.files().get(0))).contains("; NO_RESTART: \u30A4\u30F3\u30DD\u30FC\u30C8");
        assertThat(read(export.files().get(0)))
                .isEqualTo(read(export(fresh()).files().get(0)));
    }

    @Test
    void hostsThatAreAlikeShareTheirFiles() {
        Action change = set(TARGET, Optional.empty(), ZERO);
        Action create = new CreateKey(VIEW_64, KEY, asIs("why"));
        Action other = set(TARGET, Optional.of(RegistryValue.dword(1)), ZERO);
        Action spelled = set(new RegistryTarget(VIEW_64, KEY, PATH.toUpperCase(Locale.ROOT)), Optional.empty(), ZERO);
        Plan first = of("FE01", create, change);
        Plan second = of("FE02", create, change);

        List<Export> exports = Export.ofAll(
                List.of(first, of("FE03", other), second, of("FE04", spelled)), ExportForm.REG, Words.ENGLISH);

        assertThat(exports).hasSize(3);
        assertThat(exports.get(0).plans()).containsExactly(first, second);
        assertThat(exports.get(0).files())
                .extracting(ExportFile::name)
                .containsExactly("FE01-and-1-more.apply.reg", "FE01-and-1-more.undo.reg");
        assertThat(text(exports.get(0).files().get(0)))
                .contains("; Computer FE01, plan", first.fingerprint(), "; Computer FE02, plan", second.fingerprint());
    }

    @Test
    void nameOfAComputerIsNoPathAndNoLineOfItsOwn() {
        Export export = export(of("..\\x\r\n[-HKEY_LOCAL_MACHINE\\SOFTWARE]", set(TARGET, Optional.empty(), ZERO)));

        assertThat(export.files().get(0).name()).isEqualTo(".._x___-HKEY_LOCAL_MACHINE_SOFTWARE_.apply.reg");
        assertThat(text(export.files().get(0))).doesNotContain("\n[-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "\"",
                "\\",
                "a\\",
                "C:\\a \"b\"\\c.exe",
                "C:\\;x=-.exe",
                "C:\\\u30A2\u30D7\u30EA\\%TEMP%{{ z }}'`.exe",
                "\t",
                "\u2028",
                "\uD83D\uDE00",
                "[x]",
                " =dword:1"
            })
    void awkwardNamesAreReadBack(String name) throws IOException {
        isReadBack(with(set(new RegistryTarget(VIEW_64, KEY, name), Optional.of(RegistryValue.dword(5)), ZERO)));
    }

    @Test
    void valuesOfAllTypesAndLengthsAreReadBack() throws IOException {
        List<Action> actions = new ArrayList<>();
        for (int type : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, -1}) {
            for (int length = 0; length < 16; length++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) 0x41);
                boolean isText = type == 1 || type == 2 || type == 7;
                if (isText && length % 2 == 1) {
                    continue;
                }
                if (isText && length > 0) {
                    bytes[length - 1] = 0;
                    bytes[length - 2] = 0;
                }
                RegistryTarget target = new RegistryTarget(VIEW_64, KEY, type + "," + length);
                actions.add(set(target, Optional.of(RegistryValue.of(type, bytes)), ZERO));
            }
        }
        isReadBack(with(actions.toArray(new Action[0])));
    }

    static Stream<RegistryValue> inexact() {
        return Stream.of(
                RegistryValue.of(1, new byte[] {65, 0}),
                RegistryValue.of(2, new byte[] {65}),
                RegistryValue.of(7, new byte[] {65, 0, 0}));
    }

    @ParameterizedTest
    @MethodSource("inexact")
    void valueThatCannotBeRestoredExactlyIsRefused(RegistryValue previous) {
        assertThatThrownBy(() -> export(with(set(TARGET, Optional.of(previous), ZERO))))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining(
                        "the form registration files (reg) cannot hold the value '" + PATH + "' in HKEY_LOCAL");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\r', '\n', '\0'})
    void nameThatTheFormCannotHoldIsRefusedWithItsCharacter(char character) {
        RegistryTarget target = new RegistryTarget(VIEW_64, KEY, "C:\\a" + character + "b.exe");

        assertThatThrownBy(() -> export(with(set(target, Optional.empty(), ZERO))))
                .hasMessageContaining(String.format(
                        Locale.ROOT,
                        "UNSUPPORTED: the form registration files (reg) cannot hold the character U+%04X in the name",
                        (int) character));
    }

    @Test
    void keyThatTheFormCannotHoldIsRefused() {
        assertThatThrownBy(() -> export(with(
                        new CreateKey(VIEW_64, KeyPath.of("SOFTWARE", "a\nb"), asIs("why")),
                        set(TARGET, Optional.empty(), ZERO))))
                .hasMessageContaining("cannot hold the character U+000A");
        RegistryTarget commented = new RegistryTarget(VIEW_64, KeyPath.of("SOFTWARE", "a] ;b"), "x");
        assertThatThrownBy(() -> export(with(set(commented, Optional.empty(), ZERO))))
                .hasMessageContaining("the file FE01.apply.reg would not be read as it is meant")
                .isInstanceOf(EkuException.class);
    }

    /** The later line would win, so the file would not do what it says. */
    @Test
    void valueThatIsChangedTwiceIsRefused() {
        Action change = set(TARGET, Optional.empty(), ZERO);

        assertThatThrownBy(() -> export(with(change, change)))
                .hasMessageContaining("would not be read as it is meant")
                .isInstanceOf(EkuException.class);
    }

    @Test
    void nameThatIsTooLongIsRefused() {
        RegistryTarget target = new RegistryTarget(VIEW_64, KEY, "x".repeat(16_384));

        assertThatThrownBy(() -> export(with(set(target, Optional.empty(), ZERO))))
                .hasMessageContaining("would not be read as it is meant");
    }

    /** Its record would stay open to a second rollback. */
    @Test
    void rollbackIsRefused() {
        MemoryHost host = frontEnd().build();
        Eku.on(host).apply(plan(host, STOP));
        Plan rollback = Eku.on(host).planRollback(STOP);

        assertThatThrownBy(() -> export(rollback))
                .hasMessageStartingWith("UNSUPPORTED: the form registration files (reg) cannot roll back record");
    }

    @Test
    void blockedAndEmptyPlansAndThoseWithoutAValueAreRefused() {
        Plan blocked = plan(frontEnd().withoutService(MCU).build(), STOP);
        assertThat(blocked.blocking()).isNotEmpty();
        assertThatThrownBy(() -> export(blocked)).hasMessageStartingWith("PLAN_BLOCKED: ");

        Plan empty = plan(exempted().build(), STOP);
        assertThat(empty.actions()).isEmpty();
        assertThatThrownBy(() -> export(empty))
                .hasMessageStartingWith("NOTHING_TO_EXPORT: the plan for FE01 changes nothing");

        Plan restart = plan(pending(Instant.parse("2017-06-09T00:00:00Z")).build(), STOP);
        assertThat(restart.actions()).isNotEmpty();
        assertThatThrownBy(() -> export(restart))
                .hasMessageStartingWith("NOTHING_TO_EXPORT: the plan for FE01 changes no registry value");
    }
}
