package dev.eku.product;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a machine, as its service manager knows them. Their names are compared in upper case. Immutable.
 *
 * @param texts the values by upper-case name
 */
public record Variables(Map<String, String> texts) {
    /** No variables at all. */
    public static final Variables NONE = new Variables(Map.of());

    /** Where Windows lies unless the machine says otherwise. */
    private static final String USUAL_WINDOWS = "C:\\Windows";

    /** Takes the names in any case. */
    public Variables {
        Map<String, String> upper = new HashMap<>();
        texts.forEach((name, text) -> upper.put(name.toUpperCase(Locale.ROOT), text));
        texts = Map.copyOf(upper);
    }

    /** The value of that name, in any case. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(texts.get(name.toUpperCase(Locale.ROOT)));
    }

    /** The folder Windows is installed in. */
    public String windows() {
        return value("SYSTEMROOT").orElse(USUAL_WINDOWS);
    }

    /**
     * The text with each {@code %NAME%} replaced, once: what a value says is not expanded again. An unknown name stays as it is, and
     * the percent sign behind it may begin another one ({@code ExpandEnvironmentStrings}; Wine {@code RtlExpandEnvironmentStrings}).
     */
    public String expand(String text) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = text.charAt(at) == '%' ? text.indexOf('%', at + 1) : -1;
            Optional<String> value = end < 0 ? Optional.empty() : value(text.substring(at + 1, end));
            if (value.isPresent()) {
                expanded.append(value.get());
                at = end + 1;
            } else {
                expanded.append(text.charAt(at));
                at++;
            }
        }
        return expanded.toString();
    }
}
