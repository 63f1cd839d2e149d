package dev.eku.examples.commandline;

import dev.eku.command.input.BadParameter;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Takes from picocli what was typed. */
final class TypedOptions {
    private TypedOptions() {}

    /**
     * The options of a command.
     *
     * @throws BadParameter for an option without a value
     */
    static GivenOptions of(ParseResult command) {
        Operation operation = Operation.valueOf(command.commandSpec().name().toUpperCase(Locale.ROOT));
        Map<Option, String> texts = new EnumMap<>(Option.class);
        List<String> applications = List.of();
        for (Option option : Options.of(operation)) {
            List<String> typed = typed(command, Options.name(option));
            if (!typed.isEmpty()) {
                texts.put(option, typed.get(0));
                applications = Options.isRepeatable(option) ? typed : applications;
            }
        }
        Optional<String> passwordFile =
                typed(command, Options.PASSWORD_FILE).stream().findFirst();
        return new GivenOptions(texts, applications, passwordFile);
    }

    private static List<String> typed(ParseResult command, String name) {
        OptionSpec option = command.matchedOption(name);
        if (option == null) {
            return List.of();
        }
        List<String> texts = option.stringValues();
        if (texts.stream().anyMatch(String::isBlank)) {
            throw BadParameter.of("option.empty", name);
        }
        return texts;
    }
}
