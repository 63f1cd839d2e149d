package dev.eku.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of code of a page: what is between fences, or indented below an empty line. Immutable.
 *
 * @param number the number of its first line
 * @param language what stands behind the first fence; {@link #INDENTED} if there is none
 * @param lines without fences and indentation
 * @param mark the last line of text before the block
 */
record PageBlock(Path page, int number, String language, List<String> lines, String mark) {
    static final String INDENTED = "indented";

    private static final String FENCE = "```";
    private static final String INDENTATION = "    ";

    /** The blocks of a page, in its order. */
    static List<PageBlock> of(Path page) throws IOException {
        List<PageBlock> blocks = new ArrayList<>();
        List<String> all = Files.readAllLines(page);
        String mark = "";
        for (int i = 0; i < all.size(); i++) {
            int first = i;
            List<String> lines = new ArrayList<>();
            if (all.get(i).startsWith(FENCE)) {
                for (i++; !all.get(i).startsWith(FENCE); i++) {
                    lines.add(all.get(i));
                }
                blocks.add(new PageBlock(page, first + 1, all.get(first).substring(FENCE.length()), lines, mark));
                mark = "";
            } else if (all.get(i).startsWith(INDENTATION)
                    && (i == 0 || all.get(i - 1).isEmpty())) {
                for (; i < all.size() && all.get(i).startsWith(INDENTATION); i++) {
                    lines.add(all.get(i).substring(INDENTATION.length()));
                }
                i--;
                blocks.add(new PageBlock(page, first + 1, INDENTED, lines, mark));
                mark = "";
            } else if (!all.get(i).isEmpty()) {
                mark = all.get(i);
            }
        }
        return blocks;
    }

    boolean isIndented() {
        return language.equals(INDENTED);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    @Override
    public String toString() {
        return page.getFileName() + ":" + number;
    }
}
