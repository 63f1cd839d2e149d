package dev.eku.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A command to paste into a shell, built from its arguments. Bash, cmd and PowerShell read the same arguments from one
 * and the same line, or there is no line: what a host, a file or a person named never becomes a command of its own.
 * Immutable.
 *
 * <p>An argument stands bare or in double quotes, the one form that all three know. What any of them treats in a
 * special way between double quotes has no such form. For bash see "Double Quotes" and "History Expansion" of its
 * reference manual; for PowerShell about_Quoting_Rules and about_Parsing; for cmd {@code cmd /?} and "Parsing C
 * command-line arguments", by which the program that is started takes its line apart.
 */
public sealed interface ShellCommand {
    /**
     * The longest line. Cmd takes 8,191 characters, of which a script such as mvn.cmd needs some for what it adds.
     *
     * @see <a href="https://support.microsoft.com/help/830473">Command prompt line string limitation</a>
     */
    int LONGEST = 7_000;

    /** A shell. */
    enum Shell {
        BASH("bash"),
        CMD("cmd"),
        POWERSHELL("PowerShell");

        /** All of them. */
        public static final Set<Shell> ALL = Set.of(values());
        /** Those of Windows, for commands that can only be run there. */
        public static final Set<Shell> WINDOWS = Set.of(CMD, POWERSHELL);

        private final String name;

        Shell(String name) {
            this.name = name;
        }

        /** Its own name. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** A line that each of the shells takes apart into the arguments. */
    record Line(String text) implements ShellCommand {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * There is no such line.
     *
     * @param why which argument cannot be written, and because of what
     */
    record None(Message why) implements ShellCommand {}

    /**
     * The line for these arguments, the first of which is the program.
     *
     * @param shells in which it can be used
     * @throws IllegalArgumentException if there is no argument
     */
    static ShellCommand of(List<String> arguments, Set<Shell> shells) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command has a program");
        }
        StringBuilder line = new StringBuilder();
        for (String argument : arguments) {
            Optional<Message> obstacle = obstacle(argument, shells);
            if (obstacle.isPresent()) {
                return new None(obstacle.get());
            }
            line.append(line.isEmpty() ? "" : " ").append(isBare(argument) ? argument : '"' + argument + '"');
        }
        if (shells.contains(Shell.CMD) && line.length() > LONGEST) {
            return new None(Message.of("command.too-long", line.length(), LONGEST));
        }
        return new Line(line.toString());
    }

    /** Whether it needs no quotes. PowerShell cuts a bare argument that starts with a dash at its first dot. */
    private static boolean isBare(String argument) {
        return argument.matches("[A-Za-z0-9_/][A-Za-z0-9_./:-]*|--?[A-Za-z0-9_-]+");
    }

    private static Optional<Message> obstacle(String argument, Set<Shell> shells) {
        if (argument.isEmpty()) {
            return Optional.of(Message.of("command.empty"));
        }
        for (int at = 0; at < argument.length(); at = argument.offsetByCodePoints(at, 1)) {
            Set<Shell> against = EnumSet.noneOf(Shell.class);
            against.addAll(readingOtherwise(argument, at));
            against.retainAll(shells);
            if (!against.isEmpty()) {
                int character = argument.codePointAt(at);
                return Optional.of(Message.of(
                        "command.character",
                        argument,
                        isPrintable(character)
                                ? Character.toString(character)
                                : String.format(Locale.ROOT, "U+%04X", character),
                        String.join(", ", against.stream().map(Shell::toString).toList())));
            }
        }
        return Optional.empty();
    }

    /** Which shells do not take that character of an argument for itself, though it stands between double quotes. */
    private static Set<Shell> readingOtherwise(String argument, int at) {
        int character = argument.codePointAt(at);
        if (!isPrintable(character) || character == '"') {
            return Shell.ALL;
        }
        return switch (character) {
            case '$', '`' -> Set.of(Shell.BASH, Shell.POWERSHELL);
            case '!' -> Set.of(Shell.BASH);
            case '%' -> Set.of(Shell.CMD, Shell.POWERSHELL);
            // PowerShell takes typographic quotes for quotes.
            case '\u201C', '\u201D', '\u201E' -> Set.of(Shell.POWERSHELL);
            // On Windows, Java takes its arguments in the code page of the system, and some code pages make a quote or
            // a
            // backslash of these ("best fit", WideCharToMultiByte).
            case '\u02BA', '\u030E', '\u2033', '\u2036', '\uFF02', '\u00A5', '\u20A9', '\u2216', '\uFF3C' ->
                Set.of(Shell.CMD, Shell.POWERSHELL);
            // PowerShell drops the quotes of an argument without blanks when it starts mvn.cmd, and cmd reads what is
            // left.
            case '&', '|', '<', '>', '^', '(', ')', '*', '?' ->
                argument.contains(" ") ? Set.of() : Set.of(Shell.POWERSHELL);
            case '\\' -> backslash(argument, at);
            default -> Set.of();
        };
    }

    /** Before the closing quote it would escape it; in bash it escapes another one, too. */
    private static Set<Shell> backslash(String argument, int at) {
        boolean isLast = at + 1 == argument.length();
        if (isLast) {
            return Shell.ALL;
        }
        return argument.charAt(at + 1) == '\\' ? Set.of(Shell.BASH) : Set.of();
    }

    /**
     * Whether a person sees that character, and a terminal only shows it.
     *
     * @see <a href="https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point"> UAX 44, letters and marks
     *     without a shape</a>
     */
    private static boolean isPrintable(int character) {
        boolean hasNoShape = character == '\u034F'
                || character == '\u115F'
                || character == '\u1160'
                || character == '\u2800'
                || character == '\u3164'
                || character == '\uFFA0'
                || (character >= '\u17B4' && character <= '\u17B5')
                || (character >= '\u180B' && character <= '\u180F')
                || (character >= '\uFE00' && character <= '\uFE0F')
                || (character >= 0xE0000 && character <= 0xE0FFF);
        return !hasNoShape && isShown(character);
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            case Character.SPACE_SEPARATOR -> character == ' ' || character == '\u3000';
            default -> true;
        };
    }
}
