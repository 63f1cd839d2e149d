package dev.eku.contract;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Names of values on which tools break; ours are paths, the first of them. */
public final class ValueNames {
    /** As the product's service has it. */
    static final String DATA_MCU =
            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";

    private ValueNames() {}

    /** The matrix: all can be set, read, listed and deleted, each by itself and all beside each other. */
    public static List<Named<String>> list() {
        return List.of(
                Named.of("a path", DATA_MCU),
                Named.of("an equals sign and a backslash", "eq=in\\name"),
                Named.of("a semicolon", "semi;colon"),
                Named.of("a quote", "q\"uote"),
                Named.of("a leading backslash", "\\lead"),
                Named.of("a trailing backslash", "trail\\"),
                Named.of("Japanese", "\u65e5\u672c\u8a9e\\\u30d1\u30b9"),
                Named.of("a slash", "slash/fwd"),
                Named.of("brackets", "a]b[c"),
                Named.of("an at sign", "@"),
                Named.of("the default value", ""),
                Named.of("a leading blank", " blank"),
                Named.of("a trailing blank", "blank "),
                Named.of("two backslashes", "dbl\\\\back"),
                Named.of("per cent signs", "per%cent%"),
                Named.of("a hash", "#hash"),
                Named.of("a tab", "tab\tinside"),
                Named.of("an apostrophe", "ap'os"),
                Named.of("300 characters", "x".repeat(300)),
                Named.of("a backslash and a zero", "no-such\\0null"),
                Named.of("a comma", "comma,name"),
                Named.of("a colon", ": colon"),
                Named.of("a group policy command", "**del.x"),
                //  beyond the 23 that were measured
                Named.of("the word the editor shows for the default value", "(Default)"),
                Named.of("255 characters", "y".repeat(255)),
                Named.of("256 characters", "z".repeat(256)),
                Named.of("a surrogate pair", "\ud83d\ude00\\\ud842\udfb7.exe"),
                Named.of("a quote at the end", "ends with\""),
                Named.of("16383 characters", "n".repeat(16_383)));
    }

    static Stream<Named<String>> all() {
        return list().stream();
    }
}
