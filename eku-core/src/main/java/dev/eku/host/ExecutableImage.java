package dev.eku.host;

import dev.eku.host.ExecutableHeader.Cli;
import dev.eku.host.ExecutableHeader.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the smallest file that has a given header. The file has no code (PE specification; ECMA-335, II.25). Used for
 * copies of hosts and for tests.
 */
public final class ExecutableImage {
    private static final int NT_HEADERS = 0x80;
    private static final int OPTIONAL = NT_HEADERS + 24;
    private static final int SECTION_OFFSET = 0x400;
    private static final int SECTION_ADDRESS = 0x2000;
    private static final int CLI_HEADER = 0x8;
    private static final int METADATA = 0x80;
    private static final int SIZE = 0x800;
    private static final int DIRECTORIES = 16;
    private static final int CLI_DIRECTORY = 14;
    private static final int CLI_SIZE = 72;
    private static final int MAX_VERSION = 255;

    private ExecutableImage() {}

    /**
     * The file.
     *
     * @throws IllegalArgumentException if the runtime's version text is longer than 255 bytes
     */
    public static byte[] of(ExecutableHeader header) {
        boolean wide = header.format() == Format.PE32_PLUS;
        ByteBuffer file = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort(0, (short) 0x5a4d);
        file.putInt(0x3c, NT_HEADERS);
        file.putInt(NT_HEADERS, 0x4550);
        file.putShort(NT_HEADERS + 4, (short) (wide ? 0x8664 : 0x14c));
        file.putShort(NT_HEADERS + 6, (short) 1);
        int directories = OPTIONAL + (wide ? 112 : 96);
        int optionalSize = directories + DIRECTORIES * 8 - OPTIONAL;
        file.putShort(NT_HEADERS + 20, (short) optionalSize);
        // An executable image for 64-bit or 32-bit machines.
        file.putShort(NT_HEADERS + 22, (short) (wide ? 0x22 : 0x102));
        file.putShort(OPTIONAL, (short) (wide ? 0x20b : 0x10b));
        file.putInt(OPTIONAL + 32, 0x2000);
        file.putInt(OPTIONAL + 36, 0x200);
        file.putInt(OPTIONAL + 56, 2 * SECTION_ADDRESS);
        file.putInt(OPTIONAL + 60, SECTION_OFFSET);
        // The console.
        file.putShort(OPTIONAL + 68, (short) 3);
        file.putInt(directories - 4, DIRECTORIES);
        section(file, OPTIONAL + optionalSize);
        if (header.cli().isPresent()) {
            cli(file, directories, header.cli().get());
        }
        return file.array();
    }

    private static void section(ByteBuffer file, int at) {
        file.position(at);
        file.put(".text".getBytes(StandardCharsets.US_ASCII));
        file.putInt(at + 8, SIZE - SECTION_OFFSET);
        file.putInt(at + 12, SECTION_ADDRESS);
        file.putInt(at + 16, SIZE - SECTION_OFFSET);
        file.putInt(at + 20, SECTION_OFFSET);
        file.putInt(at + 36, 0x60000020);
    }

    private static void cli(ByteBuffer file, int directories, Cli cli) {
        byte[] version = cli.runtime().getBytes(StandardCharsets.UTF_8);
        if (version.length >= MAX_VERSION) {
            throw new IllegalArgumentException("too long a version: " + version.length + " bytes");
        }
        // With the NUL behind it, rounded up to a multiple of four.
        int length = (version.length + 4) / 4 * 4;
        file.putInt(directories + CLI_DIRECTORY * 8, SECTION_ADDRESS + CLI_HEADER);
        file.putInt(directories + CLI_DIRECTORY * 8 + 4, CLI_SIZE);
        int header = SECTION_OFFSET + CLI_HEADER;
        file.putInt(header, CLI_SIZE);
        file.putShort(header + 4, (short) 2);
        file.putShort(header + 6, (short) 5);
        file.putInt(header + 8, SECTION_ADDRESS + METADATA);
        file.putInt(header + 12, 20 + length);
        file.putInt(
                header + 16, (cli.ilOnly() ? 1 : 0) | (cli.required32() ? 2 : 0) | (cli.preferred32() ? 0x20000 : 0));
        int metadata = SECTION_OFFSET + METADATA;
        file.putInt(metadata, 0x424a5342);
        file.putShort(metadata + 4, (short) 1);
        file.putShort(metadata + 6, (short) 1);
        file.putInt(metadata + 12, length);
        file.position(metadata + 16);
        file.put(version);
    }
}
