package dev.eku.regfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code reg.exe} makes of our files, and what we make of files as {@code reg.exe} does. The registry is read back
 * by its functions. {@code -Deku.exports} says how many files are generated, and {@code -Deku.fuzzSeed} from what.
 */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: mvn verify -Pexports")
final class RegImportIT {
    private static final int FILES = Integer.getInteger("eku.exports", 50);
    private static final long SEED = Long.getLong("eku.fuzzSeed", 8057);
    private static final KeyPath ALL = KeyPath.of("SOFTWARE", "eku tests");
    private static final KeyPath TOP = ALL.child("reg");
    private static final Charset ANSI = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private final Host real = Hosts.open("local:");

    /** A process that has just ended may still hold it, on Wine. */
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    @AfterEach
    void tidy() {
        for (RegistryView view : RegistryView.BOTH) {
            deleteTree(real.registry(), view, ALL);
        }
        real.close();
    }

    private static void deleteTree(Registry registry, RegistryView view, KeyPath key) {
        registry.read(view, key).ifPresent(contents -> {
            contents.subkeys().forEach(name -> deleteTree(registry, view, key.child(name)));
            registry.deleteKey(view, key);
        });
    }

    private int reg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("reg"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private int imported(byte[] file, RegistryView view) throws IOException, InterruptedException {
        Files.write(folder.resolve("x.reg"), file);
        return reg("import", "x.reg", view == RegistryView.VIEW_32 ? "/reg:32" : "/reg:64");
    }

    /** Every key and value below our keys, in both views: types and bytes. */
    private static Map<String, String> state(Registry registry) {
        Map<String, String> all = new TreeMap<>();
        RegistryView.BOTH.forEach(view -> add(all, registry, view, ALL));
        return all;
    }

    private static void add(Map<String, String> all, Registry registry, RegistryView view, KeyPath key) {
        registry.read(view, key).ifPresent(contents -> {
            all.put(view + " " + key, "");
            for (NamedValue value : contents.values()) {
                all.put(
                        view + " " + key + " | " + value.name(),
                        Integer.toHexString(value.value().type()) + ":"
                                + HexFormat.of().formatHex(value.value().bytes()));
            }
            contents.subkeys().forEach(name -> add(all, registry, view, key.child(name)));
        });
    }

    /** Does what an entry says, by the port. */
    private static void carryOut(RegEntry entry, Registry registry, RegistryView view) {
        if (entry instanceof RegEntry.Key key) {
            key.key().place(view).ifPresent(at -> registry.createKey(at.view(), at.key()));
        } else if (entry instanceof RegEntry.Value value) {
            RegKey.Place at = value.key().place(view).orElseThrow();
            registry.setValue(at.view(), at.key(), value.name(), value.value());
        } else if (entry instanceof RegEntry.ValueDeletion deletion) {
            RegKey.Place at = deletion.key().place(view).orElseThrow();
            registry.deleteValue(at.view(), at.key(), deletion.name());
        } else if (entry instanceof RegEntry.KeyDeletion deletion) {
            // Wine 8.0: whatever view the import is told.
            deletion.key().place(RegistryView.VIEW_64).ifPresent(at -> deleteTree(registry, at.view(), at.key()));
        }
    }

    /** What puts back what a file changes: the value that was there, or none. */
    private static RegFile undo(RegFile file, Registry before, RegistryView view) {
        List<RegEntry> entries = new ArrayList<>();
        for (RegEntry entry : file.entries()) {
            if (entry instanceof RegEntry.Value value) {
                entries.add(back(value.key(), value.name(), before, view));
            } else if (entry instanceof RegEntry.ValueDeletion deletion) {
                entries.add(back(deletion.key(), deletion.name(), before, view));
            }
        }
        return new RegFile(entries);
    }

    private static RegEntry back(RegKey key, String name, Registry before, RegistryView view) {
        RegKey.Place at = key.place(view).orElseThrow();
        Optional<RegistryValue> was = before.value(at.view(), at.key(), name);
        return was.isPresent() ? new RegEntry.Value(0, key, name, was.get()) : new RegEntry.ValueDeletion(0, key, name);
    }

    @Test
    void everyFileIsImportedToTheByteAndUndone() throws Exception {
        for (int number = 0; number < FILES; number++) {
            SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + number);
            RegistryView view = random.nextInt(3) == 0 ? RegistryView.VIEW_32 : RegistryView.VIEW_64;
            MemoryHost model = MemoryHost.builder().build();
            for (RegEntry entry : RegSamples.file(TOP, random).entries()) {
                carryOut(entry, real.registry(), view);
                carryOut(entry, model.registry(), view);
            }
            Map<String, String> before = state(real.registry());
            assertThat(before).isEqualTo(state(model.registry()));
            RegFile file = RegSamples.file(TOP, random);
            RegFile undo = undo(file, real.registry(), view);

            assertThat(imported(file.toBytes(), view)).isZero();

            file.entries().forEach(entry -> carryOut(entry, model.registry(), view));
            assertThat(state(real.registry()))
                    .as("file %d, %s view", number, view)
                    .isEqualTo(state(model.registry()));

            assertThat(imported(undo.toBytes(), view)).isZero();

            Map<String, String> after = state(real.registry());
            after.keySet().removeIf(key -> !key.contains(" | ") && !before.containsKey(key));
            assertThat(after).as("undo of file %d", number).isEqualTo(before);
            for (RegistryView each : RegistryView.BOTH) {
                deleteTree(real.registry(), each, ALL);
            }
        }
    }

    @Test
    void everyNameTypeAndLengthIsImportedToTheByte() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        MemoryHost model = MemoryHost.builder().build();
        List<RegEntry> entries = new ArrayList<>();
        RegKey key = RegKey.of(RegistryView.VIEW_32, TOP);
        entries.add(new RegEntry.Key(0, key));
        for (String name : RegSamples.NAMES) {
            entries.add(new RegEntry.Value(0, key, name, RegistryValue.string(name)));
        }
        for (int type : RegSamples.TYPES) {
            for (int size = 0; size < 16; size++) {
                entries.add(new RegEntry.Value(
                        0, key, "type " + type + " of " + size, RegSamples.value(type, size, random)));
            }
        }
        entries.forEach(entry -> carryOut(entry, model.registry(), RegistryView.VIEW_64));

        assertThat(imported(new RegFile(entries).toBytes(), RegistryView.VIEW_64))
                .isZero();

        assertThat(state(real.registry())).isEqualTo(state(model.registry()));
    }

    /** The writer's folds, escapes and digits are those of another program, byte for byte. */
    @Test
    void exportIsReadAndWrittenAgainByteForByte() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        KeyPath sub = TOP.child("sub");
        real.registry().createKey(RegistryView.VIEW_64, sub);
        for (String name : RegSamples.NAMES) {
            real.registry().setValue(RegistryView.VIEW_64, TOP, name, RegistryValue.string(name));
            for (int type : RegSamples.TYPES) {
                RegistryValue value = RegSamples.value(type, random.nextInt(80), random);
                // Wine 8.0 escapes line ends, cuts texts at a NUL and reads four bytes of any REG_DWORD.
                if (type != 1 && (type != 4 || value.size() == 4)) {
                    String typed = name.substring(0, Math.min(200, name.length())) + type;
                    real.registry().setValue(RegistryView.VIEW_64, sub, typed, value);
                }
            }
        }
        assertThat(reg("export", "HKLM\\SOFTWARE\\eku tests", "x.reg", "/y", "/reg:64"))
                .isZero();
        byte[] exported = Files.readAllBytes(folder.resolve("x.reg"));
        RegFile read = RegFile.read(new ByteArrayInputStream(exported), "x.reg", ANSI);
        MemoryHost model = MemoryHost.builder().build();
        read.entries().forEach(entry -> carryOut(entry, model.registry(), RegistryView.VIEW_64));

        assertThat(state(model.registry())).isEqualTo(state(real.registry()));
        assertThat(RegSamples.text(read.toBytes())).isEqualTo(RegSamples.text(exported));
    }

    @Test
    void lenientReaderTakesWhatAnImportTakes() throws Exception {
        int compared = 0;
        int withFaults = 0;
        int refused = 0;
        for (int number = 0; number < 4 * FILES; number++) {
            SplittableRandom random = new SplittableRandom(SEED * 1_000_033 + number);
            byte[] file = SpoiledReg.file(TOP, random, number % 4 == 0 ? 0 : 1 + random.nextInt(3), ANSI);
            RegistryView view = random.nextBoolean() ? RegistryView.VIEW_32 : RegistryView.VIEW_64;
            List<RegFault> faults = new ArrayList<>();
            Optional<List<RegEntry>> entries = lenient(file, faults);
            if (!SpoiledReg.isDefined(entries.orElse(List.of()), faults)) {
                continue;
            }
            MemoryHost model = MemoryHost.builder().build();
            entries.orElse(List.of()).stream()
                    .filter(entry -> !(entry instanceof RegEntry.Comment))
                    .forEach(entry ->
                            SpoiledReg.key(entry).place(view).ifPresent(at -> carryOut(entry, model.registry(), view)));

            int code = imported(file, view);

            String what = "-Deku.fuzzSeed=" + SEED + ", file " + number + ", " + view + ", in " + folder + ":\n"
                    + (file.length > 1 && file[1] == (byte) 0xFE ? RegSamples.text(file) : new String(file, ANSI));
            assertThat(code).as(what).isEqualTo(entries.isPresent() ? 0 : 1);
            assertThat(state(real.registry())).as(what).isEqualTo(state(model.registry()));
            for (RegistryView each : RegistryView.BOTH) {
                deleteTree(real.registry(), each, ALL);
            }
            compared++;
            withFaults += faults.isEmpty() ? 0 : 1;
            refused += entries.isEmpty() ? 1 : 0;
        }
        System.out.println("lenient: seed " + SEED + ": " + compared + " files, " + withFaults + " with faults, "
                + refused + " refused");
        assertThat(compared).isGreaterThan(3 * FILES);
    }

    private static Optional<List<RegEntry>> lenient(byte[] file, List<RegFault> faults) throws IOException {
        try {
            RegReader reader = RegReader.lenient(new ByteArrayInputStream(file), "x.reg", ANSI, faults::add);
            List<RegEntry> entries = new ArrayList<>();
            for (Optional<RegEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                entries.add(next.get());
            }
            return Optional.of(entries);
        } catch (EkuException refused) {
            return Optional.empty();
        }
    }
}
