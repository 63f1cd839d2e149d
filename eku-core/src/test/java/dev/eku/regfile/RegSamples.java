package dev.eku.regfile;

import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryType;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Names, values and files for the tests of {@code .reg}. */
final class RegSamples {
    /** Names that other programs get wrong (reference/registry-and-service-semantics.md, 2.1). */
    static final List<String> NAMES = List.of(
            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe",
            "eq=in\\name",
            "semi;colon",
            "q\"uote",
            "\\lead",
            "trail\\",
            "\u65e5\u672c\u8a9e\\\u30d1\u30b9",
            "slash/fwd",
            "a]b[c",
            "@",
            "",
            " leading",
            "trailing ",
            "dbl\\\\back",
            "per%cent%",
            "#hash",
            "tab\tinside",
            "ap'os",
            "x".repeat(300),
            "no-such\\0null",
            "comma,name",
            ": colon",
            "**del.x",
            "l".repeat(255),
            "m".repeat(16_383),
            "pair \uD83D\uDE00",
            "ends in \"",
            "\\\\server\\share\\n.exe");

    /** All types, and numbers that are none. */
    static final List<Integer> TYPES = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x7FFF_FFFF, 0xFFFF_FFFE);

    private RegSamples() {}

    /** A value of that type and so many bytes, whatever they are, that an import stores as it is. */
    static RegistryValue value(int type, int size, SplittableRandom random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        if (RegistryType.isText(type) && size > 0) {
            bytes = new byte[size / 2 * 2];
            for (int i = 0; i < bytes.length - 2; i += 2) {
                bytes[i] = (byte) "aZ0%\\\";=,]\t \0\r\n\u00e9".charAt(random.nextInt(16));
            }
        }
        return RegistryValue.of(type, bytes);
    }

    /** A value that is likely, or any. */
    static RegistryValue value(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> RegistryValue.dword(random.nextInt(3));
            case 1 -> RegistryValue.string(NAMES.get(random.nextInt(24)));
            case 2 -> RegistryValue.expandString("%ProgramFiles%\\" + random.nextInt());
            case 3 -> RegistryValue.multiString(List.of("a", "b \\ \"c\"", "\u65e5"));
            default -> value(TYPES.get(random.nextInt(TYPES.size())), random.nextInt(40), random);
        };
    }

    /** A file below a key of the 64-bit or the 32-bit view; no value stands in it twice. */
    static RegFile file(KeyPath top, SplittableRandom random) {
        List<RegEntry> entries = new ArrayList<>();
        Set<String> used = new HashSet<>();
        entries.add(new RegEntry.Comment(0, " imported into the 64-bit view"));
        for (int keys = 1 + random.nextInt(4); keys > 0; keys--) {
            RegistryView view = random.nextInt(3) == 0 ? RegistryView.VIEW_32 : RegistryView.VIEW_64;
            RegKey key = RegKey.of(view, random.nextBoolean() ? top : top.child("k" + random.nextInt(9) + "]x[ y"));
            entries.add(new RegEntry.Key(0, key));
            for (int values = random.nextInt(8); values > 0; values--) {
                String name = random.nextInt(4) == 0
                        ? "v" + random.nextInt(99)
                        : NAMES.get(random.nextInt(random.nextInt(20) == 0 ? NAMES.size() : 24));
                if (!used.add((key + "|" + name).toLowerCase(Locale.ROOT))) {
                    continue;
                }
                entries.add(
                        random.nextInt(8) == 0
                                ? new RegEntry.ValueDeletion(0, key, name)
                                : new RegEntry.Value(0, key, name, value(random)));
            }
        }
        return new RegFile(entries);
    }

    /** UTF-16LE with its mark, unit by unit. */
    static byte[] utf16(String text) {
        byte[] encoded = new byte[2 + 2 * text.length()];
        encoded[0] = (byte) 0xFF;
        encoded[1] = (byte) 0xFE;
        for (int i = 0; i < text.length(); i++) {
            encoded[2 + 2 * i] = (byte) text.charAt(i);
            encoded[3 + 2 * i] = (byte) (text.charAt(i) >> 8);
        }
        return encoded;
    }

    /** The text of a file in UTF-16LE, without its mark. */
    static String text(byte... file) {
        return new String(file, 2, file.length - 2, StandardCharsets.UTF_16LE);
    }
}
