package dev.eku.regfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What stands in a file, to the character, and that it is read again as it was written. */
final class RegWriterTest {
    private static final Charset ANSI = Charset.forName("windows-1252");
    private static final Charset JAPANESE = Charset.forName("windows-31j");
    private static final KeyPath PATH = KeyPath.of("SOFTWARE", "Contoso");
    private static final RegKey KEY = RegKey.of(RegistryView.VIEW_64, PATH);

    private static RegFile file(RegEntry... entries) {
        return new RegFile(List.of(entries));
    }

    private static RegEntry set(String name, RegistryValue value) {
        return new RegEntry.Value(0, KEY, name, value);
    }

    private static RegFile read(byte[] file, Charset codePage) throws IOException {
        return RegFile.read(new ByteArrayInputStream(file), "x.reg", codePage);
    }

    /** Without the lines, which only a file that was read has. */
    private static List<RegEntry> withoutLines(RegFile file) {
        List<RegEntry> entries = new ArrayList<>();
        for (RegEntry entry : file.entries()) {
            if (entry instanceof RegEntry.Key key) {
                entries.add(new RegEntry.Key(0, key.key()));
            } else if (entry instanceof RegEntry.Value value) {
                entries.add(new RegEntry.Value(0, value.key(), value.name(), value.value()));
            } else if (entry instanceof RegEntry.ValueDeletion deletion) {
                entries.add(new RegEntry.ValueDeletion(0, deletion.key(), deletion.name()));
            } else if (entry instanceof RegEntry.Comment comment) {
                entries.add(new RegEntry.Comment(0, comment.text()));
            }
        }
        return entries;
    }

    @Test
    void fileIsWrittenAsRegeditWritesIt() {
        byte[] written = file(
                        new RegEntry.Comment(0, " one"),
                        new RegEntry.Comment(0, " two"),
                        set("", RegistryValue.string("x")),
                        set("C:\\a \"b\".exe", RegistryValue.dword(0xABC)),
                        set("t", RegistryValue.string("\\\"\t;")),
                        set("line", RegistryValue.string("a\nb")),
                        set("nul", RegistryValue.of(1, new byte[] {65, 0, 0, 0, 66, 0, 0, 0})),
                        set("short", RegistryValue.of(4, new byte[] {1})),
                        set("e", RegistryValue.expandString("%")),
                        set("none", RegistryValue.of(0, new byte[0])),
                        set("odd", RegistryValue.of(-2, new byte[] {1, -1})),
                        new RegEntry.ValueDeletion(0, KEY, "gone"),
                        new RegEntry.Key(0, RegKey.of(RegistryView.VIEW_32, PATH)))
                .toBytes();

        assertThat(written).startsWith(0xFF, 0xFE);
        assertThat(RegSamples.text(written))
                .isEqualTo(String.join(
                        "\r\n",
                        "Windows Registry Editor Version 5.00",
                        "",
                        "; one",
                        "; two",
                        "",
                        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]",
                        "@=\"x\"",
                        "\"C:\\\\a \\\"b\\\".exe\"=dword:00000abc",
                        "\"t\"=\"\\\\\\\"\t;\"",
                        "\"line\"=hex(1):61,00,0a,00,62,00,00,00",
                        "\"nul\"=hex(1):41,00,00,00,42,00,00,00",
                        "\"short\"=hex(4):01",
                        "\"e\"=hex(2):25,00,00,00",
                        "\"none\"=hex(0):",
                        "\"odd\"=hex(fffffffe):01,ff",
                        "\"gone\"=-",
                        "",
                        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Contoso]",
                        "",
                        ""));
    }

    @Test
    void hexIsFoldedAtColumn80() {
        String text = RegSamples.text(file(
                        set("n", RegistryValue.binary(new byte[60])),
                        set("n".repeat(100), RegistryValue.binary(new byte[3])))
                .toBytes());

        assertThat(text)
                .contains("\"n\"=hex:" + "00,".repeat(23) + "\\\r\n  " + "00,".repeat(25) + "\\\r\n  "
                        + "00,".repeat(11) + "00\r\n")
                .contains("n\"=hex:00,\\\r\n  00,00\r\n");
    }

    @Test
    void textsOfVersion4AreInTheCodePage() throws IOException {
        RegFile file = file(
                set("\u8868", RegistryValue.string("\u8868\\")),
                set("e", RegistryValue.expandString("\u8868")),
                set("m", RegistryValue.multiString(List.of("a", "b"))));
        byte[] written = file.toBytes(JAPANESE);

        assertThat(new String(written, JAPANESE))
                .isEqualTo(String.join(
                        "\r\n",
                        "REGEDIT4",
                        "",
                        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]",
                        "\"\u8868\"=\"\u8868\\\\\"",
                        "\"e\"=hex(2):95,5c,00",
                        "\"m\"=hex(7):61,00,62,00,00",
                        "",
                        ""));
        assertThat(withoutLines(read(written, JAPANESE))).containsAll(file.entries());
    }

    @Test
    void everyNameTypeAndLengthComesBack() throws IOException {
        SplittableRandom random = new SplittableRandom(41025);
        List<RegEntry> entries = new ArrayList<>(List.of(new RegEntry.Key(0, KEY)));
        for (String name : RegSamples.NAMES) {
            entries.add(set(name, RegistryValue.string(name)));
        }
        for (int type : RegSamples.TYPES) {
            for (int size = 0; size < 16; size++) {
                entries.add(set("type " + type + " of " + size, RegSamples.value(type, size, random)));
            }
        }
        assertThat(RegSamples.NAMES).hasSize(28).doesNotHaveDuplicates();
        assertThat(withoutLines(read(new RegFile(entries).toBytes(), ANSI))).isEqualTo(entries);
    }

    @Test
    void everyFileComesBack() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            RegFile file = RegSamples.file(PATH, new SplittableRandom(seed));
            assertThat(withoutLines(read(file.toBytes(), ANSI)))
                    .as("seed %d", seed)
                    .isEqualTo(file.entries());
        }
    }

    @Test
    void whatNoFileCanCarryIsRefusedBeforeItIsWritten() throws IOException {
        StringBuilder out = new StringBuilder();
        RegWriter writer = RegWriter.version5(out);
        RegWriter ansi = RegWriter.version4(out, ANSI);
        RegistryValue zero = RegistryValue.dword(0);

        for (int size : List.of(1, 2, 3, 5)) {
            refused(
                    () -> writer.value(
                            KEY, "a", RegistryValue.of(1, Arrays.copyOf(new byte[] {65, 65, 65, 65, 65}, size))),
                    "lacks the NUL");
        }
        refused(() -> writer.value(KEY, "a\nb", zero), "line break");
        refused(() -> writer.value(KEY, "a\0b", zero), "NUL");
        refused(() -> writer.comment("a\r"), "line break");
        refused(() -> writer.write(new RegEntry.KeyDeletion(0, KEY)), "everything that is there");
        refused(() -> ansi.value(KEY, "\u65e5", zero), "code page");
        refused(() -> ansi.value(KEY, "a", RegistryValue.string("\u65e5")), "code page");
        refused(() -> ansi.key(RegKey.of(RegistryView.VIEW_64, KeyPath.of("\u65e5"))), "code page");
        assertThat(out.toString()).isEmpty();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void refused(Writing writing, String why) {
        assertThatThrownBy(writing::run)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining(why);
    }
}
