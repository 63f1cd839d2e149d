package dev.eku.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the command line of a service. Unquoted, {@code C:\Program Files\App\a.exe -x} is ambiguous: Windows tries each prefix
 * that ends before a blank, the shortest first ({@code CreateProcess}), so only a look at the files decides.
 */
public final class ImagePath {
    private static final Pattern EXECUTABLE = Pattern.compile("(?i)^.*?\\.exe(?= )");
    private static final Pattern PLAIN = Pattern.compile("\"?[A-Za-z]:[^%]*");
    private static final Pattern VARIABLE = Pattern.compile("%([^%]+)%");

    private ImagePath() {}

    /**
     * The executables the command line can mean, in the order in which Windows tries them, normalised by
     * {@link ExecutablePath}. Empty if it can mean none.
     *
     * @param commandLine as stored, with quotes, arguments and variables, if any
     * @param environment the machine's variables, by upper-case name; must hold {@code SYSTEMROOT} for driver-style paths
     */
    public static List<String> candidates(String commandLine, Map<String, String> environment) {
        String line = expand(commandLine.strip(), environment);
        List<String> texts = new ArrayList<>();
        if (line.startsWith("\"")) {
            int end = line.indexOf('"', 1);
            texts.add(end < 0 ? line.substring(1) : line.substring(1, end));
        } else {
            for (int blank = line.indexOf(' '); blank >= 0; blank = line.indexOf(' ', blank + 1)) {
                texts.add(line.substring(0, blank));
            }
            texts.add(line);
        }
        return texts.stream()
                .map(text -> rooted(text, environment))
                .flatMap(text -> ExecutablePath.tryNormalise(text).stream())
                .flatMap(path -> withExtension(path).stream())
                .distinct()
                .toList();
    }

    /** Whether what a command line means depends on the machine's variables; most name a drive and no variable. */
    public static boolean needsEnvironment(String commandLine) {
        return !PLAIN.matcher(commandLine.strip()).matches();
    }

    /** The names of the variables a command line uses, in upper case. */
    public static List<String> variables(String commandLine) {
        return VARIABLE.matcher(commandLine)
                .results()
                .map(match -> match.group(1).toUpperCase(Locale.ROOT))
                .toList();
    }

    /**
     * The command line without the arguments, which may hold secrets: up to the closing quote, or up to the blank at which
     * Windows finds a file, else up to the first {@code .exe}.
     *
     * @param isFile whether there is a file at a full path
     */
    public static String withoutArguments(
            String commandLine, Map<String, String> environment, Predicate<String> isFile) {
        String line = commandLine.strip();
        if (line.startsWith("\"")) {
            int end = line.indexOf('"', 1);
            return end < 0 ? line : line.substring(0, end + 1);
        }
        for (int blank = line.indexOf(' '); blank >= 0; blank = line.indexOf(' ', blank + 1)) {
            String head = line.substring(0, blank);
            boolean found = ExecutablePath.tryNormalise(rooted(expand(head, environment), environment)).stream()
                    .flatMap(path -> withExtension(path).stream())
                    .anyMatch(isFile);
            if (found) {
                return head;
            }
        }
        Matcher executable = EXECUTABLE.matcher(line);
        return executable.find() ? executable.group() : line;
    }

    private static String expand(String text, Map<String, String> environment) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = environment.get(match.group(1).toUpperCase(Locale.ROOT));
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    /** {@code \SystemRoot\x} and {@code system32\x} are meant from the Windows folder. */
    private static String rooted(String text, Map<String, String> environment) {
        String lower = text.toLowerCase(Locale.ROOT);
        String windows = environment.getOrDefault("SYSTEMROOT", "C:\\Windows");
        if (lower.startsWith("\\systemroot\\")) {
            return windows + text.substring("\\systemroot".length());
        }
        return lower.startsWith("system32\\") ? windows + "\\" + text : text;
    }

    private static List<String> withExtension(String path) {
        return ExecutablePath.fileName(path).indexOf('.') >= 0 ? List.of(path) : List.of(path, path + ".exe");
    }
}
