package dev.eku.regfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file does, and each line of it that does nothing. */
final class RegReaderTest {
    private static final Charset ANSI = Charset.forName("windows-1252");
    private static final String V5 = "Windows Registry Editor Version 5.00\r\n\r\n";
    private static final String KEY = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n";
    private static final RegKey CONTOSO = RegKey.of(RegistryView.VIEW_64, KeyPath.of("SOFTWARE", "Contoso"));

    private static InputStream in(byte... bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static List<RegEntry> all(RegReader reader) throws IOException {
        List<RegEntry> entries = new ArrayList<>();
        for (Optional<RegEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
            entries.add(next.get());
        }
        return entries;
    }

    private static List<RegEntry> strict(String text) throws IOException {
        return all(RegReader.strict(in(RegSamples.utf16(text)), "x.reg", ANSI));
    }

    private static List<RegEntry> lenient(String text, List<RegFault> faults) throws IOException {
        return all(RegReader.lenient(in(RegSamples.utf16(text)), "x.reg", ANSI, faults::add));
    }

    private static String said(RegFault fault) {
        return Words.ENGLISH.text(fault.place()) + ": " + Words.ENGLISH.text(fault.reason());
    }

    @Test
    void everyKindOfLineIsRead() throws IOException {
        List<RegEntry> entries = strict(V5 + "; a comment\r\n" + KEY
                + "@=\"default\"\r\n\"a\\\\b\\\"c\"=dword:0000000A ; comment\r\n\"none\"=hex(0):\r\n\"gone\"=-\r\n"
                + "\"folded\"=hex:01,02,\\\r\n  03,\\ ; more\r\n\r\n ; between\r\n04\r\n"
                + "\"q\"=hex(b):01,00,00,00,00,00,00,00\r\n[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\r\n[HKEY_USERS]");

        assertThat(entries)
                .containsExactly(
                        new RegEntry.Comment(3, " a comment"),
                        new RegEntry.Key(4, CONTOSO),
                        new RegEntry.Value(5, CONTOSO, "", RegistryValue.string("default")),
                        new RegEntry.Value(6, CONTOSO, "a\\b\"c", RegistryValue.dword(10)),
                        new RegEntry.Value(7, CONTOSO, "none", RegistryValue.of(0, new byte[0])),
                        new RegEntry.ValueDeletion(8, CONTOSO, "gone"),
                        new RegEntry.Value(9, CONTOSO, "folded", RegistryValue.binary(new byte[] {1, 2, 3, 4})),
                        new RegEntry.Value(14, CONTOSO, "q", RegistryValue.qword(1)),
                        new RegEntry.KeyDeletion(15, RegKey.of(RegistryView.VIEW_64, KeyPath.of("SOFTWARE", "Other"))),
                        new RegEntry.Key(16, new RegKey(RegRoot.USERS, List.of())));
    }

    @Test
    void fileOfVersion4IsReadInItsCodePage() throws IOException {
        Charset japanese = Charset.forName("windows-31j");
        byte[] file = """
                REGEDIT4

                [HKEY_LOCAL_MACHINE\\SOFTWARE\\\u8868]
                "\u65e5\u672c\\\\\u8868"="\u8868"
                "e"=hex(2):25,95,5c,25,00
                "m"=hex(7):61,00,62,00,00
                """.getBytes(japanese);
        RegKey key = RegKey.of(RegistryView.VIEW_64, KeyPath.of("SOFTWARE", "\u8868"));
        RegReader reader = RegReader.strict(in(file), "x.reg", japanese);

        assertThat(reader.version()).isEqualTo(RegVersion.VERSION_4);
        assertThat(reader.isUtf16()).isFalse();
        assertThat(all(reader))
                .containsExactly(
                        new RegEntry.Key(3, key),
                        new RegEntry.Value(4, key, "\u65e5\u672c\\\u8868", RegistryValue.string("\u8868")),
                        new RegEntry.Value(5, key, "e", RegistryValue.expandString("%\u8868%")),
                        new RegEntry.Value(6, key, "m", RegistryValue.multiString(List.of("a", "b"))));
    }

    @Test
    void fileInUtf8IsReadIfItIsNamed() throws IOException {
        byte[] file = (V5 + KEY + "\"\u65e5\uD83D\uDE00\"=\"\u00e9\"\n").getBytes(StandardCharsets.UTF_8);
        assertThat(all(RegReader.strict(in(file), "x.reg", StandardCharsets.UTF_8)))
                .contains(new RegEntry.Value(4, CONTOSO, "\u65e5\uD83D\uDE00", RegistryValue.string("\u00e9")));
    }

    @Test
    void halfOfASurrogatePairIsKept() throws IOException {
        assertThat(strict(V5 + KEY + "\"a\uD83Db\"=\"\uDE00\""))
                .contains(new RegEntry.Value(
                        4, CONTOSO, "a\uD83Db", RegistryValue.of(1, new byte[] {0, (byte) 0xDE, 0, 0})));
    }

    @Test
    void keyIsToldApartByItsView() throws IOException {
        RegKey key = new RegKey(RegRoot.LOCAL_MACHINE, List.of("software", "WOW6432NODE", "A"));
        RegKey.Place there = new RegKey.Place(RegistryView.VIEW_32, KeyPath.of("software", "A"));

        assertThat(key.place(RegistryView.VIEW_64)).contains(there);
        assertThat(key.place(RegistryView.VIEW_32)).contains(there);
        assertThat(key.place(RegistryView.ONLY))
                .contains(new RegKey.Place(RegistryView.ONLY, KeyPath.of("software", "WOW6432NODE", "A")));
        assertThat(CONTOSO.place(RegistryView.VIEW_32))
                .contains(new RegKey.Place(RegistryView.VIEW_32, KeyPath.of("SOFTWARE", "Contoso")));
        assertThat(RegKey.of(RegistryView.VIEW_32, KeyPath.of("SOFTWARE", "Contoso")))
                .hasToString("HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Contoso");
        assertThat(new RegKey(RegRoot.CURRENT_USER, List.of("A")).place(RegistryView.VIEW_64))
                .isEmpty();
    }

    /** What people write by hand, what an import does with it, and what they meant. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"C:\\Program Files\\x.exe\"=dword:0 | 4 | backslash before 'P' is lost | \"C:\\\\Program Files\\\\x.exe\"=dword:00000000",
                "\"C:\\new\\r.exe\"=dword:00000000 | 4 | 'n' become a line break | \"C:\\\\new\\\\r.exe\"=dword:00000000",
                "\"D:\\0\"=dword:00000000 | 4 | stands before 0 | \"D:\\\\0\"=dword:00000000",
                "\"C:\\dir\\\"=\"x\" | 4 | backslash before 'd' | \"C:\\\\dir\\\\\"=\"x\"",
                "\"a\"=\"C:\\dir\" | 8 | backslash before 'd' | \"a\"=\"C:\\\\dir\"",
                "\"a\"=\"b\"c\" | 8 | follows the text | \"a\"=\"b\\\"c\"",
                "\"a\"=\"b | 5 | is not closed | \"a\"=\"b\"",
                "\"a=\"b\" | 5 | = is expected | -",
                "a=\"b\" | 1 | does nothing | \"a\"=\"b\"",
                "\u201Ca\u201D=\u201Cb\u201D | 1 | does nothing | \"a\"=\"b\"",
                "# comment | 1 | does nothing | ; comment",
                "// comment | 1 | does nothing | ; comment",
                "HKEY_LOCAL_MACHINE\\SOFTWARE\\X] | 1 | does nothing | [HKEY_LOCAL_MACHINE\\SOFTWARE\\X]",
                "\"a\"=DWORD:1 | 5 | in small letters | \"a\"=dword:00000001",
                "\"a\"=dword:0x1 | 12 | no hexadecimal digit | \"a\"=dword:00000001",
                "\"a\"=dword:10 | 11 | sets the value to 16 | \"a\"=dword:00000010",
                "\"a\"=dword:123456789 | 19 | at most 8 | -",
                "\"a\"=dword: | 11 | data is missing | -",
                "\"a\"=dword:;0 | 11 | sets the value to 0 | -",
                "\"a\"= | 5 | data is missing | -",
                "\"a\"=0 | 5 | this is no data | -",
                "\"a\"=-1 | 6 | follows the minus sign | -",
                "\"a\" dword:1 | 5 | = is expected | -",
                "\"a\"=hex:0g | 10 | two hexadecimal digits and a comma | -",
                "\"a\"=hex:100 | 9 | a byte has two | -",
                "\"a\"=hex:0x41 | 9 | taken as the byte 65 | -",
                "\"a\"=hex:01, | 11 | the value ends here | -",
                "\"a\"=hex:01\\ | 11 | before the backslash | -",
                "\"a\"=hex(2:01 | 9 | not a hexadecimal number in brackets | -",
                "\"a\"=hex():01 | 9 | taken as number 0 | -",
                "\"a\"=hex(1):41,00 | 1 | lacks the NUL | -",
                "\"a\"=hex(7):41,00,00 | 1 | middle of a character | -",
                "[HKLM\\SOFTWARE\\X] | 2 | this abbreviation | [HKEY_LOCAL_MACHINE\\SOFTWARE\\X]",
                "[HKEY_LOCAL_MACHNE\\SOFTWARE] | 2 | no root key 'HKEY_LOCAL_MACHNE' | -",
                "[HKEY_LOCAL_MACHINE\\\\SOFTWARE\\\\X] | 21 | not doubled | [HKEY_LOCAL_MACHINE\\SOFTWARE\\X]",
                "[HKEY_LOCAL_MACHINE\\SOFTWARE\\] | 29 | not doubled | [HKEY_LOCAL_MACHINE\\SOFTWARE]",
                "[ HKEY_LOCAL_MACHINE\\SOFTWARE\\X] | 2 | a blank follows | [HKEY_LOCAL_MACHINE\\SOFTWARE\\X]",
                "[HKEY_LOCAL_MACHINE\\SOFTWARE\\X | 1 | it has no ] | [HKEY_LOCAL_MACHINE\\SOFTWARE\\X]",
                "[HKEY_LOCAL_MACHINE\\SOFTWARE\\X] here | 33 | is not used | [HKEY_LOCAL_MACHINE\\SOFTWARE\\X]",
                "[HKEY_LOCAL_MACHINE\\SOFTWARE\\X] ; [y] | 31 | part of its name | [HKEY_LOCAL_MACHINE\\SOFTWARE\\X]",
                "[-HKEY_LOCAL_MACHINE] | 3 | cannot be deleted | -",
            })
    void lineThatDoesNotWhatItSeemsIsNamed(String line, int column, String reason, String instead) throws IOException {
        List<RegFault> faults = new ArrayList<>();
        lenient(V5 + KEY + line + "\r\n", faults);

        assertThat(faults).hasSize(1);
        assertThat(said(faults.get(0)))
                .startsWith("line 4, column " + column + ": ")
                .contains(reason);
        assertThat(faults.get(0).instead()).isEqualTo(Optional.of(instead).filter(text -> !text.equals("-")));
        assertThatThrownBy(() -> strict(V5 + KEY + line + "\r\n"))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("MALFORMED_FILE: x.reg, line 4, column " + column + ": ")
                .hasMessageContaining(instead.equals("-") ? "export the file again" : "write: " + instead);
    }

    @Test
    void lineThatIsSwallowedIsNamed() throws IOException {
        List<RegFault> faults = new ArrayList<>();
        List<RegEntry> entries = lenient(V5 + KEY + "\"a\"=hex:01,\\\r\n[HKEY_USERS]\r\n\"b\"=\"c\"", faults);

        assertThat(faults).hasSize(1);
        assertThat(said(faults.get(0))).startsWith("line 5, column 1: neither the value nor this line");
        assertThat(entries).last().isEqualTo(new RegEntry.Value(6, CONTOSO, "b", RegistryValue.string("c")));
    }

    @Test
    void valueWithoutAKeyIsNamed() throws IOException {
        List<RegFault> faults = new ArrayList<>();
        List<RegEntry> entries = lenient(
                V5 + "\"a\"=\"\"\r\n" + KEY + "[-HKEY_USERS\\X]\r\n\"b\"=-\r\n[Nowhere]\r\n\"c\"=dword:00000000",
                faults);

        assertThat(faults).extracting(RegFault::line).containsExactly(3, 6, 7, 8);
        assertThat(entries).hasSize(2);
    }

    @Test
    void valueThatIsSetTwiceIsNamed() {
        String file = V5 + KEY + "\"a\"=\"\"\r\n[HKEY_USERS]\r\n" + KEY + "\"A\"=-\r\n";
        assertThatThrownBy(() -> RegFile.read(in(RegSamples.utf16(file)), "x.reg", ANSI))
                .hasMessageContaining("x.reg, line 7, column 1: an earlier line");
    }

    @ParameterizedTest
    @CsvSource({"regedit4", "Windows Registry Editor Version 4.00", "''", "[HKEY_USERS]", "'REGEDIT4 x'", "REGEDIT9"})
    void otherFirstLineIsRefused(String header) {
        for (byte[] file : List.of(RegSamples.utf16(header + "\n"), (header + "\n").getBytes(ANSI))) {
            assertThatThrownBy(() -> RegReader.strict(in(file), "x.reg", ANSI))
                    .isInstanceOfSatisfying(
                            EkuException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                    .hasMessageContaining("x.reg, line 1, column 1");
        }
    }

    @Test
    void unknownVersionDoesNothing() throws IOException {
        List<RegFault> faults = new ArrayList<>();
        assertThat(lenient("REGEDIT5\n" + KEY, faults)).isEmpty();
        assertThat(faults).hasSize(1);
    }

    @Test
    void fileOfWindows3SetsDefaultValues() throws IOException {
        List<RegFault> faults = new ArrayList<>();
        RegKey txt = new RegKey(RegRoot.CLASSES_ROOT, List.of(".txt"));
        assertThat(lenient("REGEDIT\nHKEY_CLASSES_ROOT\\.txt =  a\\b\nother\n", faults))
                .containsExactly(
                        new RegEntry.Key(2, txt), new RegEntry.Value(2, txt, "", RegistryValue.string(" a\\b")));
        assertThat(faults).hasSize(1);
    }

    @Test
    void marksThatAnImportRefusesAreRefused() {
        byte[] utf8 = ("\uFEFF" + V5).getBytes(StandardCharsets.UTF_8);
        byte[] other = ("\uFEFF" + V5).getBytes(StandardCharsets.UTF_16BE);
        assertThatThrownBy(() -> RegReader.lenient(in(utf8), "x.reg", StandardCharsets.UTF_8, fault -> {}))
                .hasMessageContaining("mark of UTF-8");
        assertThatThrownBy(() -> RegReader.lenient(in(other), "x.reg", ANSI, fault -> {}))
                .hasMessageContaining("the other way round");
    }

    @Test
    void bytesOutsideTheCodePageAreNamed() throws IOException {
        List<RegFault> faults = new ArrayList<>();
        byte[] file = ("REGEDIT4\n" + KEY + "\"ab\u0081\"=\"\"\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(all(RegReader.lenient(in(file), "x.reg", ANSI, faults::add)))
                .contains(new RegEntry.Value(3, CONTOSO, "ab\u0081", RegistryValue.string("")));
        assertThat(said(faults.get(0))).startsWith("line 3, column 4: this character");
    }

    @Test
    void hexTextInAFileOfVersion5ThatIsNotUtf16IsNamed() throws IOException {
        List<RegFault> faults = new ArrayList<>();
        byte[] file = (V5 + KEY + "\"a\"=hex(2):25,00,00,00\n").getBytes(ANSI);
        assertThat(all(RegReader.lenient(in(file), "x.reg", ANSI, faults::add)))
                .last()
                .isEqualTo(new RegEntry.Value(
                        4, CONTOSO, "a", RegistryValue.of(2, new byte[] {0x25, 0, 0, 0, 0, 0, 0, 0})));
        assertThat(said(faults.get(0))).contains("save the file as UTF-16 LE");
    }

    @Test
    void hugeLinesAndValuesAreRefused() {
        String fold = "00,".repeat(100) + "\\\r\n";
        for (String line : List.of(
                "\"a\"=\"" + "x".repeat(RegLines.MAX_LINE) + "\"",
                "\"a\"=hex:" + fold.repeat(RegData.MAX_BYTES / 100 + 1))) {
            assertThatThrownBy(
                            () -> all(RegReader.lenient(in((V5 + KEY + line).getBytes(ANSI)), "x.reg", ANSI, f -> {})))
                    .isInstanceOf(EkuException.class)
                    .hasMessageContaining("more than");
        }
    }

    @Test
    void nulAndHalfACharacterAreRefused() {
        byte[] cut = RegSamples.utf16(V5 + KEY + "\"a\"=\"\"\r\n ");
        assertThatThrownBy(() -> strict(V5 + KEY + "\"a\0\"=\"\""))
                .hasMessageContaining("line 4, column 1: the line has a NUL");
        assertThatThrownBy(() -> all(RegReader.strict(in(Arrays.copyOf(cut, cut.length - 1)), "x.reg", ANSI)))
                .hasMessageContaining("cut off");
    }

    @Test
    void textThatIsNoCodePageIsRefused() {
        assertThatThrownBy(() -> RegReader.strict(in(), "x.reg", StandardCharsets.UTF_16LE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
