package dev.eku.report.html;

import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.inspect.DownService;
import java.util.List;
import java.util.Locale;

/** How urgent a situation is, the most urgent first, with a sign and a word, so that colour is not needed. */
enum Level {
    ACT("\u25B2"),
    /** Nothing is lost yet, or no more, but somebody must act before long. */
    SOON("\u25A0"),
    UNREAD("?"),
    TIDY("\u25C6"),
    WELL("\u25CF");

    private final String sign;

    Level(String sign) {
        this.sign = sign;
    }

    static Level of(Situation situation) {
        return switch (situation) {
            case WRONG_PROGRAM, MISPLACED, NOT_EXEMPT, OTHER_CAUSE -> ACT;
            case RESTART_PENDING, EXPIRED -> SOON;
            case NO_LONGER_NEEDED -> TIDY;
            case EFFECTIVE, NOT_AFFECTED -> WELL;
        };
    }

    /** The level of a host. */
    static Level of(DiagnosedHost host) {
        return host.diagnosis()
                .map(diagnosis ->
                        DownService.of(diagnosis.inspected().inspection()).isEmpty()
                                ? of(diagnosis.first().situation())
                                : ACT)
                .orElse(UNREAD);
    }

    /** Writes a label for each service that is down. */
    static void down(Markup page, List<DownService> services) {
        for (DownService down : services) {
            ACT.write(page, page.words().text("html.down", down.service()));
            page.text(" ");
        }
    }

    /** Whether somebody has to do something about the host. */
    boolean needsAction() {
        return this == ACT || this == SOON || this == UNREAD;
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
