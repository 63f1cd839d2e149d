package dev.eku.examples.commandline;

import dev.eku.command.Command;
import dev.eku.command.Session;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.ChoiceParameter;
import dev.eku.command.input.TextParameter;
import dev.eku.command.output.ExitCode;
import dev.eku.command.output.Failure;
import dev.eku.command.output.Lines;
import dev.eku.command.output.OutputFiles;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.probe.CertificateCollector;
import dev.eku.report.Reports;
import dev.eku.text.FrontEnd;
import dev.eku.text.Language;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Words;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One call of the program. It decides nothing: it reads what was typed, and the library does the rest. */
final class Tool {
    /** The folder for reports, plans and snapshots, below the current one. */
    static final String REPORTS = "eku-reports";

    private final Path here;
    private final PrintStream out;
    private final PrintStream err;
    private final Ansi ansi;
    private final Function<String, Optional<String>> console;

    /**
     * @param here the current folder
     * @param ansi whether to use colours
     * @param console asks for the password of a user; answers nothing if there is no console
     */
    Tool(Path here, PrintStream out, PrintStream err, Ansi ansi, Function<String, Optional<String>> console) {
        this.here = here;
        this.out = out;
        this.err = err;
        this.ansi = ansi;
        this.console = console;
    }

    /** Does what was typed, and gives the exit code. */
    ExitCode run(String... arguments) {
        Language machine = Language.of(Locale.getDefault(Locale.Category.DISPLAY));
        CommandLine parser = new Grammar(words(machine)).parser(ansi);
        ParseResult parsed;
        try {
            parsed = parser.parseArgs(arguments);
        } catch (ParameterException wrong) {
            return refused(words(machine), UsageFault.of(wrong));
        }
        if (!parsed.hasSubcommand()) {
            return outside(parser, parsed);
        }
        ParseResult command = parsed.subcommand();
        if (command.isUsageHelpRequested()) {
            command.commandSpec().commandLine().usage(out, ansi);
            return ExitCode.AS_DESIRED;
        }
        if (command.commandSpec().name().equals(Grammar.COMPLETION)) {
            out.print(Grammar.completion(parser));
            out.flush();
            return ExitCode.AS_DESIRED;
        }
        return run(Operation.valueOf(command.commandSpec().name().toUpperCase(Locale.ROOT)), command, machine);
    }

    /** What is asked of the program itself, or of nothing. */
    private ExitCode outside(CommandLine parser, ParseResult parsed) {
        if (parsed.isVersionHelpRequested()) {
            out.println(ToolFrontEnd.PROGRAM + " "
                    + Optional.ofNullable(Tool.class.getPackage().getImplementationVersion())
                            .orElse("-"));
            out.flush();
            return ExitCode.AS_DESIRED;
        }
        parser.usage(parsed.isUsageHelpRequested() ? out : err, ansi);
        return parsed.isUsageHelpRequested() ? ExitCode.AS_DESIRED : ExitCode.REFUSED;
    }

    private ExitCode run(Operation operation, ParseResult command, Language machine) {
        boolean json = command.matchedOptionValue(Options.JSON, false);
        Language language = machine;
        GivenOptions given;
        OutputFiles paths;
        try {
            given = TypedOptions.of(command);
            Optional<String> spoken = given.text(Option.LANGUAGE);
            if (spoken.isPresent()) {
                language = ChoiceParameter.constant(Options.name(Option.LANGUAGE), spoken.get(), Language.class);
            }
            String folder = given.text(Option.OUTPUT_DIRECTORY).orElse(REPORTS);
            paths = new OutputFiles(
                    here, OutputFiles.resolve(here, Options.name(Option.OUTPUT_DIRECTORY), folder), here);
        } catch (EkuException wrong) {
            return refused(words(language), wrong);
        }
        Words words = words(language);
        ToolFrontEnd frontEnd = new ToolFrontEnd(operation, given, Optional.empty());
        Lines lines = json ? Silence.INSTANCE : new Screen(out, err, ansi);
        RunOutput output = new RunOutput(
                operation.id(),
                paths,
                new Reports(words.as(frontEnd)),
                host -> new Reports(words.as(frontEnd.on(host))),
                lines);
        work(operation, given, output);
        Optional<Failure> failure = output.end();
        if (json) {
            out.writeBytes(output.json().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } else if (failure.isPresent()) {
            failure.get().message().lines().forEach(lines::error);
        }
        if (failure.isPresent() && given.isGiven(Option.STACK_TRACE)) {
            failure.get().cause().printStackTrace(err);
            err.flush();
        }
        return failure.map(Failure::code).orElse(ExitCode.AS_DESIRED);
    }

    private void work(Operation operation, GivenOptions given, RunOutput output) {
        try {
            output.files().requireWritable();
            Optional<Path> passwordFile = given.passwordFile()
                    .flatMap(text -> TextParameter.optional(Options.PASSWORD_FILE, text))
                    .map(name -> output.files().input(Options.PASSWORD_FILE, name));
            if (passwordFile.isPresent() && (!given.isGiven(Option.CREDENTIALS) || given.isGiven(Option.KERBEROS))) {
                throw BadParameter.of(
                        "option.password-unused",
                        Options.PASSWORD_FILE,
                        Options.name(Option.CREDENTIALS),
                        Options.name(Option.KERBEROS));
            }
            TypedAccounts accounts = new TypedAccounts(
                    passwordFile,
                    name -> output.files().input(Options.name(Option.CERTIFICATES_CREDENTIALS), name),
                    console);
            Command.run(operation, new Session(given, accounts, new CertificateCollector(given, accounts)), output);
        } catch (EkuException failure) {
            output.failed(failure);
        } catch (RuntimeException | LinkageError defect) {
            output.failed(new EkuException(defect, ErrorCode.UNEXPECTED, defect));
        }
    }

    /** Something was typed that cannot be meant, so nothing ran and no file is written. */
    private ExitCode refused(Words words, EkuException why) {
        Lines lines = new Screen(out, err, ansi);
        why.lines(words).forEach(lines::error);
        return ExitCode.REFUSED;
    }

    private static Words words(Language language) {
        return Words.of(language.locale(), new FrontEnd() {
            @Override
            public String name(Operation operation) {
                return ToolFrontEnd.PROGRAM + " " + operation.id();
            }

            @Override
            public String name(Option option) {
                return Options.name(option);
            }

            @Override
            public Optional<dev.eku.text.ShellCommand> command(dev.eku.text.NextStep.Run run) {
                return Optional.empty();
            }
        });
    }
}
