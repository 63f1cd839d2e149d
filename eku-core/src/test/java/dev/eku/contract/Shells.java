package dev.eku.contract;

import dev.eku.text.ShellCommand.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.OS;

/**
 * What a program is given when a line is pasted into a shell: bash itself, where there is one; for cmd and PowerShell
 * their documented rules, with everything special refused that a quoted argument must not depend on. Not eku's own
 * rules.
 */
public final class Shells {
    private static final boolean BASH = hasBash();

    private Shells() {}

    /** Whether it can be told here what the shell makes of a line. Why not is printed. */
    public static boolean answers(Shell shell) {
        return shell != Shell.BASH || BASH;
    }

    private static boolean hasBash() {
        String why = "there is no bash on the PATH";
        if (OS.WINDOWS.isCurrentOs()) {
            why = "the bash that Windows finds first may be the one of WSL, without a Linux";
        } else {
            try {
                return new ProcessBuilder("bash", "--version")
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException missing) {
                // said below
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        System.out.println("SKIPPED what bash makes of printed commands: " + why);
        return false;
    }

    /** The arguments, or empty if the line would do something else than start a program with arguments. */
    public static Optional<List<String>> arguments(Shell shell, String line) throws Exception {
        return switch (shell) {
            case BASH -> bash(line);
            case CMD -> cmd(line).map(Shells::cRuntime);
            case POWERSHELL ->
                powerShell(line)
                        .map(Shells::startedByPowerShell)
                        .flatMap(Shells::cmd)
                        .map(Shells::cRuntime);
        };
    }

    /** Run by bash as a person's interactive shell reads it, so with the expansion of its history. */
    private static Optional<List<String>> bash(String line) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "--norc")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String script = "set -o history\nset -o histexpand\nshow() { printf '%s\\0' \"$@\"; }\nshow " + line + "\n";
        bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean failed = bash.waitFor() != 0;
        if (failed || !said.endsWith("\0")) {
            return Optional.empty();
        }
        return Optional.of(List.of(said.substring(0, said.length() - 1).split("\0", -1)));
    }

    /** The line as the program gets it; cmd itself only looks for variables, and for operators outside of quotes. */
    private static Optional<String> cmd(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"') {
                quoted = !quoted;
            }
            boolean acts = !quoted && "&|<>^()*?".indexOf(character) >= 0;
            if (acts || character == '%' || character < ' ') {
                return Optional.empty();
            }
        }
        return quoted ? Optional.empty() : Optional.of(line);
    }

    /** "Parsing C command-line arguments". */
    private static List<String> cRuntime(String line) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < line.length(); i++) {
            int slashes = 0;
            while (i < line.length() && line.charAt(i) == '\\') {
                slashes++;
                i++;
            }
            boolean quote = i < line.length() && line.charAt(i) == '"';
            argument.append("\\".repeat(quote ? slashes / 2 : slashes));
            any |= slashes > 0;
            if (quote && slashes % 2 == 1) {
                argument.append('"');
            } else if (quote) {
                quoted = !quoted;
                any = true;
            } else if (i < line.length() && !quoted && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
                if (any) {
                    arguments.add(argument.toString());
                }
                argument.setLength(0);
                any = false;
            } else if (i < line.length()) {
                argument.append(line.charAt(i));
                any = true;
            }
        }
        if (any) {
            arguments.add(argument.toString());
        }
        return arguments;
    }

    /** about_Quoting_Rules and about_Parsing, in argument mode. */
    private static Optional<List<String>> powerShell(String line) {
        List<String> arguments = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char first = line.charAt(at);
            if (first == ' ') {
                at++;
            } else if (first == '"') {
                int end = line.indexOf('"', at + 1);
                String inside = end < 0 ? "$" : line.substring(at + 1, end);
                if (inside.chars().anyMatch(c -> "$`\u201C\u201D\u201E".indexOf(c) >= 0 || c < ' ')
                        || (end + 1 < line.length() && line.charAt(end + 1) != ' ')) {
                    return Optional.empty();
                }
                arguments.add(inside);
                at = end + 1;
            } else {
                int end = line.indexOf(' ', at);
                String bare = line.substring(at, end < 0 ? line.length() : end);
                boolean cut = bare.startsWith("-") && (bare.contains(".") || bare.contains(":"));
                if (cut || bare.chars().anyMatch(c -> "$`'\"@#(){}[],;&|<>%!*?~\\=+".indexOf(c) >= 0)) {
                    return Optional.empty();
                }
                arguments.add(bare);
                at += bare.length();
            }
        }
        return Optional.of(arguments);
    }

    /** Windows PowerShell puts quotes around an argument with blanks, and around no other, whatever stood around it. */
    private static String startedByPowerShell(List<String> arguments) {
        return String.join(
                " ",
                arguments.stream()
                        .map(argument -> argument.isEmpty() || argument.contains(" ") ? '"' + argument + '"' : argument)
                        .toList());
    }
}
