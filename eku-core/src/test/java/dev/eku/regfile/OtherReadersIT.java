package dev.eku.regfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryType;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What programs that are not of Windows make of our files: Samba's {@code net registry import}, whose registry is read
 * from its database past Samba, and {@code hivexregedit}, which writes a hive of Windows' own form.
 * {@code -Deku.exports} says how many files are generated, and {@code -Deku.fuzzSeed} from what.
 */
@EnabledIfSystemProperty(
        named = "eku.exports",
        matches = "\\d+",
        disabledReason = "needs net, tdbdump and hivexregedit: mvn verify -Pexports")
final class OtherReadersIT {
    private static final int FILES = Integer.getInteger("eku.exports", 50);
    private static final long SEED = Long.getLong("eku.fuzzSeed", 8060);
    private static final KeyPath ALL = KeyPath.of("SOFTWARE", "eku tests");

    @TempDir
    Path folder;

    private byte[] run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor())
                .as("%s: %s", List.of(command), Files.readString(err, StandardCharsets.ISO_8859_1))
                .isZero();
        return Files.readAllBytes(out);
    }

    // ---- Samba ----

    private void samba(byte[] file) throws IOException, InterruptedException {
        Path configuration = folder.resolve("smb.conf");
        if (!Files.exists(configuration)) {
            Files.writeString(
                    configuration,
                    "[global]\n"
                            + String.join(
                                    "",
                                    List.of("state", "private", "lock", "cache", "pid").stream()
                                            .map(each -> each + (each.equals("private") ? " dir = " : " directory = ")
                                                    + folder + "\n")
                                            .toList()));
        }
        Files.write(folder.resolve("x.reg"), file);
        run("net", "-s", configuration.toString(), "registry", "import", "x.reg");
    }

    private static final Pattern RECORD =
            Pattern.compile("key\\(\\d+\\) = \"SAMBA_REGVAL\\\\5CHKLM(.*)\\\\00\"\ndata\\(\\d+\\) = \"(.*)\"");

    /**
     * The values in Samba 4.17's database, by key and name in upper case. A record is a number of values, and for each
     * its name, type, length and bytes (source3/registry/reg_backend_db.c).
     */
    private Map<String, String> sambasRegistry() throws IOException, InterruptedException {
        Map<String, String> rows = new TreeMap<>();
        Matcher record = RECORD.matcher(new String(run("tdbdump", "registry.tdb"), StandardCharsets.ISO_8859_1));
        while (record.find()) {
            String key = "HKEY_LOCAL_MACHINE" + new String(unescaped(record.group(1)), StandardCharsets.UTF_8);
            if (!key.toLowerCase(Locale.ROOT).contains("\\eku tests")) {
                continue;
            }
            byte[] data = unescaped(record.group(2));
            int at = 4;
            for (int values = number(data, 0); values > 0; values--) {
                int end = at;
                while (data[end] != 0) {
                    end++;
                }
                String name = new String(data, at, end - at, StandardCharsets.UTF_8);
                int size = number(data, end + 5);
                byte[] bytes = Arrays.copyOfRange(data, end + 9, end + 9 + size);
                rows.put(fold(key) + " | " + fold(name), RegistryTable.shown(number(data, end + 1), bytes));
                at = end + 9 + size;
            }
            assertThat(at).isEqualTo(data.length);
        }
        return rows;
    }

    private static String fold(String name) {
        return NameFolding.fold(name);
    }

    private static int number(byte[] data, int at) {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    /** What {@code tdbdump} writes: a backslash and two digits for each byte that is not printable. */
    private static byte[] unescaped(String dumped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < dumped.length(); i++) {
            if (dumped.charAt(i) == '\\') {
                bytes.write(HexFormat.fromHexDigits(dumped, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(dumped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** Samba 4.17 drops a REG_DWORD that has not four bytes, and cuts a name off after 255 bytes, and says nothing. */
    private static boolean isKeptBySamba(RegEntry entry) {
        if (entry instanceof RegEntry.Value value) {
            return isShort(value.name())
                    && (value.value().type() != RegistryType.DWORD
                            || value.value().size() == 4);
        }
        return !(entry instanceof RegEntry.ValueDeletion deletion) || isShort(deletion.name());
    }

    private static boolean isShort(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= 255;
    }

    /** hivexregedit 1.3.23 does not delete, and takes the bytes of a text between marks for its characters. */
    private static boolean isKeptByHivex(RegEntry entry) {
        return !(entry instanceof RegEntry.ValueDeletion)
                && !(entry instanceof RegEntry.Value value
                        && value.value().type() == RegistryType.SZ
                        && !value.value().asString().orElse("").chars().allMatch(unit -> unit < 0x80));
    }

    private static RegFile files(RegFile file, Predicate<RegEntry> kept) {
        return new RegFile(file.entries().stream().filter(kept).toList());
    }

    /** Samba 4.17 ends the import, with an exit code, at a value to be deleted that is not there. */
    private static RegFile forSamba(RegFile file, RegistryTable there) {
        return files(
                file,
                entry -> isKeptBySamba(entry)
                        && (!(entry instanceof RegEntry.ValueDeletion deletion)
                                || there.has(deletion.key(), deletion.name())));
    }

    @Test
    void sambaImportsEveryFileToTheByteAndUndoesIt() throws Exception {
        RegistryTable model = new RegistryTable();
        for (int number = 0; number < FILES; number++) {
            SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + number);
            KeyPath top = ALL.child("f" + number);
            RegFile before = forSamba(RegSamples.file(top, random), model);
            samba(before.toBytes());
            before.entries().forEach(model::carryOut);
            Map<String, String> was = new TreeMap<>(model.rows());
            assertThat(sambasRegistry()).as("before file %d", number).isEqualTo(was);
            RegFile file = forSamba(RegSamples.file(top, random), model);

            samba(file.toBytes());

            file.entries().forEach(model::carryOut);
            assertThat(sambasRegistry()).as("file %d", number).isEqualTo(model.rows());

            samba(undo(file, before).toBytes());

            assertThat(sambasRegistry()).as("undo of file %d", number).isEqualTo(was);
            model.rows().clear();
            model.rows().putAll(was);
        }
    }

    /** What puts back what a file changes: the value that was there, or none. */
    private static RegFile undo(RegFile file, RegFile before) {
        List<RegEntry> entries = new ArrayList<>();
        for (RegEntry entry : file.entries()) {
            if (entry instanceof RegEntry.Value value) {
                entries.add(back(value.key(), value.name(), before));
            } else if (entry instanceof RegEntry.ValueDeletion deletion) {
                entries.add(back(deletion.key(), deletion.name(), before));
            }
        }
        return new RegFile(entries);
    }

    private static RegEntry back(RegKey key, String name, RegFile before) {
        for (RegEntry entry : before.entries()) {
            if (entry instanceof RegEntry.Value value
                    && value.key().equals(key)
                    && value.name().equals(name)) {
                return entry;
            }
        }
        return new RegEntry.ValueDeletion(0, key, name);
    }

    @Test
    void sambaImportsEveryNameTypeAndLengthToTheByte() throws Exception {
        RegistryTable model = new RegistryTable();
        RegFile file = forSamba(everything(), model);

        samba(file.toBytes());

        file.entries().forEach(model::carryOut);
        assertThat(sambasRegistry()).isEqualTo(model.rows());
    }

    /** Each name, and each type in each length from 0 to 15. */
    private static RegFile everything() {
        SplittableRandom random = new SplittableRandom(SEED);
        RegKey key = RegKey.of(RegistryView.VIEW_32, ALL);
        List<RegEntry> entries = new ArrayList<>(List.of(new RegEntry.Key(0, key)));
        for (String name : RegSamples.NAMES) {
            entries.add(new RegEntry.Value(0, key, name, RegistryValue.string(name)));
        }
        for (int type : RegSamples.TYPES) {
            for (int size = 0; size < 16; size++) {
                String name = "type " + Integer.toHexString(type) + " of " + size;
                entries.add(new RegEntry.Value(0, key, name, RegSamples.value(type, size, random)));
            }
        }
        return new RegFile(entries);
    }

    // ---- hivex ----

    private static final String PREFIX = "HKEY_LOCAL_MACHINE\\SOFTWARE";

    /** What it needs and regedit does not: UTF-8 without a mark, and each key above. */
    private void hivex(RegFile file) throws IOException, InterruptedException {
        List<RegEntry> entries = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (RegEntry entry : file.entries()) {
            if (entry instanceof RegEntry.Key key) {
                List<String> names = key.key().names();
                for (int depth = 2; depth < names.size(); depth++) {
                    RegKey above = new RegKey(RegRoot.LOCAL_MACHINE, names.subList(0, depth));
                    if (known.add(fold(above.toString()))) {
                        entries.add(new RegEntry.Key(0, above));
                    }
                }
            }
            entries.add(entry);
        }
        String text = RegSamples.text(new RegFile(entries).toBytes());
        Files.writeString(folder.resolve("x.reg"), text, StandardCharsets.UTF_8);
        Files.write(folder.resolve("hive"), EmptyHive.bytes());
        run("hivexregedit", "--merge", "hive", "--prefix", PREFIX, "x.reg");
    }

    private static final Pattern VALUE = Pattern.compile(
            "(?:@|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\")=(dword|hex(?:\\(([0-9a-f]+)\\))?):([0-9a-f,]*)");

    private Map<String, String> hive() throws IOException, InterruptedException {
        Map<String, String> rows = new TreeMap<>();
        String key = "";
        for (String line :
                new String(run("hivexregedit", "--export", "hive", "\\"), StandardCharsets.UTF_8).split("\n", -1)) {
            Matcher value = VALUE.matcher(line);
            if (line.startsWith("[")) {
                key = PREFIX + line.substring(1, line.length() - 1);
            } else if (value.matches()) {
                String name = value.group(1) == null ? "" : value.group(1).replaceAll("\\\\(.)", "$1");
                byte[] bytes = HexFormat.of().parseHex(value.group(4).replace(",", ""));
                String shown = value.group(2).equals("dword")
                        ? RegistryTable.shown(4, bytes[3], bytes[2], bytes[1], bytes[0])
                        : RegistryTable.shown(
                                value.group(3) == null ? 3 : Integer.parseUnsignedInt(value.group(3), 16), bytes);
                rows.put(fold(key) + " | " + fold(name), shown);
            }
        }
        return rows;
    }

    private void assertHivexMerges(RegFile whole, String what) throws IOException, InterruptedException {
        RegFile file = files(whole, OtherReadersIT::isKeptByHivex);
        RegistryTable model = new RegistryTable();
        file.entries().forEach(model::carryOut);
        hivex(file);
        assertThat(hive()).as(what).isEqualTo(model.rows());
    }

    @Test
    void hivexMergesEveryFileToTheByte() throws Exception {
        for (int number = 0; number < FILES; number++) {
            SplittableRandom random = new SplittableRandom(SEED * 1_000_033 + number);
            assertHivexMerges(RegSamples.file(ALL, random), "file " + number);
        }
    }

    @Test
    void hivexMergesEveryNameTypeAndLengthToTheByte() throws Exception {
        assertHivexMerges(everything(), "everything");
    }
}
