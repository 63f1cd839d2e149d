package dev.eku.contract;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spoils inputs at random and gives them to a reader, which may refuse them by its documented exception only.
 * {@code -Deku.fuzzInputs=...} sets how many for a fast reader (100,000 otherwise) and as many times more or fewer for
 * each other one; {@code -Deku.fuzzSeed=...} repeats a run, input by input, since each has a random source of its own.
 */
public final class SpoiledInputs {
    /** How many inputs a fast reader gets where nothing is said. */
    public static final int USUAL = 100_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SHOWN = 4_000;
    private static final int[] ODD = {
        0, 1, 3, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF_FFFE, 0x1000_0000
    };
    /** What people and programs write by mistake, or on purpose, into texts. */
    private static final List<byte[]> WORDS = List.of(
            word("\""),
            word("\\"),
            word("\\ud800"),
            word("\\u0000"),
            word("{"),
            word("}"),
            word("[".repeat(70)),
            word("]"),
            word(","),
            word(":"),
            word("null"),
            word("true"),
            word("-1"),
            word("1e999"),
            word("1.5"),
            word("99999999999999999999"),
            word("9223372036854775807"),
            word("-9223372036854775808"),
            word("+999999999-12-31"),
            word("PT9223372036854775807S"),
            word("<"),
            word("</"),
            word(">"),
            word("&#0;"),
            word("&#xFFFFFFFFF;"),
            word("&x;"),
            word("<!DOCTYPE a [<!ENTITY x \"y\">]>"),
            word("<![CDATA["),
            word("<!--"),
            word("<a>".repeat(200)),
            word("\0"),
            word("\r"),
            word("\n"),
            word("\t"),
            word(" ".repeat(300)),
            word("\uFEFF"),
            word("\uD83D\uDE00"),
            new byte[] {(byte) 0xFF, (byte) 0xFE},
            new byte[] {(byte) 0xC0, (byte) 0x80});

    private SpoiledInputs() {}

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A reader under test. */
    public interface Reader {
        /**
         * Reads an input.
         *
         * @return whether it was taken; false if it was refused by the documented exception, which is caught here
         */
        boolean read(byte[] input) throws Exception;
    }

    /** One try of whatever is tried. */
    public interface Try {
        /** Tries it; whatever is thrown fails the test, which then names the seed and the number. */
        void run(SplittableRandom random, int number) throws Exception;
    }

    /** How many inputs there are for what gets so many in the ordinary build. */
    public static int inputs(int usual) {
        return (int) Math.max(1, (long) usual * Integer.getInteger("eku.fuzzInputs", USUAL) / USUAL);
    }

    /**
     * How many inputs there are for a reader to which 100,000 would take more than some 15 seconds in the ordinary
     * build, which prints the reason; all where a number is asked for.
     *
     * @param usual how many in the ordinary build
     */
    private static int fewer(String what, String why, int usual) {
        int inputs = Integer.getInteger("eku.fuzzInputs", usual);
        if (inputs < USUAL) {
            System.out.println(
                    what + ": " + inputs + " inputs and not " + USUAL + ", since " + why + "; all with -Pexhaustive");
        }
        return inputs;
    }

    /** As {@link #read}, of a reader to which {@link #USUAL} inputs would take too long. */
    public static void readFewer(String what, String why, int usual, int most, List<byte[]> samples, Reader reader) {
        readSome(what, fewer(what, why, usual), most, samples, reader);
    }

    /** As {@link #each}, of what {@link #USUAL} times would take too long; gives how often it was tried. */
    public static int eachFewer(String what, String why, int usual, Try attempt) {
        int inputs = fewer(what, why, usual);
        each(what, inputs, seed(), attempt);
        return inputs;
    }

    /** The seed of this run. */
    public static long seed() {
        return Long.getLong("eku.fuzzSeed", System.nanoTime());
    }

    /** Tries something as often as {@link #inputs} says. */
    public static void each(String what, int usual, Try attempt) {
        each(what, inputs(usual), seed(), attempt);
    }

    private static void each(String what, int inputs, long seed, Try attempt) {
        for (int number = 0; number < inputs; number++) {
            try {
                attempt.run(new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + number), number);
            } catch (Exception | Error failure) {
                throw new AssertionError(what + ": -Deku.fuzzSeed=" + seed + ", input " + number, failure);
            }
        }
    }

    /**
     * Gives a reader spoiled samples. No more memory may be allocated for one than a hundred times its size and some
     * megabytes.
     *
     * @param usual how many in the ordinary build
     * @param most the megabytes
     */
    public static void read(String what, int usual, int most, List<byte[]> samples, Reader reader) {
        readSome(what, inputs(usual), most, samples, reader);
    }

    private static void readSome(String what, int inputs, int most, List<byte[]> samples, Reader reader) {
        long seed = seed();
        int[] taken = new int[1];
        long start = THREADS.getCurrentThreadCpuTime();
        each(what, inputs, seed, (random, number) -> {
            byte[] input = spoil(samples, random);
            try {
                long limit = most * 1_000_000L + 100L * input.length;
                long before = THREADS.getCurrentThreadAllocatedBytes();
                taken[0] += reader.read(input) ? 1 : 0;
                // What is loaded once is not the input's: it is read again.
                if (THREADS.getCurrentThreadAllocatedBytes() - before > limit) {
                    before = THREADS.getCurrentThreadAllocatedBytes();
                    reader.read(input);
                    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
                    if (allocated > limit) {
                        throw new AssertionError(allocated + " bytes allocated for " + input.length);
                    }
                }
            } catch (Exception | Error failure) {
                throw new AssertionError(shown(input), failure);
            }
        });
        System.out.println(what + ": seed " + seed + ": " + inputs + " spoiled inputs, " + taken[0] + " taken, in "
                + (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000 + " ms of CPU");
    }

    private static String shown(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        boolean readable = text.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r');
        String all = readable ? text : HexFormat.of().formatHex(input);
        return all.length() > SHOWN ? all.substring(0, SHOWN) + "..." : all;
    }

    /** A sample with one to four faults. */
    public static byte[] spoil(List<byte[]> samples, SplittableRandom random) {
        byte[] spoiled = any(samples, random).clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(spoiled.length + 1);
            int length = Math.min(spoiled.length - at, 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 8));
            spoiled = switch (random.nextInt(10)) {
                case 0 -> flipped(spoiled, at, (byte) (1 << random.nextInt(8)));
                case 1 -> flipped(spoiled, at, (byte) random.nextInt(256));
                case 2, 3 -> replaced(spoiled, at, length, any(WORDS, random));
                case 4 -> replaced(spoiled, at, 0, any(WORDS, random));
                case 5 -> number(spoiled, at, random);
                case 6 ->
                    random.nextInt(4) == 0 ? Arrays.copyOf(spoiled, at) : replaced(spoiled, at, length, new byte[0]);
                case 7 -> replaced(spoiled, at, 0, Arrays.copyOfRange(spoiled, at, at + length));
                case 8 -> spliced(spoiled, at, any(samples, random), random);
                default -> digits(spoiled, at, any(WORDS, random));
            };
        }
        return spoiled;
    }

    private static <T> T any(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] flipped(byte[] bytes, int at, byte bits) {
        if (at < bytes.length) {
            bytes[at] ^= bits;
        }
        return bytes;
    }

    /** Four, two or one byte of a number, in either order. */
    private static byte[] number(byte[] bytes, int at, SplittableRandom random) {
        int number = ODD[random.nextInt(ODD.length)];
        int size = 1 << random.nextInt(3);
        boolean big = random.nextBoolean();
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >>> (8 * (big ? size - 1 - i : i)));
        }
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        return changed;
    }

    /** The start of one and the end of another. */
    private static byte[] spliced(byte[] bytes, int at, byte[] other, SplittableRandom random) {
        int from = random.nextInt(other.length + 1);
        byte[] changed = Arrays.copyOf(bytes, at + other.length - from);
        System.arraycopy(other, from, changed, at, other.length - from);
        return changed;
    }

    /** Another number or text instead of the next digits. */
    private static byte[] digits(byte[] bytes, int at, byte[] by) {
        int from = at;
        while (from < bytes.length && (bytes[from] < '0' || bytes[from] > '9')) {
            from++;
        }
        int to = from;
        while (to < bytes.length && bytes[to] >= '0' && bytes[to] <= '9') {
            to++;
        }
        return replaced(bytes, from, to - from, by);
    }
}
