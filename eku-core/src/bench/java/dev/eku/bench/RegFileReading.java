package dev.eku.bench;

import dev.eku.regfile.RegKey;
import dev.eku.regfile.RegReader;
import dev.eku.regfile.RegWriter;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * How long a strict reader takes for an export of 100 MB. Each round reads the whole file anew; the first is a fresh
 * JVM's. The build starts it with 256 MB of heap.
 */
public final class RegFileReading {
    private static final long SIZE = 100_000_000;
    private static final int ROUNDS = 5;

    private RegFileReading() {}

    /** Prints a line per round. */
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempFile("eku", ".reg");
        try {
            write(file);
            for (int round = 1; round <= ROUNDS; round++) {
                long start = System.nanoTime();
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                long entries = read(file);
                cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
                System.out.println("RegReader round " + round + ": " + Files.size(file) / 1_000_000 + " MB, " + entries
                        + " entries in " + (System.nanoTime() - start) / 1_000_000 + " ms, " + cpu / 1_000_000
                        + " ms of CPU, with " + Runtime.getRuntime().maxMemory() / 1_048_576 + " MB of heap at most");
            }
        } finally {
            Files.delete(file);
        }
    }

    private static long read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            RegReader reader = RegReader.strict(in, file.toString(), StandardCharsets.US_ASCII);
            long entries = 0;
            while (reader.next().isPresent()) {
                entries++;
            }
            return entries;
        }
    }

    /** Keys of ten values each: numbers, paths, and bytes, of which there are some thousands now and then. */
    private static void write(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(8057);
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_16LE)) {
            RegWriter writer = RegWriter.version5(out);
            for (int number = 0; number % 100 != 0 || Files.size(file) < SIZE; number++) {
                RegKey key = RegKey.of(
                        RegistryView.VIEW_64, KeyPath.of("SOFTWARE", "Vendor", "Product", "{" + number + "}"));
                writer.key(key);
                for (int value = 0; value < 10; value++) {
                    writer.value(key, "Value " + value, value(value, random));
                }
            }
            writer.end();
        }
    }

    private static RegistryValue value(int value, SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(100) == 0 ? 4_000 : 24];
        random.nextBytes(bytes);
        return switch (value % 4) {
            case 0 -> RegistryValue.dword(random.nextInt(1000));
            case 1 -> RegistryValue.string("C:\\Program Files\\Vendor\\" + random.nextInt() + ".dll");
            case 2 -> RegistryValue.expandString("%SystemRoot%\\" + random.nextInt());
            default -> RegistryValue.binary(bytes);
        };
    }
}
