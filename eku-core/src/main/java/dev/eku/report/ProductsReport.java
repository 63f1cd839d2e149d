package dev.eku.report;

import dev.eku.host.Preset;
import dev.eku.product.Application;
import dev.eku.product.ExemptionJson;
import dev.eku.product.Product;
import dev.eku.product.Setting;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The catalogue. */
final class ProductsReport {
    private ProductsReport() {}

    static Report of(Words words, List<Product> products, List<Preset> presets) {
        TextBuilder body = new TextBuilder(words);
        for (Product product : products) {
            body.gap().line(0, "report.product", product.id(), product.title(), product.version());
            for (Application application : product.applications()) {
                application(body, application);
            }
        }
        body.gap().line(0, "report.presets");
        for (Preset preset : presets) {
            body.line(1, "report.preset", preset.ref(), preset.what());
        }
        if (!presets.isEmpty()) {
            body.line(1, "report.presets.kept", presets.get(0).ref());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("products", products.stream().map(ProductsReport::json).toList());
        json.put(
                "simulated",
                presets.stream().map(preset -> preset.ref().toString()).toList());
        return body.report("catalogue", Optional.empty(), json);
    }

    private static void application(TextBuilder body, Application application) {
        body.line(
                1,
                "report.application",
                application.id(),
                application.clr().keyName(),
                application.bitness().view());
        body.line(2, "report.application.path", TextBuilder.shown(application.path(), "report.by-service"));
        if (application.service().isPresent()) {
            body.line(2, "report.application.service", application.service().get());
        }
        body.line(2, "report.application.settings", settings(application));
    }

    private static String settings(Application application) {
        return application.settings().stream().map(Setting::name).sorted().collect(Collectors.joining(", "));
    }

    private static Map<String, Object> json(Product product) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", product.id());
        json.put("title", product.title());
        json.put("version", product.version());
        json.put(
                "applications",
                product.applications().stream().map(ExemptionJson::write).toList());
        return json;
    }
}
