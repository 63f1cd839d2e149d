package dev.eku.maven;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads a script so far that it is known whether its strings, comments and brackets end where they should. It knows no
 * words of the language.
 *
 * @param comments what a comment starts and ends with
 * @param literal the strings in which nothing has a meaning but their end
 * @param open the strings in which <code>$(</code> and <code>${</code> start code
 * @param escape what takes the meaning of the next character in an open string
 */
record ScriptText(List<Quote> comments, List<Quote> literal, List<Quote> open, char escape) {
    /** What a string or a comment starts and ends with. */
    record Quote(String start, String end) {
        static Quote same(String both) {
            return new Quote(both, both);
        }
    }

    /** The longer ones first. In a literal string of Groovy a backslash escapes as well. */
    static final ScriptText GROOVY = new ScriptText(
            List.of(new Quote("//", "\n"), new Quote("/*", "*/")),
            List.of(),
            List.of(Quote.same("'''"), Quote.same("\"\"\""), Quote.same("'"), Quote.same("\"")),
            '\\');

    /** A quote that is doubled within a string ends it and starts another one, which comes to the same. */
    static final ScriptText POWERSHELL = new ScriptText(
            List.of(new Quote("<#", "#>"), new Quote("#", "\n")),
            List.of(new Quote("@'\n", "\n'@"), Quote.same("'")),
            List.of(new Quote("@\"\n", "\n\"@"), Quote.same("\"")),
            '`');

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    /** What is wrong with a script; empty if nothing is. */
    Optional<String> fault(String script) {
        Deque<String> awaited = new ArrayDeque<>();
        int at = 0;
        while (at < script.length()) {
            String end = awaited.isEmpty() ? "" : awaited.peek();
            if (isEndOfString(end)) {
                at = inString(script, at, end, awaited);
                continue;
            }
            Optional<Quote> comment = quote(comments, script, at);
            if (comment.isPresent()) {
                int over = script.indexOf(
                        comment.get().end(), at + comment.get().start().length());
                if (over < 0) {
                    return Optional.of("a comment does not end");
                }
                // The line feed that ends a comment may start something.
                at = over + comment.get().end().strip().length();
                continue;
            }
            Optional<Quote> plain = quote(literal, script, at);
            if (plain.isPresent()) {
                int start = at + plain.get().start().length();
                int over = script.indexOf(plain.get().end(), start);
                if (over < 0) {
                    return Optional.of(
                            "a string does not end: " + plain.get().start().strip());
                }
                at = over + plain.get().end().length();
                continue;
            }
            Optional<Quote> begun = quote(open, script, at);
            if (begun.isPresent()) {
                awaited.push(begun.get().end());
                at += begun.get().start().length();
                continue;
            }
            char character = script.charAt(at);
            if (OPENING.indexOf(character) >= 0) {
                awaited.push(closing(character));
            } else if (CLOSING.indexOf(character) >= 0) {
                if (!end.equals(String.valueOf(character))) {
                    return Optional.of(character + " closes nothing; awaited: " + end);
                }
                awaited.pop();
            }
            at++;
        }
        return awaited.isEmpty() ? Optional.empty() : Optional.of("missing: " + awaited.peek());
    }

    private boolean isEndOfString(String end) {
        return open.stream().anyMatch(quote -> quote.end().equals(end));
    }

    /** Goes one step on in an open string. */
    private int inString(String script, int at, String end, Deque<String> awaited) {
        if (script.charAt(at) == escape) {
            return at + 2;
        }
        if (script.startsWith(end, at)) {
            awaited.pop();
            return at + end.length();
        }
        if (script.startsWith("$(", at) || script.startsWith("${", at)) {
            awaited.push(closing(script.charAt(at + 1)));
            return at + 2;
        }
        return at + 1;
    }

    private static String closing(char opening) {
        return String.valueOf(CLOSING.charAt(OPENING.indexOf(opening)));
    }

    private static Optional<Quote> quote(List<Quote> kinds, String script, int at) {
        return kinds.stream()
                .filter(kind -> script.startsWith(kind.start(), at))
                .findFirst();
    }
}
