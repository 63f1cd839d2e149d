package dev.eku.maven.given;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the name that was probably meant by an unknown one. Pure. */
final class NearestName {
    private static final int SHORT = 4;

    /** Other tools' names for a run that changes nothing, or that asks first. */
    private static final Set<String> NO_CHANGE = Set.of(
            "dryrun",
            "dry",
            "confirm",
            "confirmed",
            "confirmation",
            "whatif",
            "noop",
            "noact",
            "noexecute",
            "nochange",
            "preview",
            "simulate",
            "simulation",
            "pretend",
            "planonly",
            "checkonly",
            "testonly",
            "readonly",
            "justprint",
            "trial",
            "trialrun",
            "interactive",
            "prompt",
            "ask",
            "yes",
            "assumeyes",
            "autoapprove",
            "approve");

    /** Common names for parameters that have other names here. */
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("server", "hosts"),
            Map.entry("servers", "hosts"),
            Map.entry("computer", "hosts"),
            Map.entry("computername", "hosts"),
            Map.entry("machine", "hosts"),
            Map.entry("target", "hosts"),
            Map.entry("targets", "hosts"),
            Map.entry("user", "serverid"),
            Map.entry("username", "serverid"),
            Map.entry("password", "serverid"),
            Map.entry("passwd", "serverid"),
            Map.entry("pwd", "serverid"),
            Map.entry("credentials", "serverid"),
            Map.entry("login", "serverid"),
            Map.entry("plan", "planfile"),
            Map.entry("output", "outputdirectory"),
            Map.entry("dir", "outputdirectory"),
            Map.entry("comment", "reason"),
            Map.entry("until", "expires"),
            Map.entry("force", "overwrite"));

    private NearestName() {}

    /** Whether it asks for a run that changes nothing, or that asks first. */
    static boolean isNoChange(String name) {
        String folded = folded(name);
        return NO_CHANGE.contains(folded)
                || NO_CHANGE.stream()
                        .filter(word -> word.length() > SHORT + 1)
                        .anyMatch(word -> distance(folded, word) <= 1);
    }

    /**
     * The name of which this one is a misspelling. Letters in another case and other separators also count as
     * misspellings.
     */
    static Optional<String> slipOf(String name, Collection<String> known) {
        String folded = folded(name);
        int slips = folded.length() <= SHORT ? 1 : 2;
        return closest(folded, known).filter(other -> distance(folded, folded(other)) <= slips);
    }

    /** The name that is nearest in meaning, or else in letters; empty if no names are known. */
    static Optional<String> of(String name, Collection<String> known) {
        String folded = folded(name);
        String meant = MEANINGS.getOrDefault(folded, "");
        return known.stream()
                .filter(other -> folded(other).equals(meant))
                .findFirst()
                .or(() -> closest(folded, known));
    }

    private static Optional<String> closest(String folded, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparing((String other) -> distance(folded, folded(other)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String folded(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.startsWith(Given.NAME) ? letters.substring(Given.NAME.length()) : letters;
    }

    /** The number of letters that must be added, removed, changed, or exchanged with their neighbour. */
    private static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
                least = Math.min(least, steps[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    least = Math.min(least, steps[i - 2][j - 2] + 1);
                }
                steps[i][j] = least;
            }
        }
        return steps[from.length()][to.length()];
    }
}
