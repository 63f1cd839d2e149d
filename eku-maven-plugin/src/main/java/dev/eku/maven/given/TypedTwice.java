package dev.eku.maven.given;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds properties that are on the command line twice, of which Maven keeps the last. Maven itself forgets the others;
 * only the line that its start script hands down still shows them. Pure.
 */
public final class TypedTwice {
    private TypedTwice() {}

    /**
     * The names that the line gives different values.
     *
     * @param line the arguments of the start script with a blank between them, without their quotes; a value is told
     *     from another by its first word
     * @param names of properties
     */
    public static Set<String> of(String line, Collection<String> names) {
        Set<String> twice = new TreeSet<>();
        for (String name : names) {
            Matcher typed = Pattern.compile(
                            "(?<!\\S)(?:-D ?|--define[ =])" + Pattern.quote(name) + "(?:=(\\S*))?(?!\\S)")
                    .matcher(line);
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
}
