package dev.eku.product;

import dev.eku.product.Candidates.Candidate;
import dev.eku.product.ServiceProgram.Reason;
import dev.eku.registry.RegistryValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line of a service, and which program Windows starts by it. Without quotes,
 * {@code C:\Program Files\App\a.exe -x} is ambiguous. {@code CreateProcess} tries each part from the start to a blank
 * or a tab, the shortest first, and each part also with {@code .exe}. So only the files on the host decide, and a stray
 * {@code C:\Program.exe} runs instead of the service. Windows also adds {@code .exe} to a quoted name. It looks for a
 * bare name in the system's folders and on the path (learn.microsoft.com, CreateProcess; Wine {@code get_file_name}).
 * Immutable.
 *
 * @param text as stored, with quotes and arguments, if any
 * @param expandable whether Windows expands the variables in it, which it does for REG_EXPAND_SZ and not for REG_SZ
 * @param wow64 whether a 32-bit program made the service; then Windows starts programs below System32 from SysWOW64
 *     (Wine advapi32/tests/service.c, which its owners run on Windows)
 */
public record ImagePath(String text, boolean expandable, boolean wow64) {
    private static final Pattern EXECUTABLE = Pattern.compile("(?i)^(?:(?![ \\t][-/]|=).)*?\\.exe(?=[ \\t]|$)");
    private static final Pattern PLAIN = Pattern.compile("\"?[A-Za-z]:[^%]*");
    private static final Pattern VARIABLE = Pattern.compile("%([^%\\\\/]+)(?=%)");

    /** The type of ImagePath whose variables Windows expands. */
    private static final String EXPANDED_TYPE = "REG_EXPAND_SZ";

    /** The answer of the service manager, in which all variables are already expanded that Windows expands. */
    public static ImagePath answered(String commandLine) {
        return new ImagePath(commandLine, false, false);
    }

    /** The value of the service's key; empty if it is not a text. Windows reads the text up to the first NUL. */
    public static Optional<ImagePath> stored(RegistryValue value, boolean wow64) {
        Optional<String> text = value.asString();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int end = text.get().indexOf('\0');
        String whole = end < 0 ? text.get() : text.get().substring(0, end);
        return Optional.of(new ImagePath(whole, value.typeName().equals(EXPANDED_TYPE), wow64));
    }

    /**
     * What Windows starts. Only as many files are looked for as a real command line can mean. A line that can mean more
     * files, or that is longer than Windows accepts, is not resolved.
     *
     * @param variables the variables of the machine, in which names of other variables are already expanded
     * @param isFile whether there is a file at a full path
     */
    public ServiceProgram program(Variables variables, Predicate<String> isFile) {
        Optional<String> told = line(variables);
        if (told.isEmpty()) {
            return new ServiceProgram.Untold(Reason.TOO_LONG);
        }
        String line = told.get();
        if (line.isEmpty()) {
            return new ServiceProgram.Untold(Reason.EMPTY);
        }
        Candidates candidates = new Candidates(line, variables, wow64, Candidates.MOST);
        Optional<Candidate> first = candidates.first(isFile);
        if (first.isPresent()) {
            return new ServiceProgram.Starts(
                    first.get().path(), trimmed(line.substring(first.get().end())));
        }
        if (candidates.isCut()) {
            return new ServiceProgram.Untold(Reason.TOO_LONG);
        }
        boolean variable = VARIABLE.matcher(Candidates.name(line, head(line))).find();
        return new ServiceProgram.Untold(
                variable ? Reason.VARIABLE : candidates.tellsAny() ? Reason.NO_FILE : Reason.NOT_A_PATH);
    }

    /** The paths that it can mean, in the order in which Windows tries them. No more than are looked for. */
    public List<String> candidates(Variables variables) {
        Set<String> paths = new LinkedHashSet<>();
        Optional<String> line = line(variables);
        if (line.isPresent()) {
            Candidates candidates = new Candidates(line.get(), variables, wow64, Candidates.MOST);
            for (Optional<Candidate> next = candidates.next(); next.isPresent(); next = candidates.next()) {
                paths.add(next.get().path());
            }
        }
        return List.copyOf(paths);
    }

    /**
     * The command line that Windows gets, without blanks around it; empty if it is longer than Windows accepts, or if
     * it depends on a variable that is too long.
     */
    private Optional<String> line(Variables variables) {
        if (needsVariables() && variables.tooLong().contains("SYSTEMROOT")) {
            return Optional.empty();
        }
        Optional<String> expanded = expandable ? variables.expand(text) : Optional.of(text);
        if (expanded.isEmpty() || expanded.get().length() >= Variables.LONGEST) {
            return Optional.empty();
        }
        String line = trimmed(expanded.get());
        return isBare(line) && variables.tooLong().contains("PATH") ? Optional.empty() : Optional.of(line);
    }

    /** Whether its meaning depends on the machine's variables. Most command lines name a drive and no variable. */
    public boolean needsVariables() {
        return wow64 || !PLAIN.matcher(trimmed(text)).matches();
    }

    /**
     * Whether Windows may start a program from another folder if a 32-bit program made the service. That is only so
     * below System32.
     */
    public boolean mayBeRedirected() {
        return !PLAIN.matcher(trimmed(text)).matches()
                || text.toLowerCase(Locale.ROOT).contains("system32");
    }

    /** Whether Windows looks for its executable on the machine's path. */
    public boolean isBare() {
        return isBare(trimmed(text));
    }

    private static boolean isBare(String line) {
        return !line.isEmpty() && !Candidates.isRooted(Candidates.name(line, Candidates.endOfName(line, 0)));
    }

    /** The names of the variables in it, in upper case. */
    public List<String> variables() {
        return variables(text);
    }

    /** The names of the variables in a text, in upper case. */
    public static List<String> variables(String text) {
        return VARIABLE.matcher(text)
                .results()
                .map(match -> match.group(1).toUpperCase(Locale.ROOT))
                .toList();
    }

    /**
     * The stored command line without the arguments, which may hold secrets. It ends at the closing quote, or at the
     * blank at which Windows finds a file. Otherwise it ends at the first {@code .exe} that is not part of an argument,
     * or at the first blank.
     *
     * @param isFile whether there is a file at a full path
     */
    public String withoutArguments(Variables variables, Predicate<String> isFile) {
        String line = trimmed(text);
        boolean quoted = line.indexOf('"', 1) > 0 && line.startsWith("\"");
        int left = line.length() < Variables.LONGEST ? Candidates.MOST : 0;
        for (int end = 0; end < line.length() && left > 0; ) {
            end = Candidates.endOfName(line, end);
            String head = Candidates.name(line, end);
            String name = expandable ? variables.expand(head).orElse("") : head;
            // It is one name here, whatever its variables stand for.
            String quotable = name.indexOf('"') < 0 ? name : "";
            Candidates candidates = new Candidates('"' + quotable + '"', variables, wow64, left);
            if (quoted || candidates.first(isFile).isPresent()) {
                return line.substring(0, end);
            }
            left -= Math.max(1, candidates.tried());
        }
        return line.substring(0, shortHead(line));
    }

    /** The most probable end of the name, for a line in which no name is the name of a file. */
    private static int head(String line) {
        Matcher executable = EXECUTABLE.matcher(line);
        return executable.find() ? executable.end() : line.length();
    }

    /** The same if the rest may be a secret: at most up to the first blank, unless an executable is named behind it. */
    private static int shortHead(String line) {
        int blank =
                (int) line.chars().takeWhile(c -> !Candidates.isBlank((char) c)).count();
        Matcher executable = EXECUTABLE.matcher(line);
        return executable.find() ? executable.end() : blank;
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && Candidates.isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && Candidates.isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
