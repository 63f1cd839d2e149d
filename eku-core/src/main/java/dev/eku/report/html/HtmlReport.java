package dev.eku.report.html;

import dev.eku.diagnose.DiagnosedHost;
import dev.eku.text.Words;
import java.util.List;
import java.util.Optional;

/**
 * The diagnosis of a host as a page for a browser, or those of a fleet, the most urgent first, below a table. It is
 * HTML 5 and well-formed XML, to be stored as UTF-8. It loads nothing and runs no script, and its security policy
 * forbids both. Everything that was read from a host or a peer is escaped. If there are more than 50 hosts, equal hosts
 * share a section, so that a browser can open a page of many thousand. Immutable.
 *
 * @param words the words for its texts
 * @param version which eku writes it, if that is known
 * @param hosts in any order; hosts that are equally urgent stay in theirs
 */
public record HtmlReport(Words words, Optional<String> version, List<DiagnosedHost> hosts) {
    public HtmlReport {
        hosts = List.copyOf(hosts);
    }

    /** A page that does not say which version of eku has written it. */
    public HtmlReport(Words words, List<DiagnosedHost> hosts) {
        this(words, Optional.empty(), hosts);
    }

    /** The whole page. */
    public String text() {
        return Page.of(words, version, words.text("html.title"), this::write);
    }

    private void write(Markup page) {
        List<Alike> sections = Alike.of(hosts);
        boolean fleet = hosts.size() != 1;
        if (fleet) {
            new FleetTable(page).write(hosts, sections);
        }
        for (int i = 0; i < sections.size(); i++) {
            new HostSection(page, Page.id(i), fleet).write(sections.get(i));
        }
    }
}
