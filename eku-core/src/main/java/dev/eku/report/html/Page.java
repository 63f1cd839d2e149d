package dev.eku.report.html;

import dev.eku.text.Words;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every page has. A page is HTML 5 and well-formed XML, to be stored as UTF-8. It loads nothing and runs no
 * script, and its security policy forbids both.
 */
final class Page {
    /** The security policy: a browser may only show the page. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private Page() {}

    /**
     * A whole page.
     *
     * @param version which eku writes it, if that is known
     * @param content writes what stands below the title
     */
    static String of(Words words, Optional<String> version, String title, Consumer<Markup> content) {
        Markup page = new Markup(words);
        page.open("html", "xmlns", Markup.XHTML, "lang", words.text("html.language"));
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.leaf("title", title);
        page.lines("style", Style.SHEET);
        page.close();
        page.open("body").open("main");
        page.leaf("h1", title);
        content.accept(page);
        page.close();
        page.open("footer")
                .leaf(
                        "p",
                        version.map(known -> words.text("html.foot", known))
                                .orElseGet(() -> words.text("html.foot.unknown")));
        page.close().close().close();
        return page.written();
    }

    /** The id of a section of the page, which is about one host or several equal hosts. */
    static String id(int index) {
        return "host-" + (index + 1);
    }
}
