package dev.eku.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page of many hosts: those of which the same is to be said share a section, so that a browser can open it. */
final class LargeFleetTest {
    private static final int MANY = 10_000;
    private static final int DIAGNOSED = 200;
    private static final List<PeerAnswer> PEERS =
            List.of(Fleet.flapping().diagnosis().orElseThrow().peers().get(0).answer());

    private enum Kind {
        SICK,
        MISPLACED,
        DOWN,
        UNREAD,
        WELL
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "FE%05d", number);
    }

    /** Hosts of a kind, each with a name, a clock and events of its own. */
    private static DiagnosedHost host(Kind kind, int number) {
        Instant now = Fleet.NOW.plusSeconds(number * 7L);
        MemoryHostBuilder builder = switch (kind) {
            case SICK ->
                FrontEnd.frontEnd()
                        .at(now)
                        .log(
                                "Lync Server",
                                Fleet.storm("edge.contoso.com", now.minus(Duration.ofHours(9)), 60 + number % 50)
                                        .toArray(LoggedEvent[]::new));
            case MISPLACED -> FrontEnd.frontEnd().at(now).value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("0"));
            case DOWN -> FrontEnd.exempted().at(now).state(FrontEnd.MCU, ServiceState.STOPPED);
            case WELL, UNREAD -> FrontEnd.exempted().at(now);
        };
        if (kind == Kind.UNREAD) {
            String ref = "\\\\" + name(number);
            return DiagnosedHost.failed(ref, new Win32Exception(Win32Error.BAD_NETPATH, "RegConnectRegistry", ref));
        }
        MemoryHost host = builder.named(name(number)).build();
        return Fleet.diagnosed(host, PEERS.toArray(PeerAnswer[]::new));
    }

    private static List<DiagnosedHost> hosts(int count, Kind... kinds) {
        List<DiagnosedHost> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(host(kinds[i % kinds.length], i));
        }
        return hosts;
    }

    private static int size(String page) {
        return page.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long sections(String page) {
        return page.split("class=\"host\"", -1).length - 1L;
    }

    @Test
    void pageOfTenThousandFlappingAndHealthyHostsIsUnderTenMegabytes() throws Exception {
        // To diagnose each again would take minutes; a host that comes again has a row of its own, as long as any.
        List<DiagnosedHost> some = hosts(DIAGNOSED, Kind.values());
        List<DiagnosedHost> hosts = new ArrayList<>();
        for (int i = 0; i < MANY / DIAGNOSED; i++) {
            hosts.addAll(some);
        }
        String page = Fleet.page(hosts);
        Path kept = Files.createDirectories(Path.of("target", "html-report")).resolve("large.html");
        Files.writeString(kept, page, StandardCharsets.UTF_8);

        System.out.println("LargeFleetTest: " + size(page) / MANY + " bytes a host, " + sections(page) + " sections");
        assertThat(size(page)).isLessThan(10_000_000);
        assertThat(sections(page)).isEqualTo(Kind.values().length);
        for (int i = 0; i < DIAGNOSED; i++) {
            int rows = page.split("<strong>(\\\\\\\\)?" + name(i) + "</strong>", -1).length - 1;
            assertThat(rows).as(name(i)).isEqualTo(i < Kind.values().length ? MANY / DIAGNOSED - 1 : MANY / DIAGNOSED);
        }
    }

    @Test
    void hostsThatAreWellTakeARowEach() {
        int few = size(Fleet.page(hosts(100, Kind.WELL)));
        int more = size(Fleet.page(hosts(600, Kind.WELL)));

        assertThat((more - few) / 500).isLessThan(150);
    }

    /** What to do names the host, and what was seen is each one's own. */
    @Test
    void whatAHostNeedsDoneStandsInItsRow() {
        String page = Fleet.page(hosts(60, Kind.SICK, Kind.DOWN, Kind.UNREAD));

        for (int i = 3; i < 60; i++) {
            String name = name(i);
            String row = page.substring(page.indexOf("<strong>" + (i % 3 == 2 ? "\\\\" : "") + name + "</strong>"));
            row = row.substring(0, row.indexOf("</li>"));
            switch (i % 3) {
                case 0 ->
                    assertThat(row)
                            .contains("hosts=memory:" + name)
                            .contains("edge.contoso.com:8057: " + (60 + i % 50) + " connected, " + (60 + i % 50)
                                    + " lost");
                case 1 -> assertThat(row).contains("SERVICE DOWN: service RTCDATAMCU on " + name);
                default -> assertThat(row).contains("\\\\" + name);
            }
        }
        assertThat(page).contains("The page is shortened", "60 of 60 hosts need action");
    }

    /** Their words are nearly the same, and one of the values is another. */
    @Test
    void hostsOfOtherValuesShareNoSection() {
        List<DiagnosedHost> hosts = new ArrayList<>(hosts(60, Kind.WELL));
        hosts.add(Fleet.diagnosed(FrontEnd.exempted()
                .named("ODD")
                .value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.of(4, new byte[] {0, 0}))
                .build()));

        assertThat(sections(Fleet.page(hosts))).isGreaterThanOrEqualTo(2);
    }

    @Test
    void fiftyHostsAreEachToldOfInFull() {
        assertThat(sections(Fleet.page(hosts(50, Kind.WELL)))).isEqualTo(50);
        assertThat(Fleet.page(hosts(50, Kind.WELL))).doesNotContain("The page is shortened");
    }
}
