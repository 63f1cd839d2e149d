package dev.eku.report.html;

import static dev.eku.report.html.Dom.elements;
import static dev.eku.report.html.Dom.parse;
import static dev.eku.report.html.Dom.rows;
import static dev.eku.report.html.Dom.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.FleetPlan.Entry;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.host.HostRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Pages of ten thousand hosts: those of which the same is to be said share a row, so that a browser can open them. */
final class LargeRolloutTest {
    private static final int MANY = 10_000;
    private static final int IN_A_POOL = 8;

    private static FleetHost member(int number) {
        return new FleetHost(
                HostRef.parse("memory:" + name(number)),
                String.format(Locale.ROOT, "pool%04d.contoso.com", number / IN_A_POOL));
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "fe%05d", number);
    }

    /** Every kind of row again and again, each of a host of its own. */
    private static RolloutResult result() {
        RolloutResult some = Rollouts.mixed().rollOut();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Row row = some.rows().get(i % some.rows().size());
            rows.add(new Row(
                    member(i),
                    row.computer().map(any -> "FE"),
                    row.simulated(),
                    row.state(),
                    row.reached(),
                    row.restarted(),
                    row.undoable(),
                    row.verdict(),
                    row.down(),
                    row.outages(),
                    row.took(),
                    row.traffic(),
                    row.failure()));
        }
        return new RolloutResult(rows, some.end(), some.events(), some.unchecked(), some.startedAt(), some.elapsed());
    }

    private static void store(String name, String page) throws Exception {
        Files.writeString(
                Files.createDirectories(Path.of("target", "html-report")).resolve(name), page, StandardCharsets.UTF_8);
        int size = page.getBytes(StandardCharsets.UTF_8).length;
        System.out.println("LargeRolloutTest: " + name + ", " + size / MANY + " bytes a host");
        assertThat(size).isLessThan(10_000_000);
    }

    @Test
    void pageOfARolloutIsUnderTenMegabytesAndNamesEachHost() throws Exception {
        String written = Rollouts.page(result());
        store("large-rollout.html", written);

        Document page = parse(written);
        Dom.requireReferencesWithTargets(page);
        assertThat(rows(elements(page, "table").get(0))).as("kinds of rows").hasSizeLessThan(10);
        for (int i = 0; i < MANY; i++) {
            assertThat(written.contains("memory:" + name(i))).as(name(i)).isTrue();
        }
        assertThat(text(page.getDocumentElement()))
                .contains("6250 of 10000 hosts need action", "The page is shortened", "1250 pools");
    }

    /** A lane for each pool, of which only the first are drawn; the table has all. */
    @Test
    void restartsOfManyHostsAreToldByPools() throws Exception {
        Document page = parse(Rollouts.page(result()));
        Element figure = elements(page, "svg").get(0);
        List<String> pools = rows(elements(page, "table").get(1));

        assertThat(pools)
                .hasSize(MANY / IN_A_POOL + 1)
                .startsWith(
                        "Pool | Hosts restarted | First stopped | Last running again | Longest time without a service | Hosts"
                                + " still stopped",
                        "pool0000.contoso.com | 2 | 2017-06-10 03:00:01 | 2017-06-10 03:00:08 | not known | 1");
        assertThat(Dom.texts(figure))
                .contains("pool0000.contoso.com: 3 hosts; longest time without a service: not known");
        assertThat(text(page.getDocumentElement())).contains("The first 50 of 1250 are drawn; all are in the table.");
    }

    /** What is each host's own is told in its line. */
    @Test
    void reasonsOfManyFailuresAreEachToldInTheirLines() throws Exception {
        List<VerifiedHost> hosts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String ref = "\\\\" + name(i) + ".contoso.com";
            hosts.add(new VerifiedHost(
                    ref,
                    Optional.empty(),
                    Optional.of(new Win32Exception(Win32Error.BAD_NETPATH, "RegConnectRegistry", ref))));
        }
        String written = Rollouts.page(hosts);
        store("large-verification.html", written);

        for (int i = 1; i < MANY; i++) {
            assertThat(written.contains("RegConnectRegistry failed on \\\\" + name(i) + ".contoso.com"))
                    .as(name(i))
                    .isTrue();
        }
    }

    @Test
    void pageOfAPlanIsUnderTenMegabytes() throws Exception {
        FleetPlan some = Rollouts.mixed().plan();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Entry entry = some.entries().get(i % some.entries().size());
            entries.add(new Entry(member(i), entry.result(), entry.took()));
        }
        String written = Rollouts.page(new FleetPlan(entries, some.options()));
        store("large-plan.html", written);

        for (int i = 0; i < MANY; i++) {
            assertThat(written.contains("memory:" + name(i))).as(name(i)).isTrue();
        }
    }
}
