package dev.eku;

import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Finding;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Words;
import java.util.List;
import java.util.stream.Collectors;

/** What a user of the library is told by a finding, in plain English. */
public final class Told {
    private Told() {}

    /** Why it is so. */
    public static String cause(Finding finding) {
        return Words.ENGLISH.text(finding.cause());
    }

    /** What it rests on, a line each. */
    public static List<String> evidence(Finding finding) {
        return lines(finding.evidence());
    }

    /** What to do, a line for each sentence and each command. */
    public static String next(Finding finding) {
        return next(finding.next());
    }

    /** Each message, a line each. */
    public static List<String> lines(List<Message> messages) {
        return messages.stream().map(Words.ENGLISH::text).toList();
    }

    /** Where something was looked at, and what is there. */
    public static String input(Input input) {
        return Words.ENGLISH.text(input.place()) + ": " + value(input);
    }

    /** What was found where something was looked at. */
    public static String value(Input input) {
        return Words.ENGLISH.text("text.as-is", input.shown());
    }

    /** The same of steps. */
    public static String next(List<NextStep> steps) {
        return steps.stream()
                .flatMap(step -> Words.ENGLISH.lines(step).stream())
                .collect(Collectors.joining("\n"));
    }
}
