package dev.eku.product;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Expands variables that name others, each once, after those that it names. What goes round in a circle stays as it is.
 * Twenty that each name the next one twice stand for a million times the last, so lengths are bounded while they are
 * expanded: a variable that would be longer than Windows lets it be is not known, nor are those that name it. Not
 * thread-safe.
 */
public final class NestedVariables {
    /**
     * The most characters of all that are expanded, in sum: many times what a machine has. What does not fit any more
     * is not known.
     */
    static final int MOST = 32 * Variables.LONGEST;

    /** Between two percent signs, of which the second may start another name. */
    private static final Pattern NAME = Pattern.compile("%([^%]+)(?=%)");

    private final Map<String, String> texts;
    private final Map<String, String> referring;
    private final Set<String> tooLong = new HashSet<>();
    private final Map<String, List<String>> namedBy = new HashMap<>();
    private final Map<String, Integer> waitsFor = new LinkedHashMap<>();
    private int left = MOST;

    private NestedVariables(Map<String, String> texts, Map<String, String> referring) {
        this.texts = new HashMap<>(texts);
        this.referring = referring;
    }

    /**
     * The variables of a machine.
     *
     * @param texts those that name no other, by upper-case name
     * @param referring those that may, by upper-case name; instead of others of the same name
     */
    public static Variables expanded(Map<String, String> texts, Map<String, String> referring) {
        return new NestedVariables(texts, referring).expanded();
    }

    private Variables expanded() {
        texts.keySet().removeAll(referring.keySet());
        texts.forEach((name, text) -> {
            if (text.length() > Variables.LONGEST) {
                tooLong.add(name);
            }
        });
        texts.keySet().removeAll(tooLong);
        referring.forEach(this::await);
        Deque<String> ready = new ArrayDeque<>();
        waitsFor.forEach((name, others) -> {
            if (others == 0) {
                ready.add(name);
            }
        });
        while (!ready.isEmpty()) {
            String name = ready.remove();
            waitsFor.remove(name);
            expand(name);
            for (String other : namedBy.getOrDefault(name, List.of())) {
                if (waitsFor.merge(other, -1, Integer::sum) == 0) {
                    ready.add(other);
                }
            }
        }
        waitsFor.keySet().forEach(name -> texts.put(name, referring.getOrDefault(name, "")));
        return new Variables(texts, tooLong);
    }

    private void await(String name, String text) {
        Set<String> others = new HashSet<>();
        NAME.matcher(text)
                .results()
                .map(found -> found.group(1).toUpperCase(Locale.ROOT))
                .filter(referring::containsKey)
                .forEach(others::add);
        others.forEach(other ->
                namedBy.computeIfAbsent(other, first -> new ArrayList<>()).add(name));
        waitsFor.put(name, others.size());
    }

    private void expand(String name) {
        Optional<String> text = Variables.expand(referring.getOrDefault(name, ""), texts, tooLong)
                .filter(expanded -> expanded.length() <= left);
        if (text.isPresent()) {
            texts.put(name, text.get());
            left -= text.get().length();
        } else {
            tooLong.add(name);
        }
    }
}
