package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Cli;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.HostFiles;
import dev.eku.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the header of an executable: the PE header, and the CLI header of ECMA-335 II.25.3.3 if data directory 14 names
 * one. Every offset is checked against the size. It needs at most three reads and 48 KB, whatever the file says. Not
 * thread-safe.
 */
final class ExecutableReader {
    /** The most that one read takes, in bytes. */
    static final int WINDOW = 16 * 1024;

    /** The largest number of reads. */
    static final int READS = 3;

    /** The bit for a DLL in the characteristics of the file header. No process is started from a DLL. */
    private static final int LIBRARY = 0x2000;

    private static final int SECTION_SIZE = 40;
    private static final int CLI_SIZE = 72;
    private static final int MAX_VERSION = 255;

    /** Reads a part of the file. The part is short at the end of the file, and empty if there is no file. */
    @FunctionalInterface
    interface Source {
        Optional<byte[]> read(long offset, int length);
    }

    /** A part of the file that was read. It is not a record, because it holds an array. */
    private static final class Window {
        private final long offset;
        private final byte[] bytes;

        private Window(long offset, byte[] bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }
    }

    /** What was read is not enough, or makes no sense. */
    private static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;
        private final String key;

        private Unclear(String key) {
            super(key, null, false, false);
            this.key = key;
        }
    }

    private final Source source;
    private final List<Window> windows = new ArrayList<>();

    private ExecutableReader(Source source) {
        this.source = source;
    }

    /** What the file at that path is. What prevents the reading is noted. */
    static FileKind read(String path, HostFiles files) {
        try {
            return read((offset, length) -> files.read(path, offset, length));
        } catch (EkuException failure) {
            return new FileKind.Unknown(Message.of("inspect.header.refused", failure.code()));
        }
    }

    /** What that file is. */
    static FileKind read(Source source) {
        try {
            return new ExecutableReader(source).kind();
        } catch (Unclear unclear) {
            return new FileKind.Unknown(Message.of(unclear.key));
        }
    }

    private FileKind kind() throws Unclear {
        Optional<byte[]> start = source.read(0, WINDOW);
        if (start.isEmpty()) {
            throw new Unclear("inspect.header.no-file");
        }
        windows.add(new Window(0, start.get()));
        int size = start.get().length;
        if (size == 0) {
            // No program is empty. A copy of a host holds empty files of which only the name is known.
            throw new Unclear("inspect.header.empty");
        }
        if (size < 64 || u16(0) != 0x5a4d) {
            return new FileKind.NotExecutable();
        }
        long headers = u32(0x3c);
        if (!isThere(headers, 24) || u32(headers) != 0x4550) {
            return new FileKind.NotExecutable();
        }
        int magic = u16(headers + 24);
        boolean library = (u16(headers + 22) & LIBRARY) != 0;
        if ((magic != 0x10b && magic != 0x20b) || library) {
            return new FileKind.NotExecutable();
        }
        return new FileKind.Executable(header(headers, magic == 0x20b));
    }

    private ExecutableHeader header(long headers, boolean wide) throws Unclear {
        Format format = wide ? Format.PE32_PLUS : Format.PE32;
        long optional = headers + 24;
        long directories = optional + (wide ? 112 : 96);
        if (u32(directories - 4) <= 14) {
            return ExecutableHeader.ofNative(format);
        }
        long address = u32(directories + 14 * 8);
        if (address == 0) {
            return ExecutableHeader.ofNative(format);
        }
        long sections = optional + u16(headers + 20);
        int count = u16(headers + 6);
        long cli = offset(address, CLI_SIZE, sections, count);
        if (u32(cli) < CLI_SIZE) {
            throw new Unclear("inspect.header.damaged");
        }
        long flags = u32(cli + 16);
        String runtime = runtime(offset(u32(cli + 8), 20, sections, count));
        return new ExecutableHeader(
                format, Optional.of(new Cli(runtime, (flags & 1) != 0, (flags & 2) != 0, (flags & 0x20000) != 0)));
    }

    private String runtime(long metadata) throws Unclear {
        if (u32(metadata) != 0x424a5342) {
            throw new Unclear("inspect.header.damaged");
        }
        long length = u32(metadata + 12);
        if (length == 0 || length > MAX_VERSION + 1) {
            throw new Unclear("inspect.header.damaged");
        }
        byte[] text = bytes(metadata + 16, (int) length);
        int end = 0;
        while (end < text.length && text[end] > ' ' && text[end] < 0x7f) {
            end++;
        }
        // Real version texts are plain ASCII, and other text would be shown to people.
        if (end == 0 || end == text.length || text[end] != 0) {
            throw new Unclear("inspect.header.damaged");
        }
        return new String(text, 0, end, StandardCharsets.US_ASCII);
    }

    /** The offset in the file of what is loaded at that address. */
    private long offset(long address, int size, long sections, int count) throws Unclear {
        for (int i = 0; i < count; i++) {
            long section = sections + (long) i * SECTION_SIZE;
            long from = u32(section + 12);
            long held = u32(section + 16);
            if (address >= from && address - from + size <= held) {
                return u32(section + 20) + address - from;
            }
        }
        throw new Unclear("inspect.header.damaged");
    }

    private int u16(long offset) throws Unclear {
        byte[] two = bytes(offset, 2);
        return Byte.toUnsignedInt(two[0]) | Byte.toUnsignedInt(two[1]) << 8;
    }

    private long u32(long offset) throws Unclear {
        byte[] four = bytes(offset, 4);
        long number = 0;
        for (int i = 3; i >= 0; i--) {
            number = number << 8 | Byte.toUnsignedInt(four[i]);
        }
        return number;
    }

    private boolean isThere(long offset, int length) throws Unclear {
        try {
            bytes(offset, length);
            return true;
        } catch (Unclear beyond) {
            if (beyond.key.equals("inspect.header.short")) {
                return false;
            }
            throw beyond;
        }
    }

    private byte[] bytes(long offset, int length) throws Unclear {
        for (Window window : windows) {
            long within = offset - window.offset;
            if (within >= 0 && within + length <= window.bytes.length) {
                return Arrays.copyOfRange(window.bytes, (int) within, (int) within + length);
            }
        }
        boolean known = windows.stream()
                .anyMatch(window ->
                        window.bytes.length < WINDOW && offset + length > window.offset + window.bytes.length);
        if (known) {
            throw new Unclear("inspect.header.short");
        }
        if (windows.size() == READS) {
            throw new Unclear("inspect.header.far");
        }
        windows.add(new Window(offset, source.read(offset, WINDOW).orElse(new byte[0])));
        return bytes(offset, length);
    }
}
