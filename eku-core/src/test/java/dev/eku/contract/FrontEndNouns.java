package dev.eku.contract;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds where a module of the library names what only a front end has: commands, goals, parameters. */
public final class FrontEndNouns {
    /** Packages, as in {@code dev.eku.text}, and eku's key in the registry are not meant. */
    private static final Pattern NOUN =
            Pattern.compile("\\bmvn\\b|\\bMAVEN_OPTS\\b|(?<!dev\\.)(?<!dev/)\\b(D?eku)[:.][a-zA-Z]");

    private static final Pattern STRING = Pattern.compile("\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(?:/\\*\\*?|\\*|//).*$");

    private FrontEndNouns() {}

    /** Whether a text names one. */
    public static boolean isNamedIn(String text) {
        return NOUN.matcher(text).find();
    }

    /** The keys of a bundle whose texts do. */
    public static Set<String> inTexts(Path bundle) throws Exception {
        Properties texts = new Properties();
        try (Reader file = Files.newBufferedReader(bundle)) {
            texts.load(file);
        }
        return texts.stringPropertyNames().stream()
                .filter(key -> isNamedIn(texts.getProperty(key)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The classes below a folder with sources one of whose strings does. */
    public static Set<String> inSources(Path folder) throws Exception {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
                if (STRING.matcher(code).results().anyMatch(string -> isNamedIn(string.group()))) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    found.add(name.substring(0, name.length() - ".java".length()));
                }
            }
        }
        return found;
    }
}
