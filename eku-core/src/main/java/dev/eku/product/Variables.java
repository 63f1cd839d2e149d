package dev.eku.product;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of a machine, as its service manager knows them. Their names are compared in upper case. Immutable.
 *
 * @param texts the values by upper-case name
 * @param tooLong the upper-case names of the variables whose value would be longer than {@link #LONGEST}, so that their
 *     value is not known
 */
public record Variables(Map<String, String> texts, Set<String> tooLong) {
    /**
     * The most characters of a command line, with the NUL at its end, and of a variable's value (learn.microsoft.com,
     * CreateProcess and SetEnvironmentVariable).
     */
    public static final int LONGEST = 32_767;

    /** No variables at all. */
    public static final Variables NONE = new Variables(Map.of());

    /** The folder of Windows, unless the machine reports another. */
    private static final String USUAL_WINDOWS = "C:\\Windows";

    /** Accepts the names in any case. */
    public Variables {
        Map<String, String> upper = new HashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            upper.put(text.getKey().toUpperCase(Locale.ROOT), text.getValue());
        }
        texts = Map.copyOf(upper);
        tooLong = Set.copyOf(tooLong);
    }

    /** Variables whose values are all known. */
    public Variables(Map<String, String> texts) {
        this(texts, Set.of());
    }

    /** The value of that name, in any case. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(texts.get(name.toUpperCase(Locale.ROOT)));
    }

    /** The folder in which Windows is installed. */
    public String windows() {
        return value("SYSTEMROOT").orElse(USUAL_WINDOWS);
    }

    /**
     * The text with each {@code %NAME%} replaced once. Names inside a value are not expanded again. An unknown name
     * stays as it is, and the percent sign behind it may start another name ({@code ExpandEnvironmentStrings}; Wine
     * {@code RtlExpandEnvironmentStrings}).
     *
     * @return empty if it is longer than {@link #LONGEST}, or if it names a variable that is too long
     */
    public Optional<String> expand(String text) {
        return expand(text, texts, tooLong);
    }

    /** @param texts by upper-case name, as are the names of those that are too long */
    static Optional<String> expand(String text, Map<String, String> texts, Set<String> tooLong) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < text.length() && expanded.length() <= LONGEST) {
            int end = text.charAt(at) == '%' ? text.indexOf('%', at + 1) : -1;
            String name = end < 0 ? "" : text.substring(at + 1, end).toUpperCase(Locale.ROOT);
            if (tooLong.contains(name)) {
                return Optional.empty();
            }
            String value = texts.get(name);
            if (value == null) {
                expanded.append(text.charAt(at));
                at++;
            } else {
                expanded.append(value);
                at = end + 1;
            }
        }
        return expanded.length() <= LONGEST ? Optional.of(expanded.toString()) : Optional.empty();
    }
}
