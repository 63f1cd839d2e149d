package dev.eku.examples.commandline;

import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What can be typed: a command for each operation, with its options and their help. */
final class Grammar {
    /** Prints the script with which bash completes commands and options. */
    static final String COMPLETION = "completion";

    private static final int WIDTH = 100;

    private final Words words;

    /** @param words of the help */
    Grammar(Words words) {
        this.words = words;
    }

    /** The parser. */
    CommandLine parser(Ansi ansi) {
        CommandSpec program = command(ToolFrontEnd.PROGRAM, "help.program")
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description(text("help.version"))
                        .build());
        program.usageMessage()
                .synopsisSubcommandLabel(text("help.command"))
                .commandListHeading("%n" + text("help.commands") + "%n")
                .footer("", text("help.more"), text("help.codes"));
        for (Operation operation : Operation.values()) {
            program.addSubcommand(operation.id(), command(operation));
        }
        program.addSubcommand(COMPLETION, command(COMPLETION, "help.completion"));
        return new CommandLine(program)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(WIDTH);
    }

    /** The names of all options of a command, for people. */
    static Set<String> names(CommandSpec command) {
        Set<String> names = new TreeSet<>();
        command.options().forEach(option -> names.addAll(Arrays.asList(option.names())));
        return names;
    }

    /** The script for bash. */
    static String completion(CommandLine parser) {
        return AutoComplete.bash(ToolFrontEnd.PROGRAM, parser);
    }

    private CommandSpec command(Operation operation) {
        CommandSpec command = command(operation.id(), "help." + operation.id());
        for (Option option : Options.of(operation)) {
            command.addOption(option(option));
            if (option == Option.CREDENTIALS) {
                command.addOption(
                        valued(Options.PASSWORD_FILE, "password-file", "").build());
            }
        }
        command.addOption(OptionSpec.builder(Options.JSON)
                .type(boolean.class)
                .description(text("help.json"))
                .build());
        return command;
    }

    private CommandSpec command(String name, String key) {
        CommandSpec command = CommandSpec.create()
                .name(name)
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description(text("help.help"))
                        .build());
        command.usageMessage(new UsageMessageSpec()
                .description(text(key))
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .adjustLineBreaksForWideCJKCharacters(true));
        return command;
    }

    private OptionSpec option(Option option) {
        OptionSpec.Builder spec = valued(Options.name(option), option.id(), Options.otherwise(option));
        if (option == Option.STACK_TRACE) {
            return spec.arity("0").type(boolean.class).build();
        }
        if (Options.isFlag(option)) {
            spec.arity("0..1").fallbackValue("true");
        }
        if (Options.isRepeatable(option)) {
            spec.type(List.class).auxiliaryTypes(String.class);
        }
        return spec.build();
    }

    private OptionSpec.Builder valued(String name, String id, String otherwise) {
        String[] lines = Stream.of(text("option." + id), otherwise.isEmpty() ? "" : text("help.default", otherwise))
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new);
        return OptionSpec.builder(name)
                .type(String.class)
                .arity("1")
                .paramLabel(words.has("label." + id) ? words.text("label." + id) : "TEXT")
                .description(String.join(" ", lines));
    }

    /** As picocli wants it, which takes a per cent sign for a format. */
    private String text(String key, Object... arguments) {
        return words.text(key, arguments).replace("%", "%%");
    }
}
