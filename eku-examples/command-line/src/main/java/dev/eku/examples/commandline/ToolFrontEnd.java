package dev.eku.examples.commandline;

import dev.eku.command.RepeatedOptions;
import dev.eku.text.FrontEnd;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import dev.eku.text.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line as a front end: operations are commands, options have two dashes. A command contains what the
 * running one was given, as far as the other takes it. Immutable.
 *
 * @param running the operation that runs
 * @param given what it was given
 * @param host the one host that texts are about, if they are about one
 */
record ToolFrontEnd(Operation running, GivenOptions given, Optional<String> host) implements FrontEnd {
    /** What people type to start the program. */
    static final String PROGRAM = "eku";

    /** The front end for one host, by the name that it was given. */
    ToolFrontEnd on(String name) {
        return new ToolFrontEnd(running, given, Optional.of(name));
    }

    @Override
    public String name(Operation operation) {
        return PROGRAM + " " + operation.id();
    }

    @Override
    public String name(Option option) {
        return Options.name(option);
    }

    @Override
    public Optional<ShellCommand> command(NextStep.Run run) {
        Optional<Message> obstacle = obstacle(run);
        if (obstacle.isPresent()) {
            return Optional.of(new ShellCommand.None(obstacle.get()));
        }
        Map<Option, String> options = RepeatedOptions.of(run, run.operation() == running, host)
                .of(given.texts(), Options.of(run.operation()));
        List<String> arguments =
                new ArrayList<>(List.of(PROGRAM, run.operation().id()));
        for (Map.Entry<Option, String> each : options.entrySet()) {
            if (each.getKey() == Option.APPLICATIONS) {
                given.applicationTexts().forEach(text -> arguments.add(name(Option.APPLICATIONS) + "=" + text));
            } else {
                arguments.add(name(each.getKey()) + "=" + each.getValue());
            }
        }
        if (options.containsKey(Option.CREDENTIALS) && given.passwordFile().isPresent()) {
            arguments.add(Options.PASSWORD_FILE + "=" + given.passwordFile().get());
        }
        return Optional.of(ShellCommand.of(arguments, RepeatedOptions.shells(options.getOrDefault(Option.HOSTS, ""))));
    }

    private Optional<Message> obstacle(NextStep.Run run) {
        for (Setting setting : run.settings()) {
            if (setting.option() == Option.APPLICATIONS) {
                return Optional.of(Message.of("command.applications", name(Option.APPLICATIONS)));
            }
        }
        return RepeatedOptions.of(run, run.operation() == running, host).obstacle(name(Option.HOSTS));
    }
}
