package dev.eku.report.html;

import dev.eku.diagnose.DiagnosedHost;
import dev.eku.text.Words;
import java.util.List;

/**
 * The diagnosis of a host as a page for a browser, or those of a fleet, the most urgent first, below a table. It is
 * HTML 5 and well-formed XML, to be stored as UTF-8. It loads nothing and runs no script, and its security policy
 * forbids both. Everything that was read from a host or a peer is escaped. If there are more than 50 hosts, equal hosts
 * share a section, so that a browser can open a page of many thousand. Immutable.
 *
 * @param words the words for its texts
 * @param hosts in any order; hosts that are equally urgent stay in theirs
 */
public record HtmlReport(Words words, List<DiagnosedHost> hosts) {
    /** The security policy: a browser may only show the page. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    public HtmlReport {
        hosts = List.copyOf(hosts);
    }

    /** The whole page. */
    public String text() {
        Markup page = new Markup(words);
        page.open("html", "xmlns", Markup.XHTML, "lang", words.text("html.language"));
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.leaf("title", page.words().text("html.title"));
        page.lines("style", Style.SHEET);
        page.close();
        page.open("body").open("main");
        page.leaf("h1", page.words().text("html.title"));
        List<Alike> sections = Alike.of(hosts);
        boolean fleet = hosts.size() != 1;
        if (fleet) {
            new FleetTable(page).write(hosts, sections);
        }
        for (int i = 0; i < sections.size(); i++) {
            new HostSection(page, id(i), fleet).write(sections.get(i));
        }
        page.close().close().close();
        return page.written();
    }

    /** The id of a section of the page, which is about one host or several equal hosts. */
    static String id(int index) {
        return "host-" + (index + 1);
    }
}
