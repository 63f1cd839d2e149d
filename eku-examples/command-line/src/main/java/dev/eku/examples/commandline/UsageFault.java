package dev.eku.examples.commandline;

import dev.eku.command.input.BadParameter;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in eku's words what picocli could not read. */
final class UsageFault {
    private UsageFault() {}

    /** The reason, with what can be typed instead. */
    static BadParameter of(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        CommandSpec command = line.getCommandSpec();
        boolean isProgram = command.parent() == null;
        String name = isProgram ? command.name() : ToolFrontEnd.PROGRAM + " " + command.name();
        String options = String.join(", ", Grammar.names(command));
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().get(0);
            String typed =
                    first.startsWith("-") && first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
            if (isProgram && !typed.startsWith("-")) {
                return BadParameter.of(
                        "option.unknown-command",
                        typed,
                        String.join(", ", new TreeSet<>(line.getSubcommands().keySet())));
            }
            return BadParameter.of("option.unknown", typed, name, options);
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return BadParameter.of(
                    "option.no-value",
                    missing.getMissing().get(0).paramLabel().isEmpty()
                            ? name
                            : ((CommandLine.Model.OptionSpec)
                                            missing.getMissing().get(0))
                                    .longestName());
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return BadParameter.of(
                    "option.twice", ((CommandLine.Model.OptionSpec) twice.getOverwritten()).longestName());
        }
        return BadParameter.of(
                "option.unreadable", String.valueOf(wrong.getMessage()).toLowerCase(Locale.ROOT), name, options);
    }
}
