package dev.eku.report.html;

import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.diagnose.events.Symptoms;
import dev.eku.host.event.LoggedEvent;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.report.html.TimeAxis.Tick;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When connections were made and lost, with a lane for each peer. Hollow bars upwards are connections made, and full
 * bars downwards are connections lost. Events that are closer than the width of a bar share a bar, which is longer if
 * there are more. Not thread-safe.
 */
final class Timeline {
    private static final int WIDTH = 760;
    private static final int LEFT = 76;
    private static final int RIGHT = 716;
    private static final int BIN = 4;
    private static final int TALLEST = 20;
    private static final int SHORTEST = 4;
    private static final int TOP = 26;
    private static final int LANE = 78;
    private static final int BASE = 46;
    private static final int BOTTOM = 42;

    private final Markup page;
    private final String id;
    private final List<ServiceFacts> services;
    private final Symptoms symptoms;
    private final TimeAxis axis;

    Timeline(Markup page, String id, Diagnosis diagnosis) {
        this.page = page;
        this.id = id;
        this.symptoms = diagnosis.symptoms();
        this.services = diagnosis.inspected().inspection().applications().stream()
                .flatMap(application -> application.service().stream())
                .toList();
        this.axis = new TimeAxis(symptoms.from(), symptoms.to(), LEFT, RIGHT);
    }

    void write() {
        int bottom = TOP + LANE * symptoms.peers().size();
        Svg.open(page, id, WIDTH, bottom + BOTTOM, page.words().text("html.timeline"), description());
        axis(bottom);
        for (int i = 0; i < symptoms.peers().size(); i++) {
            lane(symptoms.peers().get(i), TOP + LANE * i);
        }
        services.forEach(service -> service.status().processStarted().ifPresent(at -> start(service, at, bottom)));
        page.close();
    }

    private void axis(int bottom) {
        StringBuilder grid = new StringBuilder();
        for (Tick tick : axis.ticks()) {
            grid.append('M')
                    .append(tick.x())
                    .append(' ')
                    .append(TOP)
                    .append('V')
                    .append(bottom + 4);
            Svg.centered(page, tick.newDay() ? "head" : "asked", tick.x(), bottom + 18, tick.label());
        }
        page.empty("path", "class", "grid", "d", grid.toString());
        Svg.text(page, "asked", LEFT, bottom + 35, page.words().text("html.from", TimeAxis.day(symptoms.from())));
        Svg.text(page, "asked ending", RIGHT, bottom + 35, page.words().text("html.to", TimeAxis.day(symptoms.to())));
    }

    private void lane(PeerSymptom peer, int top) {
        int base = top + BASE;
        int[] connected = new int[(RIGHT - LEFT) / BIN + 1];
        int[] lost = new int[connected.length];
        for (LoggedEvent event : peer.events()) {
            int[] bins = event.id() == peer.pair().connected() ? connected : lost;
            bins[(axis.x(event.at()) - LEFT) / BIN]++;
        }
        int most = 1;
        for (int i = 0; i < connected.length; i++) {
            most = Math.max(most, Math.max(connected[i], lost[i]));
        }
        Svg.text(
                page,
                "head",
                LEFT,
                top + 18,
                page.words()
                        .text(
                                peer.isFlapping() ? "html.lane.sick" : "html.lane",
                                EventsPart.name(page.words(), peer),
                                peer.alternations()));
        Svg.text(page, "asked ending", LEFT - 6, base - 6, page.words().text("html.connected"));
        Svg.text(page, "asked ending", LEFT - 6, base + 16, page.words().text("html.lost"));
        page.empty("path", "class", "base", "d", "M" + LEFT + " " + base + "H" + RIGHT);
        page.empty("path", "class", "connected", "d", bars(connected, most, base - 1, "-"));
        page.empty("path", "class", "lost", "d", bars(lost, most, base + 1, ""));
    }

    private static String bars(int[] bins, int most, int base, String sign) {
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < bins.length; i++) {
            if (bins[i] > 0) {
                int height = Math.max(SHORTEST, TALLEST * bins[i] / most);
                bars.append('M').append(LEFT + i * BIN).append(' ').append(base);
                bars.append('v').append(sign).append(height).append("h").append(BIN - 1);
                bars.append('V').append(base).append('z');
            }
        }
        return bars.toString();
    }

    private void start(ServiceFacts service, Instant at, int bottom) {
        if (at.isBefore(symptoms.from()) || at.isAfter(symptoms.to())) {
            return;
        }
        int x = axis.x(at);
        page.empty("path", "class", "start", "d", "M" + x + " " + (TOP - 6) + "V" + bottom);
        String text = page.words().text("html.started", service.config().name(), TimeAxis.time(at, false));
        boolean rightHalf = x > (LEFT + RIGHT) / 2;
        Svg.text(page, rightHalf ? "asked ending" : "asked", x, TOP - 10, text);
    }

    private String description() {
        return symptoms.peers().stream()
                .map(peer -> page.words()
                        .text(
                                "html.timeline.peer",
                                EventsPart.name(page.words(), peer),
                                peer.connected(),
                                peer.lost(),
                                peer.alternations()))
                .collect(Collectors.joining(" "));
    }
}
