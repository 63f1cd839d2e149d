package dev.eku.product;

import dev.eku.json.JsonObject;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Exemptions as JSON, in plans and journal records. */
public final class ExemptionJson {
    private ExemptionJson() {}

    /** The exemption as a JSON object. */
    public static Map<String, Object> write(Exemption exemption) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("setting", exemption.setting().name());
        if (exemption.product().isPresent()) {
            json.put("product", exemption.product().get());
        }
        List<Object> applications = new ArrayList<>();
        for (Application application : exemption.applications()) {
            applications.add(write(application));
        }
        json.put("applications", applications);
        json.put("reason", exemption.reason());
        if (exemption.owner().isPresent()) {
            json.put("owner", exemption.owner().get());
        }
        if (exemption.expires().isPresent()) {
            json.put("expires", exemption.expires().get().toString());
        }
        return json;
    }

    /**
     * Reads an exemption.
     *
     * @throws dev.eku.error.EkuException {@code MALFORMED_FILE}
     */
    public static Exemption read(JsonObject json) {
        Exemption exemption = json.made(
                "product",
                () -> new Exemption(
                        json.constant("setting", Setting.class),
                        json.optionalString("product")
                                .map(id -> json.parsed("product", ProductCatalog::product)
                                        .id()),
                        json.objects("applications").stream()
                                .map(ExemptionJson::application)
                                .toList(),
                        json.string("reason"),
                        json.optionalString("owner"),
                        json.optionalDate("expires")));
        json.end();
        return exemption;
    }

    /** An application as a JSON object. */
    public static Map<String, Object> write(Application application) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", application.id());
        application.executable().ifPresent(name -> json.put("executable", name));
        application.path().ifPresent(path -> json.put("path", path));
        application.service().ifPresent(service -> json.put("service", service.toString()));
        application.givenClr().ifPresent(clr -> json.put("clr", clr.name()));
        application.givenBitness().ifPresent(bitness -> json.put("bitness", bitness.name()));
        json.put(
                "settings",
                application.settings().stream().map(Setting::name).sorted().toList());
        return json;
    }

    private static Application application(JsonObject json) {
        Set<Setting> settings = new HashSet<>();
        for (String name : json.strings("settings")) {
            try {
                settings.add(Setting.valueOf(name));
            } catch (IllegalArgumentException unknown) {
                throw json.malformed("settings", Message.of("json.unknown-setting", name));
            }
        }
        Application application = json.made(
                "id",
                () -> new Application(
                        json.string("id"),
                        json.optionalString("executable"),
                        json.optionalString("path").map(path -> json.parsed("path", ExecutablePath::normalise)),
                        json.optionalString("service").map(name -> json.parsed("service", ServiceName::of)),
                        optional(json, "clr", Clr.class),
                        optional(json, "bitness", Bitness.class),
                        settings));
        json.end();
        return application;
    }

    private static <E extends Enum<E>> Optional<E> optional(JsonObject json, String name, Class<E> type) {
        return json.has(name) ? Optional.of(json.constant(name, type)) : Optional.empty();
    }
}
