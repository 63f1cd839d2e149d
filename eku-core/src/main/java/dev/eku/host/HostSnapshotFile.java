package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.host.HostSnapshot.StoredKey;
import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.HostSnapshot.StoredPeer;
import dev.eku.host.HostSnapshot.StoredService;
import dev.eku.json.Json;
import dev.eku.json.JsonObject;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.ValueJson;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The file format of a {@link HostSnapshot}. It is JSON that a person can read and change. Fields that are not set are
 * absent. Text that is not understood is refused, with its place. Pure except for {@link #read}.
 */
public final class HostSnapshotFile {
    /** The version of the format. Other versions are refused. */
    public static final int VERSION = 1;

    private HostSnapshotFile() {}

    /**
     * Reads a snapshot.
     *
     * @param source the name of the text for errors
     * @throws EkuException {@code MALFORMED_FILE} with the place of an unknown or missing field, a name that occurs
     *     twice (also in another spelling), an impossible value or another version; {@code FILE_TOO_LARGE}
     */
    public static HostSnapshot parse(String text, String source) {
        return read(Json.parse(text, source));
    }

    /**
     * Reads a snapshot from a UTF-8 file.
     *
     * @throws EkuException {@code FILE_FAILURE}, or as {@link #parse}
     */
    public static HostSnapshot read(Path file) {
        return read(Json.read(file));
    }

    /** The text from which {@link #parse} makes an equal snapshot. */
    public static String print(HostSnapshot host) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("instant", host.instant().toString());
        fields.put("cmdlets", host.cmdlets());
        putUnless(false, "processes", host.processes(), fields);
        putUnless(false, "of32Bits", host.of32Bits(), fields);
        fields.put(
                "services",
                host.services().stream().map(HostSnapshotFile::write).toList());
        fields.put("files", host.files().stream().map(HostSnapshotFile::write).toList());
        fields.put("keys", host.keys().stream().map(HostSnapshotFile::write).toList());
        putUnless(List.of(), "logs", host.logs().stream().map(LogJson::write).toList(), fields);
        putUnless(List.of(), "peers", host.peers().stream().map(PeerJson::write).toList(), fields);
        return escapeLoneSurrogates(Json.pretty(fields));
    }

    private static HostSnapshot read(JsonObject fields) {
        if (fields.number("version") != VERSION) {
            throw fields.malformed("version", Message.of("json.expected", VERSION));
        }
        Instant instant = fields.instant("instant");
        boolean cmdlets = fields.bool("cmdlets");
        boolean processes = fields.has("processes") && fields.bool("processes");
        boolean of32Bits = fields.has("of32Bits") && fields.bool("of32Bits");
        List<StoredService> services = distinct(
                fields.objects("services"),
                HostSnapshotFile::service,
                service -> service.config().name(),
                "name");
        List<StoredFile> files = distinct(
                fields.objects("files"), HostSnapshotFile::file, file -> NameFolding.fold(file.path()), "path");
        List<StoredKey> keys = distinct(fields.objects("keys"), HostSnapshotFile::key, StoredKey::path, "key");
        List<StoredLog> logs = distinct(fields.optionalObjects("logs"), LogJson::read, StoredLog::name, "name");
        List<StoredPeer> peers = distinct(
                fields.optionalObjects("peers"), PeerJson::read, peer -> peer.name() + ":" + peer.port(), "name");
        fields.end();
        return new HostSnapshot(instant, keys, services, files, logs, cmdlets, processes, of32Bits, peers);
    }

    private static Map<String, Object> write(StoredKey key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", key.path().toString());
        key.lastWritten().ifPresent(instant -> fields.put("lastWritten", instant.toString()));
        putUnless(Access.FULL, "access", key.access(), fields);
        if (!key.values().isEmpty()) {
            fields.put(
                    "values", key.values().stream().map(HostSnapshotFile::write).toList());
        }
        return fields;
    }

    private static StoredKey key(JsonObject fields) {
        KeyPath path = fields.parsed("key", KeyPath::parse);
        Optional<Instant> lastWritten = fields.optionalInstant("lastWritten");
        Access access = constant(fields, "access", Access.FULL, Access.class);
        List<NamedValue> values = distinct(
                fields.optionalObjects("values"),
                HostSnapshotFile::value,
                value -> NameFolding.fold(value.name()),
                "name");
        fields.end();
        return new StoredKey(path, values, lastWritten, access);
    }

    private static Map<String, Object> write(NamedValue value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", value.name());
        fields.putAll(ValueJson.write(value.value()));
        return fields;
    }

    private static NamedValue value(JsonObject fields) {
        return new NamedValue(fields.string("name"), ValueJson.read(fields));
    }

    private static Map<String, Object> write(StoredFile file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", file.path());
        file.shortPath().ifPresent(path -> fields.put("shortPath", path));
        file.target().ifPresent(path -> fields.put("target", path));
        file.header().ifPresent(header -> fields.put("header", HeaderJson.write(header)));
        file.content().ifPresent(content -> fields.putAll(ContentJson.write(content)));
        return fields;
    }

    private static StoredFile file(JsonObject fields) {
        StoredFile file = new StoredFile(
                fields.string("path"),
                fields.optionalString("shortPath"),
                ContentJson.read(fields),
                fields.optionalString("target"),
                fields.has("header") ? Optional.of(HeaderJson.read(fields.object("header"))) : Optional.empty());
        fields.end();
        return file;
    }

    private static Map<String, Object> write(StoredService service) {
        ServiceConfig config = service.config();
        ServiceStatus status = service.status();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", config.name().toString());
        fields.put("displayName", config.displayName());
        fields.put("imagePath", config.imagePath());
        fields.put("startType", config.startType().name());
        fields.put("type", config.type());
        fields.put("account", config.account());
        putUnless(List.of(), "dependencies", config.dependencies(), fields);
        fields.put("state", status.state().name());
        putUnless(
                List.of(),
                "accepts",
                new TreeSet<>(status.accepts()).stream().map(Enum::name).toList(),
                fields);
        putUnless(0, "exitCode", status.exitCode(), fields);
        putUnless(0, "checkpoint", status.checkpoint(), fields);
        putUnless("PT0S", "waitHint", status.waitHint().toString(), fields);
        status.processId().ifPresent(id -> fields.put("processId", id));
        status.processStarted().ifPresent(instant -> fields.put("processStarted", instant.toString()));
        service.runs().ifPresent(path -> fields.put("runs", path));
        putUnless(true, "controllable", service.controllable(), fields);
        return fields;
    }

    private static StoredService service(JsonObject fields) {
        ServiceConfig config = new ServiceConfig(
                fields.parsed("name", ServiceName::told),
                fields.string("displayName"),
                fields.string("imagePath"),
                fields.constant("startType", ServiceConfig.StartType.class),
                whole(fields, "type"),
                fields.string("account"),
                fields.optionalStrings("dependencies"));
        ServiceStatus status = new ServiceStatus(
                fields.constant("state", ServiceState.class),
                commands(fields),
                fields.optionalNumber("exitCode").isPresent() ? whole(fields, "exitCode") : 0,
                fields.optionalNumber("checkpoint").isPresent() ? whole(fields, "checkpoint") : 0,
                fields.optionalString("waitHint").isPresent() ? fields.duration("waitHint") : Duration.ZERO,
                fields.optionalNumber("processId").map(OptionalLong::of).orElseGet(OptionalLong::empty),
                fields.optionalInstant("processStarted"));
        Optional<String> runs = fields.optionalString("runs");
        boolean controllable = !fields.has("controllable") || fields.bool("controllable");
        fields.end();
        return new StoredService(config, status, controllable, runs);
    }

    private static Set<ServiceCommand> commands(JsonObject fields) {
        Set<ServiceCommand> all = new TreeSet<>();
        for (String name : fields.optionalStrings("accepts")) {
            try {
                all.add(ServiceCommand.valueOf(name));
            } catch (IllegalArgumentException unknown) {
                throw fields.malformed("accepts", Message.of("json.unreadable", name));
            }
        }
        return all;
    }

    private static int whole(JsonObject fields, String name) {
        long number = fields.number(name);
        if (number != (int) number) {
            throw fields.malformed(name, Message.of("json.too-large"));
        }
        return (int) number;
    }

    private static <E extends Enum<E>> E constant(JsonObject fields, String name, E otherwise, Class<E> type) {
        return fields.has(name) ? fields.constant(name, type) : otherwise;
    }

    private static void putUnless(Object ordinary, String name, Object value, Map<String, Object> fields) {
        if (!value.equals(ordinary)) {
            fields.put(name, value);
        }
    }

    private static <T, N> List<T> distinct(
            List<JsonObject> objects, Function<JsonObject, T> reader, Function<T, N> name, String field) {
        List<T> all = new ArrayList<>();
        Set<N> names = new HashSet<>();
        for (JsonObject object : objects) {
            T part = reader.apply(object);
            if (!names.add(name.apply(part))) {
                throw object.malformed(field, Message.of("json.twice"));
            }
            all.add(part);
        }
        return all;
    }

    /** A registry name may hold half a surrogate pair. UTF-8 cannot hold it, but an escape of JSON can. */
    private static String escapeLoneSurrogates(String json) {
        if (json.codePoints().noneMatch(HostSnapshotFile::isSurrogate)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder();
        json.codePoints().forEach(point -> {
            if (isSurrogate(point)) {
                escaped.append("\\u").append(Integer.toHexString(point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
