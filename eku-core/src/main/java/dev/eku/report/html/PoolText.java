package dev.eku.report.html;

import dev.eku.text.Words;
import java.util.List;

/** The pools of hosts that share a row. */
final class PoolText {
    private static final int NAMED = 3;

    private PoolText() {}

    /** Their names, or their number if they are many. */
    static String of(Words words, List<String> pools) {
        List<String> each = pools.stream().distinct().toList();
        return each.size() > NAMED ? words.text("html.pools", each.size()) : words.list(each);
    }
}
