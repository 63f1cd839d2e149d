package dev.eku.text;

import dev.eku.text.ShellCommand.Shell;
import java.util.List;
import java.util.Set;

/** What to do about something. A value: a front end says it in its own words and with its own commands. Immutable. */
public sealed interface NextStep {
    /** What to do, as a sentence without the command. */
    Message what();

    /** Something to be done or decided by people, without a command. */
    record Advice(Message what) implements NextStep {}

    /**
     * Something that eku does when it is asked to, on the hosts that this is about.
     *
     * @param settings what it has to be told; {@code HOSTS} names those that are meant where a report is about others
     *     as well
     */
    record Run(Message what, Operation operation, List<Setting> settings) implements NextStep {
        public Run {
            settings = List.copyOf(settings);
        }

        /** An operation that is told nothing beside the hosts. */
        public Run(Message what, Operation operation) {
            this(what, operation, List.of());
        }
    }

    /**
     * A command of the system, not of eku.
     *
     * @param arguments the first is the program
     * @param shells where it can be run
     */
    record Command(Message what, List<String> arguments, Set<Shell> shells) implements NextStep {
        public Command {
            arguments = List.copyOf(arguments);
            shells = Set.copyOf(shells);
        }
    }

    /** Advice of that key. */
    static NextStep advice(String key, Object... arguments) {
        return new Advice(Message.of(key, arguments));
    }
}
