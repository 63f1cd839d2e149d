package dev.eku.text;

import java.util.Optional;

/** How a front end names what eku does, and how people ask for it there. Implementations are immutable. */
public interface FrontEnd {
    /** The library alone: neutral names, no commands. */
    FrontEnd NONE = new FrontEnd() {
        @Override
        public String name(Operation operation) {
            return operation.id();
        }

        @Override
        public String name(Option option) {
            return option.id();
        }

        @Override
        public Optional<ShellCommand> command(NextStep.Run run) {
            return Optional.empty();
        }
    };

    /** What people call that operation. */
    String name(Operation operation);

    /** What people call that option. */
    String name(Option option);

    /** The command that asks for it, or nothing if people do not type commands there. */
    Optional<ShellCommand> command(NextStep.Run run);
}
