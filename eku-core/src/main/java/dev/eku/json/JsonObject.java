package dev.eku.json;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import dev.eku.time.FileTime;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One object of a document being read. Every reader names the place it failed at; {@link #end} refuses fields nobody
 * asked for. Not thread-safe.
 */
public final class JsonObject {
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private final Map<String, ?> fields;
    private final String source;
    private final String place;
    private final Set<String> asked = new HashSet<>();

    JsonObject(Map<String, ?> fields, String source, String place) {
        this.fields = fields;
        this.source = source;
        this.place = place;
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** A text that must be there. */
    public String string(String name) {
        return typed(name, required(name), String.class, "json.text");
    }

    /** A text that may be missing or null. */
    public Optional<String> optionalString(String name) {
        return value(name).map(value -> typed(name, value, String.class, "json.text"));
    }

    /** A whole number that must be there. */
    public long number(String name) {
        return whole(name, required(name));
    }

    /** A whole number that may be missing or null. */
    public Optional<Long> optionalNumber(String name) {
        return value(name).map(value -> whole(name, value));
    }

    /** True or false; must be there. */
    public boolean bool(String name) {
        return typed(name, required(name), Boolean.class, "json.true-or-false");
    }

    /** An ISO-8601 instant that must be there, and that {@link FileTime} holds. */
    public Instant instant(String name) {
        Instant time = parsed(name, string(name), Instant::parse);
        return held(name, time, FileTime.holds(time));
    }

    /** An ISO-8601 instant as {@link #instant}, which may be missing or null. */
    public Optional<Instant> optionalInstant(String name) {
        return has(name) ? Optional.of(instant(name)) : Optional.empty();
    }

    /** An ISO-8601 day that {@link FileTime} holds, which may be missing or null. */
    public Optional<LocalDate> optionalDate(String name) {
        return optionalString(name)
                .map(text -> parsed(name, text, LocalDate::parse))
                .map(day -> held(name, day, FileTime.holds(day)));
    }

    /** An ISO-8601 duration that must be there: nothing or more, and at most 10,000 days. */
    public Duration duration(String name) {
        Duration length = parsed(name, string(name), Duration::parse);
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw malformed(name, Message.of("json.days", LONGEST.toDays()));
        }
        return length;
    }

    private <T> T held(String name, T time, boolean holds) {
        if (!holds) {
            throw malformed(name, Message.of("json.year"));
        }
        return time;
    }

    /** The constant of that name; must be there. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return parsed(name, string(name), text -> Enum.valueOf(type, text));
    }

    /** Any text that must be there, read by a parser that throws on what it cannot read. */
    public <T> T parsed(String name, Function<String, T> parser) {
        return parsed(name, string(name), parser);
    }

    /**
     * What is made of several fields, by a maker that throws on what makes no sense together.
     *
     * @param name the field that is named then
     */
    public <T> T made(String name, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | EkuException senseless) {
            if (senseless instanceof EkuException failure && failure.code() == ErrorCode.MALFORMED_FILE) {
                throw failure;
            }
            EkuException malformed = malformed(name, Message.of("json.senseless"));
            malformed.initCause(senseless);
            throw malformed;
        }
    }

    /** An object that must be there. */
    public JsonObject object(String name) {
        return child(name, required(name));
    }

    /** An object that may be missing or null. */
    public Optional<JsonObject> optionalObject(String name) {
        return value(name).map(value -> child(name, value));
    }

    /** A list of objects; must be there. */
    public List<JsonObject> objects(String name) {
        List<?> items = typed(name, required(name), List.class, "json.list");
        List<JsonObject> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            all.add(child(name + "[" + i + "]", items.get(i)));
        }
        return all;
    }

    /** A list of objects that may be missing or null; then empty. */
    public List<JsonObject> optionalObjects(String name) {
        return value(name).isPresent() ? objects(name) : List.of();
    }

    /** A list of texts that may be missing or null; then empty. */
    public List<String> optionalStrings(String name) {
        return value(name).isPresent() ? strings(name) : List.of();
    }

    /** A list of texts; must be there. */
    public List<String> strings(String name) {
        List<?> items = typed(name, required(name), List.class, "json.list");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            all.add(typed(name + "[" + i + "]", items.get(i), String.class, "json.text"));
        }
        return all;
    }

    /**
     * Says that all has been read.
     *
     * @throws EkuException {@code MALFORMED_FILE} if the object has fields nobody asked for
     */
    public void end() {
        for (String name : fields.keySet()) {
            if (!asked.contains(name)) {
                throw malformed(name, Message.of("json.unknown-field"));
            }
        }
    }

    /** The error to throw when a field's value is legal JSON but makes no sense. */
    public EkuException malformed(String name, Message problem) {
        return new EkuException(ErrorCode.MALFORMED_FILE, source, place + "." + name, problem);
    }

    private Optional<Object> value(String name) {
        asked.add(name);
        return Optional.ofNullable(fields.get(name));
    }

    private Object required(String name) {
        return value(name).orElseThrow(() -> malformed(name, Message.of("json.missing")));
    }

    private long whole(String name, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw malformed(
                name, value instanceof BigInteger ? Message.of("json.too-large") : expected("json.whole-number"));
    }

    private static Message expected(String key) {
        return Message.of("json.expected", Message.of(key));
    }

    private <T> T typed(String name, @org.jspecify.annotations.Nullable Object value, Class<T> type, String expected) {
        if (!type.isInstance(value)) {
            throw malformed(name, expected(expected));
        }
        return type.cast(value);
    }

    @SuppressWarnings("unchecked") // JSON object keys are texts
    private JsonObject child(String name, @org.jspecify.annotations.Nullable Object value) {
        return new JsonObject(
                (Map<String, ?>) typed(name, value, Map.class, "json.object"), source, place + "." + name);
    }

    private <T> T parsed(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException | EkuException unreadable) {
            EkuException malformed = malformed(name, Message.of("json.unreadable", text));
            malformed.initCause(unreadable);
            throw malformed;
        }
    }
}
