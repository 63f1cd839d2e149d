package dev.eku.product;

import dev.eku.registry.NameFolding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The files that a command line can mean, in the order in which Windows looks for them, each as it is asked for: most
 * services start the first. A line of thousands of blanks can mean thousands of files, of which each costs a look at
 * the host, so only so many are told. Not thread-safe.
 */
final class Candidates {
    /**
     * The most names that are tried, each with and without {@code .exe}. The name of a program that a command line
     * starts has at most 260 characters (learn.microsoft.com, CreateProcess), so at most 130 beginnings; a bare name is
     * tried in each folder of the path.
     */
    static final int MOST = 512;

    private static final Pattern ROOTED = Pattern.compile("(?:[A-Za-z]:|\\\\\\\\|\\\\\\?\\?\\\\).*", Pattern.DOTALL);
    private static final String SYSTEM_ROOT = "\\systemroot\\";

    private final String line;
    private final Variables variables;
    private final boolean wow64;
    private final int most;
    private final Deque<Candidate> found = new ArrayDeque<>();
    private Optional<List<String>> folders = Optional.empty();
    /** What stands before the name at hand, of which it is made a full one. */
    private Iterator<String> before = Collections.emptyIterator();

    private String name = "";
    private String behind = "";
    private int end;
    private int tried;
    private boolean tellsAny;
    private boolean cut;

    /**
     * One of them.
     *
     * @param end where its name ends in the command line
     */
    record Candidate(int end, String path) {}

    /**
     * None is looked for yet.
     *
     * @param line expanded, without blanks around it
     * @param most the most names that are tried
     */
    Candidates(String line, Variables variables, boolean wow64, int most) {
        this.most = most;
        this.line = line;
        this.variables = variables;
        this.wow64 = wow64;
    }

    /** The next one; empty if there are no more, or {@link #isCut}. */
    Optional<Candidate> next() {
        while (found.isEmpty() && hasNext()) {
            tried++;
            spell(before.next() + behind);
        }
        return Optional.ofNullable(found.poll());
    }

    /** The first of which that is true; empty if it is of none that are told. */
    Optional<Candidate> first(Predicate<String> isFile) {
        for (Optional<Candidate> next = next(); next.isPresent(); next = next()) {
            if (isFile.test(next.get().path())) {
                return next;
            }
        }
        return Optional.empty();
    }

    /** How many names were tried. */
    int tried() {
        return tried;
    }

    /** Whether any of the names tried can be a file's. */
    boolean tellsAny() {
        return tellsAny;
    }

    /** Whether there are more than are told. */
    boolean isCut() {
        return cut;
    }

    private boolean hasNext() {
        while (!before.hasNext() && end < line.length() && (end == 0 || !line.startsWith("\""))) {
            end = endOfName(line, end);
            name = name(line, end);
            lookBefore();
        }
        cut = before.hasNext() && tried == most;
        return before.hasNext() && !cut;
    }

    private void spell(String full) {
        Optional<String> path = ExecutablePath.tryNormalise(full);
        if (path.isPresent()) {
            tellsAny = true;
            String redirected = redirected(path.get());
            found.add(new Candidate(end, redirected));
            // A dot at the end says that there is no extension to be added, and is gone from the normalised path.
            if (ExecutablePath.fileName(name.replace('/', '\\')).indexOf('.') < 0) {
                found.add(new Candidate(end, redirected + ".exe"));
            }
        }
    }

    private void lookBefore() {
        String windows = variables.windows();
        behind = name;
        if (name.toLowerCase(Locale.ROOT).startsWith(SYSTEM_ROOT)) {
            behind = name.substring(SYSTEM_ROOT.length() - 1);
            before = List.of(windows).iterator();
        } else if (isRooted(name)) {
            before = List.of("").iterator();
        } else if (name.startsWith("\\") || name.startsWith("/")) {
            before =
                    List.of(windows.substring(0, Math.min(2, windows.length()))).iterator();
        } else if (!name.isBlank()) {
            before = folders().iterator();
        }
    }

    /** The folder of the service manager, which is its current one as well, then as SearchPath goes on. */
    private List<String> folders() {
        if (folders.isEmpty()) {
            String windows = variables.windows();
            List<String> all =
                    new ArrayList<>(List.of(windows + "\\System32\\", windows + "\\System\\", windows + "\\"));
            for (String folder : variables.value("PATH").orElse("").split(";", -1)) {
                if (!folder.isBlank()) {
                    all.add(folder.replace("\"", "").strip() + "\\");
                }
            }
            folders = Optional.of(all);
        }
        return folders.get();
    }

    private String redirected(String path) {
        String system = variables.windows() + "\\System32\\";
        boolean below = path.length() > system.length() && NameFolding.same(path.substring(0, system.length()), system);
        return wow64 && below ? variables.windows() + "\\SysWOW64\\" + path.substring(system.length()) : path;
    }

    /** Whether a name is looked for in no folder but its own. */
    static boolean isRooted(String name) {
        String plain = name.replace('/', '\\');
        return ROOTED.matcher(plain).matches() || plain.toLowerCase(Locale.ROOT).startsWith(SYSTEM_ROOT);
    }

    /**
     * Where the name of the executable may end next: behind the closing quote, or at each run of blanks and at the end.
     *
     * @param after where it may have ended before; 0 at first
     */
    static int endOfName(String line, int after) {
        if (line.startsWith("\"")) {
            int quote = line.indexOf('"', 1);
            return quote < 0 ? line.length() : quote + 1;
        }
        int at = after + 1;
        while (at < line.length() && (!isBlank(line.charAt(at)) || isBlank(line.charAt(at - 1)))) {
            at++;
        }
        return Math.min(at, line.length());
    }

    /** The name of the executable in a line, if it ends there. */
    static String name(String line, int end) {
        String head = line.substring(0, end);
        if (!head.startsWith("\"")) {
            return head;
        }
        int quote = head.indexOf('"', 1);
        return head.substring(1, quote < 0 ? head.length() : quote);
    }

    /** Whether it stands between the name of an executable and its arguments. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
