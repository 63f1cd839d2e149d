package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.SpoiledInputs;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Cli;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.ExecutableImage;
import dev.eku.inspect.FileKind.Executable;
import dev.eku.inspect.FileKind.NotExecutable;
import dev.eku.inspect.FileKind.Unknown;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutableReaderTest {
    private static final int DIRECTORIES_32 = 0x80 + 24 + 96;
    private static final int CLI = 0x408;
    private static final int METADATA = 0x480;

    /** A file that counts how it is read. */
    private static final class Counted implements ExecutableReader.Source {
        private final byte[] file;
        private int reads;
        private long bytes;

        private Counted(byte... file) {
            this.file = file;
        }

        @Override
        public Optional<byte[]> read(long offset, int length) {
            reads++;
            assertThat(offset).isNotNegative();
            assertThat(length).isPositive();
            int from = (int) Math.min(offset, file.length);
            int to = (int) Math.min(offset + length, file.length);
            bytes += to - from;
            return Optional.of(Arrays.copyOfRange(file, from, to));
        }

        private void requireWithinBudget() {
            assertThat(reads).isLessThanOrEqualTo(3);
            assertThat(bytes).isLessThanOrEqualTo(64 * 1024);
        }
    }

    private static FileKind read(byte... file) {
        Counted counted = new Counted(file);
        FileKind kind = ExecutableReader.read(counted);
        counted.requireWithinBudget();
        return kind;
    }

    private static ByteBuffer little(byte... file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] cli() {
        return ExecutableImage.of(ExecutableHeader.anyProcessor("v4.0.30319"));
    }

    static Stream<ExecutableHeader> headers() {
        return Stream.of(Format.values())
                .flatMap(format -> Stream.concat(
                        Stream.of(ExecutableHeader.ofNative(format)),
                        Stream.of("v4.0.30319", "v2.0.50727", "v1.1.4322", "v4.0", "x", "v".repeat(200))
                                .flatMap(version -> Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
                                        .map(flags -> new ExecutableHeader(
                                                format,
                                                Optional.of(new Cli(
                                                        version,
                                                        (flags & 1) != 0,
                                                        (flags & 2) != 0,
                                                        (flags & 4) != 0)))))));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void readsWhatWasWritten(ExecutableHeader header) {
        assertThat(read(ExecutableImage.of(header))).isEqualTo(new Executable(header));
    }

    @Test
    void emptyFileIsUnknownSinceNoProgramIsEmpty() {
        assertThat(read()).isInstanceOf(Unknown.class);
        assertThat(ExecutableReader.read((offset, length) -> Optional.empty())).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#!/bin/sh", "MZ", "@echo off\r\nstart x"})
    void otherFilesAreNoExecutables(String text) {
        assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(new NotExecutable());
        assertThat(read(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 5000)))
                .isEqualTo(new NotExecutable());
    }

    @Test
    void programOfOldWindowsIsNoExecutable() {
        byte[] file = cli();
        little(file).putShort(0x80, (short) 0x454e);
        assertThat(read(file)).isEqualTo(new NotExecutable());
    }

    @Test
    void libraryIsNoExecutable() {
        byte[] file = cli();
        little(file).putShort(0x80 + 22, (short) (little(file).getShort(0x80 + 22) | 0x2000));
        assertThat(read(file)).isEqualTo(new NotExecutable());
    }

    @Test
    void directoryThatIsNotCountedIsNotThere() {
        byte[] file = cli();
        little(file).putInt(DIRECTORIES_32 - 4, 14);
        assertThat(read(file)).isEqualTo(new Executable(ExecutableHeader.ofNative(Format.PE32)));
    }

    @Test
    void headersFarApartAreReadInThreeReads() {
        byte[] file = spread(200_000, 900_000);
        Counted counted = new Counted(file);

        assertThat(ExecutableReader.read(counted))
                .isEqualTo(new Executable(ExecutableHeader.anyProcessor("v4.0.30319")));
        counted.requireWithinBudget();
        assertThat(counted.reads).isEqualTo(3);
    }

    /** A file whose CLI header and metadata lie at these places. */
    private static byte[] spread(int header, int metadata) {
        byte[] small = cli();
        byte[] file = Arrays.copyOf(small, metadata + 1000);
        ByteBuffer all = little(file);
        int section = DIRECTORIES_32 + 16 * 8;
        all.putInt(section + 8, file.length);
        all.putInt(section + 16, file.length - 0x400);
        all.putInt(DIRECTORIES_32 + 14 * 8, 0x2000 - 0x400 + header);
        System.arraycopy(small, CLI, file, header, 72);
        System.arraycopy(small, METADATA, file, metadata, 100);
        all.putInt(header + 8, 0x2000 - 0x400 + metadata);
        return file;
    }

    @Test
    void headersTooFarApartAreUnknown() {
        byte[] file = spread(200_000, 900_000);
        byte[] far = Arrays.copyOf(file, 2_000_000);
        System.arraycopy(file, 0x80, far, 1_500_000, 0x400);
        little(far).putInt(0x3c, 1_500_000);

        assertThat(read(far)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {DIRECTORIES_32 + 14 * 8, CLI + 8, METADATA + 12})
    void placeBeyondTheFileIsUnknown(int at) {
        byte[] file = cli();
        for (int number : new int[] {1, 0x7fffffff, 0x80000000, 0xffffffff, 0x27fd, 0x27ff}) {
            little(file).putInt(at, number);
            assertThat(read(file)).as(Integer.toHexString(number)).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void versionThatIsNoPlainTextIsUnknown() {
        for (String version : new String[] {"\0v4.0", "v4\u001b[2J", "v4.0 .30319", "v4\u00e9"}) {
            byte[] file = cli();
            byte[] text = Arrays.copyOf(version.getBytes(StandardCharsets.UTF_8), 12);
            System.arraycopy(text, 0, file, METADATA + 16, 12);
            assertThat(read(file)).as(version).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void anyLengthOfAFileIsAnswered() {
        byte[] file = cli();
        for (int length = 0; length < file.length; length++) {
            FileKind kind = read(Arrays.copyOf(file, length));
            if (length < METADATA + 16 + 10) {
                assertThat(kind).as("%d", length).isNotInstanceOf(Executable.class);
            }
        }
    }

    @Test
    void anyInputIsAnsweredWithinTheBudget() {
        SpoiledInputs.each("PE files", 100_000, (random, i) -> {
            byte[] file = new byte[random.nextInt(3000)];
            random.nextBytes(file);
            if (i % 4 != 0) {
                file = i % 4 == 1
                        ? cli()
                        : i % 4 == 2 ? ExecutableImage.of(ExecutableHeader.wide("v2.0.50727")) : spread(3000, 4000);
                for (int changes = random.nextInt(4); changes >= 0; changes--) {
                    int at = random.nextBoolean() ? random.nextInt(file.length) : random.nextInt(0x200);
                    file[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextBoolean() ? 0 : 0xff);
                }
            }
            Counted counted = new Counted(file);
            FileKind kind = ExecutableReader.read(counted);
            assertThat(kind).isNotNull();
            assertThat(counted.reads).isLessThanOrEqualTo(3);
            assertThat(counted.bytes).isLessThanOrEqualTo(64 * 1024);
        });
    }
}
