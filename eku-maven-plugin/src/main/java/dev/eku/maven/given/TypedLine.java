package dev.eku.maven.given;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments that somebody typed for this Maven, with a blank between them and without their quotes. Maven's start
 * scripts hand it down. Maven itself keeps the last of two equal options, and does not say what stands in
 * {@code .mvn/maven.config}. Pure.
 *
 * @param text empty where another program started Maven
 */
public record TypedLine(String text) {
    /** Whether one of these options is there. */
    public boolean has(List<String> options) {
        for (String word : text.split(" ", -1)) {
            for (String option : options) {
                if (word.equals(option) || word.startsWith(option + "=")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether that property is there. */
    public boolean hasProperty(String name) {
        return property(name).find();
    }

    /**
     * The properties of these names that the line gives different values; two values differ if their first words do.
     */
    public Set<String> twice(Collection<String> names) {
        Set<String> twice = new TreeSet<>();
        for (String name : names) {
            Matcher typed = property(name);
            Set<String> values = new HashSet<>();
            while (typed.find()) {
                values.add(String.valueOf(typed.group(1)));
            }
            if (values.size() > 1) {
                twice.add(name);
            }
        }
        return twice;
    }

    private Matcher property(String name) {
        return Pattern.compile("(?<!\\S)(?:-D ?|--define[ =])" + Pattern.quote(name) + "(?:=(\\S*))?(?!\\S)")
                .matcher(text);
    }
}
