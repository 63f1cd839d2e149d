package dev.eku.report.html;

import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.events.PeerName;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.diagnose.events.Symptoms;
import dev.eku.text.Words;

/** What the event log says about the connections to the peers, as a plot and in numbers. Not thread-safe. */
final class EventsPart {
    private final Markup page;
    private final String id;

    EventsPart(Markup page, String id) {
        this.page = page;
        this.id = id;
    }

    void write(Diagnosis diagnosis) {
        Symptoms symptoms = diagnosis.symptoms();
        page.leaf("h3", page.words().text("html.events"));
        page.leaf("p", page.words().text("report.diagnosis.events", symptoms.from(), symptoms.to()));
        if (symptoms.problem().isPresent()) {
            page.leaf(
                    "p",
                    page.words()
                            .text(
                                    "report.diagnosis.not-checked",
                                    symptoms.problem().get()));
        } else if (symptoms.peers().isEmpty()) {
            page.leaf("p", page.words().text("report.diagnosis.no-events"));
        } else {
            page.open(
                    "figure",
                    "class",
                    "scroll",
                    "tabindex",
                    "0",
                    "aria-label",
                    page.words().text("html.timeline"));
            new Timeline(page, id, diagnosis).write();
            page.leaf("figcaption", page.words().text("html.timeline.caption"));
            page.close();
            numbers(symptoms);
        }
        gaps(symptoms);
    }

    private void gaps(Symptoms symptoms) {
        symptoms.gaps().forEach(gap -> page.leaf("p", page.words().text(gap.message())));
    }

    private void numbers(Symptoms symptoms) {
        Table table = new Table(page, "peer", "events", "connected", "lost", "alternations", "busiest", "judgement");
        table.open(page.words().text("html.events.caption"));
        for (PeerSymptom peer : symptoms.peers()) {
            table.row();
            table.named(name(page.words(), peer));
            table.text(page.words().text("html.pair", peer.pair().connected(), peer.lossEvents()));
            table.text(String.valueOf(peer.connected()));
            table.text(String.valueOf(peer.lost()));
            table.text(String.valueOf(peer.alternations()));
            table.text(String.valueOf(peer.busiestHour()));
            table.cell();
            (peer.isFlapping() ? Level.ACT : Level.WELL)
                    .write(page, page.words().text(peer.isFlapping() ? "html.sick" : "html.not-sick"));
            table.end();
            table.end();
        }
        table.close();
    }

    /** The peer as its events name it. */
    static String name(Words words, PeerSymptom peer) {
        return peer.name().map(PeerName::toString).orElseGet(() -> words.text("report.diagnosis.unnamed"));
    }
}
