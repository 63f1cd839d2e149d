package dev.eku.product;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.NameFolding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns the many spellings of an executable's path into the one that the .NET reader computes:
 * {@code Path.GetFullPath(Process.GetCurrentProcess().MainModule.FileName)} (Microsoft reference source,
 * {@code NetRegistryConfiguration.cs}). It does not expand 8.3 names, since only the host can do that.
 */
public final class ExecutablePath {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:\\\\.*");
    private static final Pattern SHARE = Pattern.compile("\\\\\\\\[^\\\\]+\\\\[^\\\\]+\\\\.*");
    private static final Pattern VARIABLE = Pattern.compile("%[^%\\\\]+%|\\$\\{.*");
    private static final Pattern SHORT_NAME = Pattern.compile("~[0-9]");
    private static final int MAX_LENGTH = 16_383;

    private ExecutablePath() {}

    /**
     * The path as .NET will spell it. It has single backslashes. It has no {@code \\?\} or {@code \??\}, no {@code .}
     * or {@code ..}, and no trailing blanks or dots.
     *
     * @throws EkuException {@code INVALID_PATH} if it is not the full path of a file, or still contains quotes or
     *     variables
     */
    public static String normalise(String text) {
        String path = withoutPrefix(text.strip().replace('/', '\\'));
        if (path.length() > MAX_LENGTH || VARIABLE.matcher(path).find() || hasIllegal(path)) {
            throw invalid(text);
        }
        String root;
        if (DRIVE.matcher(path).matches()) {
            root = path.substring(0, 3);
        } else if (SHARE.matcher(path).matches()) {
            int server = path.indexOf('\\', 2);
            int share = path.indexOf('\\', server + 1);
            root = path.substring(0, share + 1);
        } else {
            throw invalid(text);
        }
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.substring(root.length()).split("\\\\", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        String last = names.isEmpty() ? "" : trimmed(names.removeLast());
        if (last.isEmpty() || path.endsWith("\\")) {
            throw invalid(text);
        }
        names.addLast(last);
        return root + String.join("\\", names);
    }

    /**
     * A path that a person wrote into a POM or a program. It is checked more strictly than a path that a host reports.
     * Here a wrong slash or a quote is an error.
     *
     * @throws EkuException {@code INVALID_PATH}
     */
    public static String given(String text) {
        if (text.indexOf('/') >= 0 || !normalise(text).equals(text)) {
            throw invalid(text);
        }
        return text;
    }

    /** The last part of a path, for example {@code DATAMCUSVC.exe}. */
    public static String fileName(String path) {
        return path.substring(path.lastIndexOf('\\') + 1);
    }

    /** Whether some part of the path looks like an 8.3 name. */
    public static boolean mayBeShort(String path) {
        return SHORT_NAME.matcher(path).find();
    }

    /**
     * Whether one is a path below System32, and the other is the path that a 32-bit program gets instead
     * (learn.microsoft.com, "File System Redirector").
     */
    public static boolean isRedirection(String one, String other) {
        return NameFolding.same(redirected(one), redirected(other));
    }

    private static String redirected(String path) {
        return path.replaceFirst("(?i)^([A-Z]:\\\\Windows)\\\\(?:SysWOW64|Sysnative)\\\\", "$1\\\\System32\\\\");
    }

    /** As {@link #normalise}, but empty if that fails. For texts that were found on a host. */
    public static Optional<String> tryNormalise(String text) {
        try {
            return Optional.of(normalise(text));
        } catch (EkuException notAPath) {
            return Optional.empty();
        }
    }

    private static String withoutPrefix(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.startsWith("\\\\?\\unc\\") || lower.startsWith("\\??\\unc\\")) {
            return "\\\\" + path.substring(8);
        }
        if (lower.startsWith("\\\\?\\") || lower.startsWith("\\??\\") || lower.startsWith("\\\\.\\")) {
            return path.substring(4);
        }
        return path;
    }

    private static boolean hasIllegal(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            // Half a surrogate pair is not a character, and the journal could not keep it unchanged.
            boolean half =
                    Character.isSurrogate(c) && Character.isBmpCodePoint(path.codePointAt(i)) && !isSecond(path, i);
            if (half || c < ' ' || "\"<>|?*".indexOf(c) >= 0 || (c == ':' && i != 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSecond(String path, int index) {
        return index > 0 && Character.isSurrogatePair(path.charAt(index - 1), path.charAt(index));
    }

    private static String trimmed(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == ' ' || name.charAt(end - 1) == '.')) {
            end--;
        }
        return name.substring(0, end);
    }

    private static EkuException invalid(String text) {
        return new EkuException(ErrorCode.INVALID_PATH, text);
    }
}
