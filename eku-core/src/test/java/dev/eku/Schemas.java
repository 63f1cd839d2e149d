package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.InputStreamSource;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The schemas of docs/json. Nothing is loaded from a network. */
public final class Schemas {
    /** The folder of the schemas of eku's own files. */
    public static final Path FILES = Path.of("..", "docs", "json");
    /** The folder of the schemas of reports and of the file of a run. */
    public static final Path REPORTS = FILES.resolve("v1");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012, factory -> factory.schemaLoaders(loaders -> loaders.add(Schemas::load)));
    private static final Map<Path, JsonSchema> LOADED = new ConcurrentHashMap<>();

    /** Fields of names and texts, in which any word in capital letters may stand. */
    private static final Set<String> TEXTS = Set.of(
            "computer",
            "service",
            "name",
            "holder",
            "text",
            "string",
            "fact",
            "place",
            "value",
            "about",
            "inf",
            "imagePath",
            "displayName",
            "account",
            "data",
            "target",
            "win32Name",
            "shortPath",
            "arguments",
            "names",
            "dependencies",
            "startedToReach",
            "type");

    private Schemas() {}

    /** A document as the validator takes it. */
    public static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** What is wrong with a document, according to a schema. */
    public static List<String> faults(Path schema, JsonNode document) {
        return faults(LOADED.computeIfAbsent(schema, file -> FACTORY.getSchema(location(file), STRICT)), document);
    }

    /** What is wrong with a schema itself, according to the draft that it names. */
    public static List<String> faultsOfSchema(JsonNode schema) {
        return faults(FACTORY.getSchema(SchemaLocation.of(schema.get("$schema").asText()), STRICT), schema);
    }

    /**
     * That a document is as its schema says, and that no copy is in which one thing is spoiled: an object that has an
     * unknown field, or lacks its first one, or a code that does not exist.
     *
     * @return how many copies were refused
     */
    public static int requireStrict(Path schema, JsonNode document) {
        assertThat(faults(schema, document)).as(document.toPrettyString()).isEmpty();
        List<String> accepted = new ArrayList<>();
        Set<String> spoiled = new HashSet<>();
        spoil(document, "", spoiled, place -> {
            if (faults(schema, document).isEmpty()) {
                accepted.add(place);
            }
        });
        assertThat(accepted).as("accepted by %s though spoiled", schema).isEmpty();
        return spoiled.size();
    }

    /** Spoils each thing once for each way to reach its like, lets {@code look} see it, and puts it right again. */
    private static void spoil(JsonNode node, String place, Set<String> seen, Consumer<String> look) {
        if (node.isArray()) {
            node.forEach(item -> spoil(item, place + "[]", seen, look));
        } else if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            if (seen.add(place + " " + names)) {
                object.put("unknown", 1);
                look.accept(place + ".unknown");
                object.remove("unknown");
                // The stages of which a rollout gives the times are as many as it reached.
                if (!place.endsWith(".took")) {
                    JsonNode first = object.remove(names.get(0));
                    look.accept(place + " without " + names.get(0));
                    object.set(names.get(0), first);
                }
            }
            for (String name : names) {
                JsonNode value = object.get(name);
                String below = place + "." + name;
                if (isCode(place, name, value) && seen.add(below + "=" + value)) {
                    object.put(name, "NO_SUCH");
                    look.accept(below);
                    object.set(name, value);
                }
                spoil(value, below, seen, look);
            }
        }
    }

    private static boolean isCode(String place, String name, JsonNode value) {
        return value.isTextual()
                && value.asText().matches("[A-Z][A-Z0-9_]*")
                && !TEXTS.contains(name)
                && !(place.endsWith(".facts[]") && name.equals("state"));
    }

    private static List<String> faults(JsonSchema schema, JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    private static SchemaLocation location(Path file) {
        return SchemaLocation.of(file.toAbsolutePath().normalize().toUri().toString());
    }

    /** The validator brings the drafts along, and finds those itself. */
    private static @Nullable InputStreamSource load(AbsoluteIri place) {
        if (place.toString().startsWith("classpath:")) {
            return null;
        }
        return () -> Files.newInputStream(Path.of(URI.create(place.toString())));
    }
}
