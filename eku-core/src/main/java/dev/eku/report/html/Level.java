package dev.eku.report.html;

import dev.eku.diagnose.Finding.Situation;
import java.util.Locale;

/** How urgent a situation is, with a sign and a word, so that colour is not needed. */
enum Level {
    ACT("\u25B2"),
    TIDY("\u25C6"),
    WELL("\u25CF"),
    UNREAD("?");

    private final String sign;

    Level(String sign) {
        this.sign = sign;
    }

    static Level of(Situation situation) {
        return switch (situation) {
            case WRONG_PROGRAM, MISPLACED, NOT_EXEMPT, OTHER_CAUSE, RESTART_PENDING, EXPIRED -> ACT;
            case NO_LONGER_NEEDED -> TIDY;
            case EFFECTIVE, NOT_AFFECTED -> WELL;
        };
    }

    /** Writes a label with the sign before it. */
    void write(Markup page, String label) {
        page.open("span", "class", style());
        page.leaf(
                "span",
                sign,
                "class",
                "sign",
                "role",
                "img",
                "aria-label",
                page.words().text("html.level." + this));
        page.text(" ").leaf("strong", label).close();
    }

    /** The CSS class of this level. */
    String style() {
        return "level " + name().toLowerCase(Locale.ROOT);
    }
}
