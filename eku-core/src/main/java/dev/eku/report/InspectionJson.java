package dev.eku.report;

import dev.eku.action.StoredMessage;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspection.HostFacts;
import dev.eku.inspect.SettingKey;
import dev.eku.inspect.SettingKey.Details;
import dev.eku.journal.JournalRecord;
import dev.eku.product.ExemptionJson;
import dev.eku.product.Product;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.ValueJson;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An inspection as JSON. */
final class InspectionJson {
    private InspectionJson() {}

    static Map<String, Object> of(Inspection inspection) {
        Map<String, Object> json = host(inspection.host());
        json.put("exemption", ExemptionJson.write(inspection.exemption()));
        json.put("products", inspection.products().stream().map(Product::id).toList());
        inspection.product().ifPresent(product -> json.put("product", product.id()));
        json.put(
                "applications",
                inspection.applications().stream()
                        .map(facts -> application(inspection, facts))
                        .toList());
        json.put("keys", inspection.keys().stream().map(InspectionJson::key).toList());
        Map<String, Object> journal = new LinkedHashMap<>();
        journal.put("records", inspection.journal().records().size());
        inspection.journal().open().map(JournalRecord::id).ifPresent(id -> journal.put("open", id));
        journal.put(
                "unreadable",
                inspection.journal().unreadable().stream()
                        .map(Words.ENGLISH::text)
                        .toList());
        json.put("journal", journal);
        json.put("lock", LockReport.json(inspection.lock()));
        return json;
    }

    private static Map<String, Object> host(HostFacts host) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("takenAt", host.takenAt().toString());
        host.productVersion().ifPresent(version -> json.put("productVersion", version));
        host.netRelease().ifPresent(release -> json.put("netRelease", release));
        host.net35Version().ifPresent(version -> json.put("net35Version", version));
        json.put("cmdlets", host.cmdlets());
        return json;
    }

    private static Map<String, Object> application(Inspection inspection, ApplicationFacts facts) {
        Map<String, Object> json = ExemptionJson.write(facts.application());
        facts.path().ifPresent(path -> {
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("path", path.path());
            found.put("provenance", path.provenance().name());
            found.put("source", Words.ENGLISH.text(path.source()));
            found.put("told", StoredMessage.write(path.source()));
            json.put("executable", found);
        });
        json.put("program", ProgramReport.json(facts.program()));
        json.put("looked", facts.looked().stream().map(Words.ENGLISH::text).toList());
        json.put("writable", inspection.isWritable(facts));
        facts.service().ifPresent(service -> json.put("serviceFacts", service(service)));
        // If the evidence is contradictory, the value that the process reads is not known.
        Optional<RegistryTarget> known = facts.target(inspection.exemption().setting())
                .filter(target -> facts.program().conflicts().isEmpty());
        known.ifPresent(target -> {
            Map<String, Object> reads = new LinkedHashMap<>();
            reads.put("view", target.view().name());
            reads.put("key", target.key().toString());
            reads.put("valueName", target.valueName());
            inspection
                    .key(target.view(), facts.application().clr())
                    .value(target.valueName())
                    .ifPresent(value -> reads.put("value", ValueJson.write(value)));
            json.put("reads", reads);
        });
        return json;
    }

    private static Map<String, Object> service(ServiceFacts service) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", service.config().name().toString());
        json.put("displayName", service.config().displayName());
        json.put("imagePath", service.config().imagePath());
        json.put("startType", service.config().startType().name());
        json.put("state", service.status().state().name());
        service.status().processId().ifPresent(id -> json.put("processId", id));
        service.status().processStarted().ifPresent(at -> json.put("processStarted", at.toString()));
        json.put("controllable", service.controllable());
        json.put(
                "dependents",
                service.dependents().stream()
                        .map(dependent -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("name", dependent.name().toString());
                            one.put("state", dependent.state().name());
                            return one;
                        })
                        .toList());
        return json;
    }

    private static Map<String, Object> key(SettingKey key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("view", key.view().name());
        json.put("clr", key.clr().name());
        json.put("key", key.key().toString());
        if (!key.readable()) {
            json.put("readable", false);
            return json;
        }
        json.put("present", key.contents().isPresent());
        key.contents().flatMap(KeyContents::lastWritten).ifPresent(at -> json.put("lastWritten", at.toString()));
        List<NamedValue> values = key.contents().map(KeyContents::values).orElse(List.of());
        json.put("values", values.stream().map(InspectionJson::value).toList());
        key.details().flatMap(Details::global).ifPresent(value -> json.put("global", ValueJson.write(value)));
        return json;
    }

    private static Map<String, Object> value(NamedValue value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("valueName", value.name());
        json.put("value", ValueJson.write(value.value()));
        return json;
    }
}
