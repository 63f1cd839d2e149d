package dev.eku.command;

import dev.eku.Eku;
import dev.eku.EkuVersion;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.Defaults;
import dev.eku.command.input.DurationParameter;
import dev.eku.command.input.PeerList;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.command.run.FailOn;
import dev.eku.command.run.GivenExport;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.host.Host;
import dev.eku.host.event.EventExport;
import dev.eku.host.event.EventLog;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.report.html.HtmlReport;
import dev.eku.text.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Shows what is wrong with each host and why, also as a page. Changes nothing. */
final class DiagnoseCommand extends ReadOnlyCommand {
    private static final DurationParameter WINDOW =
            new DurationParameter(Option.WINDOW, Defaults.WINDOW, Duration.ofDays(31));

    private final Map<String, Diagnosis> diagnoses = new ConcurrentHashMap<>();

    DiagnoseCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Exemption exemption = wanted().orElse(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS));
        FailOn limit = FailOn.PARAMETER.of(given());
        Duration back = WINDOW.of(given());
        Optional<String> exported = given().text(Option.EVENTS);
        requireOneHost(Option.EVENTS, hosts);
        if (exported.isPresent() && WINDOW.optional(given()).isPresent()) {
            throw BadParameter.of("input.window-events", name(Option.WINDOW), name(Option.EVENTS));
        }
        Optional<EventLog> export = exported.map(name -> export(output, name));
        PeerList peers = PeerList.of(given());
        List<PeerAnswer> answers = session().certificates().at(peers, session().filePassword(), output);
        output.page(sections -> Optional.of(
                new HtmlReport(output.reports().words(), EkuVersion.running(), diagnosed(sections)).text()));
        return (host, section) -> {
            Instant since = Instant.now();
            Diagnosis diagnosis = diagnose(host, exemption, answers, back, export);
            diagnoses.put(section.host(), diagnosis);
            section.conclude(section.reports().of(diagnosis));
            sayClock(host, diagnosis.inspected().inspection(), since, section);
            limit.check(diagnosis);
        };
    }

    @Override
    void tell(RunOutput output, List<Runnable> visits) {
        output.tellTogether(visits, concurrency(), sections -> output.reports().ofFleet(diagnosed(sections)));
    }

    private List<DiagnosedHost> diagnosed(List<HostSection> sections) {
        return sections.stream()
                .map(section -> new DiagnosedHost(
                        section.host(), Optional.ofNullable(diagnoses.get(section.host())), section.failure()))
                .toList();
    }

    private static Diagnosis diagnose(
            Host host, Exemption exemption, List<PeerAnswer> answers, Duration back, Optional<EventLog> export) {
        Eku eku = Eku.on(host);
        return export.isPresent()
                ? eku.diagnose(exemption, answers, export.get())
                : eku.diagnose(exemption, answers, back);
    }

    /** The diagnosis notes an export that cannot be read; it also fails the run. */
    private EventLog export(RunOutput output, String name) {
        return new GivenExport(EventExport.of(output.files().input(name(Option.EVENTS), name)), output::failed);
    }
}
