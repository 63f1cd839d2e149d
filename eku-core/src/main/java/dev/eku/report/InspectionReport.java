package dev.eku.report;

import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspection.HostFacts;
import dev.eku.inspect.SettingKey;
import dev.eku.inspect.SettingKey.Details;
import dev.eku.product.InstallPath;
import dev.eku.product.Product;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found on a host. */
final class InspectionReport {
    private InspectionReport() {}

    static Report of(Words words, Inspection inspection) {
        inspection.requireForAReport();
        TextBuilder body = new TextBuilder(words);
        host(body, inspection);
        inspection.applications().forEach(application -> application(body, inspection, application));
        body.gap().line(0, "report.keys-of", inspection.exemption().setting());
        inspection.keys().forEach(key -> key(body, key));
        body.gap()
                .line(
                        0,
                        "report.journal",
                        TextBuilder.count(
                                "report.records", inspection.journal().records().size()));
        inspection.journal().open().ifPresent(open -> body.line(1, "report.journal.open", open.id(), open.wayOut()));
        inspection.journal().unreadable().forEach(line -> body.line(1, "report.item", line));
        body.line(0, LockReport.message(ReportedHost.of(inspection), inspection.lock()));
        return body.report("inspection", Optional.of(ReportedHost.of(inspection)), InspectionJson.of(inspection));
    }

    private static void host(TextBuilder body, Inspection inspection) {
        HostFacts host = inspection.host();
        body.line(0, "report.inspection", host.computer(), host.ref(), host.takenAt());
        body.line(
                1, "report.host.product", product(inspection), TextBuilder.shown(host.productVersion(), "report.none"));
        body.line(
                1,
                "report.host.net",
                TextBuilder.shown(host.netRelease(), "report.none"),
                TextBuilder.shown(host.net35Version(), "report.none"));
        body.line(1, host.cmdlets() ? "report.host.cmdlets" : "report.host.no-cmdlets");
    }

    private static Object product(Inspection inspection) {
        return inspection.products().isEmpty()
                ? none()
                : inspection.products().stream().map(Product::title).collect(Collectors.joining(" / "));
    }

    private static void application(TextBuilder body, Inspection inspection, ApplicationFacts facts) {
        boolean sure = facts.program().conflicts().isEmpty();
        body.gap()
                .line(
                        0,
                        sure ? "report.application" : "report.application.contradicted",
                        facts.application().id(),
                        facts.application().clr().keyName(),
                        facts.application().bitness().view());
        body.line(1, "report.application.path", TextBuilder.shown(facts.path().map(InstallPath::path), "report.none"));
        if (facts.path().isEmpty()) {
            facts.looked().forEach(place -> body.line(2, "report.item", place));
        }
        facts.path().ifPresent(path -> body.line(1, "report.application.source", path.source()));
        ProgramReport.lines(body, 1, facts.program());
        facts.service().ifPresent(service -> service(body, service));
        // If the evidence is contradictory, the value that the process reads is not known.
        Optional<RegistryTarget> reads =
                facts.target(inspection.exemption().setting()).filter(target -> sure);
        reads.ifPresent(target -> {
            Optional<RegistryValue> value =
                    inspection.key(target.view(), facts.application().clr()).value(target.valueName());
            target(body, target, value);
        });
        if (!inspection.isWritable(facts)) {
            body.line(1, "report.read-only");
        }
    }

    private static void service(TextBuilder body, ServiceFacts service) {
        body.line(
                1,
                "report.service",
                service.config().name(),
                service.status().state(),
                service.config().startType());
        service.status()
                .processStarted()
                .ifPresent(at -> body.line(
                        2,
                        "report.service.process",
                        service.status().processId().isPresent()
                                ? service.status().processId().getAsLong()
                                : none(),
                        at));
        service.dependents()
                .forEach(dependent -> body.line(2, "report.service.dependent", dependent.name(), dependent.state()));
        if (!service.controllable()) {
            body.line(2, "report.service.uncontrollable");
        }
    }

    private static void target(TextBuilder body, RegistryTarget target, Optional<RegistryValue> value) {
        body.line(1, "report.reads");
        body.line(2, "report.in-key", target.key());
        ActionText.view(body, 2, target.view());
        body.line(2, "report.value", target.valueName());
        body.line(2, "report.holds", TextBuilder.shown(value, "action.absent"));
    }

    private static void key(TextBuilder body, SettingKey key) {
        String place = key.view() == RegistryView.ONLY ? "report.key-in-only" : "report.key-in";
        body.line(1, place, key.view(), key.clr().keyName(), Message.of(presence(key)));
        for (NamedValue value : key.contents().map(held -> held.values()).orElse(List.of())) {
            body.line(2, "report.value", value.name());
            body.line(3, "report.holds", value.value());
        }
        key.details().flatMap(Details::global).ifPresent(value -> body.line(2, "report.global", value));
    }

    private static String presence(SettingKey key) {
        if (!key.readable()) {
            return "report.key-unreadable";
        }
        return key.contents().isPresent() ? "action.key-created" : "action.absent";
    }

    private static Message none() {
        return Message.of("report.none");
    }
}
