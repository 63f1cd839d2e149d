package dev.eku.regfile;

import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryType;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Files with the mistakes that people and programs make, for a comparison with {@code reg.exe}. */
final class SpoiledReg {
    private static final List<String> WORDS = List.of(
            "\\",
            "\"",
            "[",
            "]",
            ";",
            "#",
            "=",
            "-",
            ",",
            " ",
            "\t",
            "\r\n",
            "\n",
            "\r",
            "@",
            "g",
            "0",
            "00,",
            "\\0",
            "\\n",
            "hex:",
            "hex(2):",
            "hex(7):41,\\",
            "hex(x",
            "hex(fffffffff):",
            "hex():",
            "dword:",
            "0x",
            "+",
            "DWORD:",
            "dword:;1",
            "\u00a0",
            "\u00e9",
            "\r\n;c\r\n",
            ",\\\r\n",
            "\\\r\n",
            " ;]",
            "[-",
            "REGEDIT",
            "\r\n\r\n",
            "-1",
            "\"x\"=\"y\"\r\n",
            "\"z\"=-\r\n",
            "[HKEY_LOCAL_MACHINE\\SOFTWARE\\eku tests\\reg\\n]\r\n",
            "[HKEY_LOCAL_MACHINE\\Software\\\\eku tests\\\\r\\]\r\n",
            "[-HKEY_LOCAL_MACHINE\\SOFTWARE\\eku tests\\reg]\r\n",
            "[HKLM\\SOFTWARE\\eku tests\\s]\r\n",
            "[HKEY_LOCAL\\x]\r\n",
            "[HKEY_CURRENT_USER\\eku]\r\n",
            "[ HKEY_LOCAL_MACHINE\\SOFTWARE\\eku tests\\t]\r\n");
    /** What Wine 8.0 does then depends on bytes that it never set, or is told apart by other tests. */
    private static final Set<String> UNDEFINED = Set.of("regfile.hex.odd", "regfile.key.long", "regfile.name.long");

    private SpoiledReg() {}

    /** A file with so many mistakes, in UTF-16 or in the code page. */
    static byte[] file(KeyPath top, SplittableRandom random, int mistakes, Charset codePage) {
        RegFile good = RegSamples.file(top, random);
        String text = RegSamples.text(good.toBytes());
        for (int i = 0; i < mistakes; i++) {
            int at = random.nextInt(random.nextInt(3) == 0 ? 300 : text.length() + 1);
            int to = Math.min(text.length(), at + (random.nextInt(3) == 0 ? random.nextInt(60) : random.nextInt(2)));
            at = Math.min(at, text.length());
            String word = WORDS.get(random.nextInt(WORDS.size()));
            text = switch (random.nextInt(6)) {
                case 0 -> text.substring(0, at) + text.substring(to);
                case 1 -> text.substring(0, to) + text.substring(at);
                case 2 -> random.nextInt(5) == 0 ? text.substring(0, at) : text;
                default -> text.substring(0, at) + word + text.substring(to);
            };
        }
        return random.nextInt(4) == 0 ? text.getBytes(codePage) : RegSamples.utf16(text);
    }

    /**
     * Whether its bytes have no character in the code page. Java reads U+FFFD for them, and Wine another one, in code
     * page 932 the dot of Katakana.
     */
    private static boolean holdsNoCharacter(RegEntry.Value value) {
        byte[] bytes = value.value().bytes();
        for (int at = 0; at + 1 < bytes.length; at += 2) {
            if (bytes[at] == (byte) 0xFD && bytes[at + 1] == (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code reg.exe} has one answer, and the file touches nothing but the keys of the tests. */
    static boolean isDefined(List<RegEntry> entries, List<RegFault> faults) {
        for (RegFault fault : faults) {
            if (UNDEFINED.contains(fault.reason().key())) {
                return false;
            }
        }
        for (RegEntry entry : entries) {
            if (entry instanceof RegEntry.Value value
                    && RegistryType.isText(value.value().type())
                    && (value.value().size() == 0 || value.value().size() % 2 != 0)) {
                return false;
            }
            if (entry instanceof RegEntry.Value value && holdsNoCharacter(value)) {
                return false;
            }
            if (!(entry instanceof RegEntry.Comment) && key(entry).root() == RegRoot.LOCAL_MACHINE) {
                String path =
                        NameFolding.fold(String.join("\\", key(entry).names())).toLowerCase(Locale.ROOT);
                if (!path.startsWith("software\\eku tests") && !path.startsWith("software\\wow6432node\\eku tests")) {
                    return false;
                }
            } else if (entry instanceof RegEntry.KeyDeletion) {
                return false;
            }
        }
        return true;
    }

    static RegKey key(RegEntry entry) {
        if (entry instanceof RegEntry.Key key) {
            return key.key();
        } else if (entry instanceof RegEntry.Value value) {
            return value.key();
        } else if (entry instanceof RegEntry.ValueDeletion deletion) {
            return deletion.key();
        }
        return ((RegEntry.KeyDeletion) entry).key();
    }
}
