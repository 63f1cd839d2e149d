package dev.eku.product;

import dev.eku.product.ServiceProgram.Reason;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line of a service, and what Windows starts by it. Unquoted, {@code C:\Program Files\App\a.exe -x} is ambiguous:
 * {@code CreateProcess} tries each beginning that ends before a blank or a tab, the shortest first, each also with {@code .exe}; so
 * only a look at the files decides, and a stray {@code C:\Program.exe} takes the service over. A quoted name takes {@code .exe}, too; a
 * bare one is looked for in the system's folders and on the path (learn.microsoft.com, CreateProcess; Wine {@code get_file_name}).
 * Immutable.
 *
 * @param text as stored, with quotes and arguments, if any
 * @param expandable whether Windows expands the variables in it: it does so for REG_EXPAND_SZ, and not for REG_SZ
 * @param wow64 whether a 32-bit program made the service: what lies below System32 then starts from SysWOW64 (Wine
 *     advapi32/tests/service.c, which its owners run on Windows)
 */
public record ImagePath(String text, boolean expandable, boolean wow64) {
    private static final Pattern EXECUTABLE = Pattern.compile("(?i)^(?:(?![ \\t][-/]|=).)*?\\.exe(?=[ \\t]|$)");
    private static final Pattern PLAIN = Pattern.compile("\"?[A-Za-z]:[^%]*");
    private static final Pattern VARIABLE = Pattern.compile("%([^%\\\\/]+)%");
    private static final Pattern ROOTED = Pattern.compile("(?:[A-Za-z]:|\\\\\\\\|\\\\\\?\\?\\\\).*", Pattern.DOTALL);

    /** The type of ImagePath whose variables Windows expands. */
    private static final String EXPANDED_TYPE = "REG_EXPAND_SZ";

    /** The service manager's own answer, which is expanded already as far as it ever is. */
    public static ImagePath answered(String commandLine) {
        return new ImagePath(commandLine, false, false);
    }

    /** The value of the service's key; empty if it is no text. Windows reads the text up to the first NUL. */
    public static Optional<ImagePath> stored(RegistryValue value, boolean wow64) {
        return value.asString()
                .map(text -> text.indexOf('\0') < 0 ? text : text.substring(0, text.indexOf('\0')))
                .map(text -> new ImagePath(text, value.typeName().equals(EXPANDED_TYPE), wow64));
    }

    /**
     * What Windows starts.
     *
     * @param variables the machine's, of which those that name others are expanded already
     * @param isFile whether there is a file at a full path
     */
    public ServiceProgram program(Variables variables, Predicate<String> isFile) {
        String line = trimmed(expandable ? variables.expand(text) : text);
        if (line.isEmpty()) {
            return new ServiceProgram.Untold(Reason.EMPTY);
        }
        boolean anything = false;
        for (int end : ends(line)) {
            for (String path : paths(name(line, end), variables)) {
                anything = true;
                if (isFile.test(path)) {
                    return new ServiceProgram.Starts(path, arguments(line, end));
                }
            }
        }
        boolean variable = VARIABLE.matcher(name(line, head(line))).find();
        return new ServiceProgram.Untold(variable ? Reason.VARIABLE : anything ? Reason.NO_FILE : Reason.NOT_A_PATH);
    }

    /** All paths it can mean, in the order in which Windows tries them. */
    public List<String> candidates(Variables variables) {
        String line = trimmed(expandable ? variables.expand(text) : text);
        Set<String> paths = new LinkedHashSet<>();
        for (int end : ends(line)) {
            paths.addAll(paths(name(line, end), variables));
        }
        return List.copyOf(paths);
    }

    /** Whether what it means depends on the machine's variables; most name a drive and no variable. */
    public boolean needsVariables() {
        return wow64 || !PLAIN.matcher(trimmed(text)).matches();
    }

    /** Whether its executable is looked for on the machine's path. */
    public boolean isBare() {
        String line = trimmed(text);
        return !line.isEmpty() && !isRooted(name(line, ends(line).get(0)));
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
     * The command line as stored, but without the arguments, which may hold secrets: up to the closing quote, or up to the blank at
     * which Windows finds a file, else up to the first {@code .exe} that is not part of an argument, else up to the first blank.
     *
     * @param isFile whether there is a file at a full path
     */
    public String withoutArguments(Variables variables, Predicate<String> isFile) {
        String line = trimmed(text);
        if (!line.isEmpty()) {
            for (int end : ends(line)) {
                String head = name(line, end);
                String expanded = expandable ? variables.expand(head) : head;
                boolean quoted = line.indexOf('"', 1) > 0 && line.startsWith("\"");
                if (quoted || paths(expanded, variables).stream().anyMatch(isFile)) {
                    return line.substring(0, end);
                }
            }
        }
        return line.substring(0, shortHead(line));
    }

    /** Where the name of the executable may end: behind the closing quote, or at each run of blanks and at the end. */
    private static List<Integer> ends(String line) {
        if (line.startsWith("\"")) {
            int quote = line.indexOf('"', 1);
            return List.of(quote < 0 ? line.length() : quote + 1);
        }
        List<Integer> ends = new ArrayList<>();
        for (int at = 1; at < line.length(); at++) {
            if (isBlank(line.charAt(at)) && !isBlank(line.charAt(at - 1))) {
                ends.add(at);
            }
        }
        ends.add(line.length());
        return ends;
    }

    /** Where the name ends most probably, for a line of which no name is a file's. */
    private static int head(String line) {
        Matcher executable = EXECUTABLE.matcher(line);
        return executable.find() ? executable.end() : line.length();
    }

    /** The same where what follows may be a secret: no further than the first blank, unless an executable is named behind it. */
    private static int shortHead(String line) {
        int blank = (int) line.chars().takeWhile(c -> !isBlank((char) c)).count();
        Matcher executable = EXECUTABLE.matcher(line);
        return executable.find() ? executable.end() : blank;
    }

    private static String name(String line, int end) {
        String head = line.substring(0, end);
        if (!head.startsWith("\"")) {
            return head;
        }
        int quote = head.indexOf('"', 1);
        return head.substring(1, quote < 0 ? head.length() : quote);
    }

    private static String arguments(String line, int end) {
        return trimmed(line.substring(end));
    }

    private List<String> paths(String name, Variables variables) {
        List<String> paths = new ArrayList<>();
        for (String full : full(name, variables)) {
            ExecutablePath.tryNormalise(full)
                    .map(path -> redirected(path, variables))
                    .ifPresent(path -> {
                        paths.add(path);
                        // A dot at the end says that there is no extension to be added, and is gone from the normalised
                        // path.
                        if (ExecutablePath.fileName(name.replace('/', '\\')).indexOf('.') < 0) {
                            paths.add(path + ".exe");
                        }
                    });
        }
        return paths;
    }

    private static List<String> full(String name, Variables variables) {
        String windows = variables.windows();
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("\\systemroot\\")) {
            return List.of(windows + name.substring("\\systemroot".length()));
        }
        if (isRooted(name)) {
            return List.of(name);
        }
        if (name.startsWith("\\") || name.startsWith("/")) {
            return List.of(windows.substring(0, Math.min(2, windows.length())) + name);
        }
        if (name.isBlank()) {
            return List.of();
        }
        // The folder of the service manager, which is its current one as well, then as SearchPath goes on.
        List<String> folders = new ArrayList<>(List.of(windows + "\\System32", windows + "\\System", windows));
        for (String folder : variables.value("PATH").orElse("").split(";", -1)) {
            if (!folder.isBlank()) {
                folders.add(folder.replace("\"", "").strip());
            }
        }
        return folders.stream().map(folder -> folder + "\\" + name).toList();
    }

    private static boolean isRooted(String name) {
        String plain = name.replace('/', '\\');
        return ROOTED.matcher(plain).matches() || plain.toLowerCase(Locale.ROOT).startsWith("\\systemroot\\");
    }

    private String redirected(String path, Variables variables) {
        String system = variables.windows() + "\\System32\\";
        boolean below = path.length() > system.length() && NameFolding.same(path.substring(0, system.length()), system);
        return wow64 && below ? variables.windows() + "\\SysWOW64\\" + path.substring(system.length()) : path;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
