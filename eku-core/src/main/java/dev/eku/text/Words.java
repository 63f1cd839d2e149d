package dev.eku.text;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts values into words: in one language, and with the names that one front end has for what eku does. A text of the
 * catalogue names an operation or an option in double brackets, as in {@code [[apply]]} or {@code [[restart=never]]},
 * and the front end's name takes that place. Immutable and thread-safe.
 */
public final class Words {
    /** Plain English, as the library alone speaks. */
    public static final Words ENGLISH = new Words(MessageCatalogue.of(Locale.ROOT), FrontEnd.NONE);

    private static final Pattern NOUN = Pattern.compile("\\[\\[([a-z-]+)(=[^\\]]+)?\\]\\]");
    private static final Map<String, Operation> OPERATIONS = new HashMap<>();
    private static final Map<String, Option> OPTIONS = new HashMap<>();

    static {
        for (Operation each : Operation.values()) {
            OPERATIONS.put(each.id(), each);
        }
        for (Option each : Option.values()) {
            OPTIONS.put(each.id(), each);
        }
    }

    private final MessageCatalogue catalogue;
    private final FrontEnd frontEnd;
    /** Whether what others wrote stands between {@link Wrap#OPEN} and {@link Wrap#CLOSE}. */
    private final boolean keepsWhole;

    Words(MessageCatalogue catalogue, FrontEnd frontEnd) {
        this(catalogue, frontEnd, false);
    }

    private Words(MessageCatalogue catalogue, FrontEnd frontEnd, boolean keepsWhole) {
        this.catalogue = catalogue;
        this.frontEnd = frontEnd;
        this.keepsWhole = keepsWhole;
    }

    /** The words of a language and a front end. */
    public static Words of(Locale locale, FrontEnd frontEnd) {
        return new Words(MessageCatalogue.of(locale), frontEnd);
    }

    /** The same language, as another front end speaks it. */
    public Words as(FrontEnd other) {
        return new Words(catalogue, other);
    }

    /** The language. */
    public Locale locale() {
        return catalogue.locale();
    }

    /** What the front end calls that option. */
    public String name(Option option) {
        return frontEnd.name(option);
    }

    /** Whether there is a text of that key. */
    public boolean has(String key) {
        return catalogue.has(key);
    }

    /**
     * The text of a message; messages among its arguments are put into words, too. What a host, a file or a person
     * wrote makes no line of its own in it, and steers no terminal. A message whose key is unknown, since another
     * version has written it down, is shown as it is: its key and its arguments.
     */
    public String text(Message message) {
        Object[] arguments = message.key().equals(Message.AS_IS)
                ? new Object[] {oneLine(first(message))}
                : worded(message.arguments().toArray());
        if (has(message.key())) {
            return filled(message.key(), arguments);
        }
        String key = Plain.line(message.key());
        return arguments.length == 0
                ? key
                : key + ": " + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining("; "));
    }

    /**
     * The text of a key, its placeholders filled in as those of a message are. Numbers are written plainly, without
     * grouping.
     */
    public String text(String key, Object... arguments) {
        return filled(key, worded(arguments));
    }

    /**
     * The text of a message in lines of at most that many columns. Only eku's own words are broken; a path, a name or
     * what a person wrote makes a line longer where it has to. The lines that follow the first are indented.
     */
    public List<String> lines(Message message, int columns) {
        return Wrap.lines(new Words(catalogue, frontEnd, true).text(message), columns);
    }

    private Object[] worded(Object... arguments) {
        Object[] worded = new Object[arguments.length];
        for (int i = 0; i < worded.length; i++) {
            worded[i] = argument(arguments[i]);
        }
        return worded;
    }

    private String filled(String key, Object... worded) {
        return new MessageFormat(named(catalogue.pattern(key)), Locale.ROOT).format(worded);
    }

    /** A message of somebody else's may lack what it should have. */
    private static String first(Message message) {
        return message.arguments().isEmpty()
                ? ""
                : String.valueOf(message.arguments().get(0));
    }

    /** What others wrote in several lines, such as an error of PowerShell. */
    private static String oneLine(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.isBlank()) {
                lines.add(line.strip());
            }
        }
        return Plain.line(String.join("; ", lines));
    }

    private String argument(Object argument) {
        if (argument instanceof Message message) {
            return text(message);
        }
        if (argument instanceof NextStep step) {
            return String.join("\n", lines(step));
        }
        if (argument instanceof Bullets bullets) {
            return bullets.items().stream()
                    .map(item -> "\n  - " + argument(item))
                    .collect(Collectors.joining());
        }
        if (argument instanceof Collection<?> several) {
            boolean areSentences = several.stream().anyMatch(Message.class::isInstance);
            List<String> texts = several.stream().map(this::argument).toList();
            return areSentences ? sentences(texts) : list(texts);
        }
        if (argument instanceof Worded value) {
            return text(value.words());
        }
        String text = Plain.line(argument instanceof Setting setting ? setting(setting) : String.valueOf(argument));
        return keepsWhole ? Wrap.OPEN + text + Wrap.CLOSE : text;
    }

    /** Texts in one line, with what stands between the items of a list. */
    public String list(List<String> texts) {
        return String.join(catalogue.pattern("text.between-items"), texts);
    }

    /** Texts in one line, with what stands between sentences. */
    public String sentences(List<String> texts) {
        return String.join(catalogue.pattern("text.between-sentences"), texts);
    }

    /** What to do, and below it the command that does it, alone on its line, if there is one. */
    public List<String> lines(NextStep step) {
        return lines("next", step);
    }

    /**
     * The same within a sentence.
     *
     * @param key the text that the sentence is put into
     */
    public List<String> lines(String key, NextStep step) {
        List<String> lines = new ArrayList<>(text(key, sentence(step)).lines().toList());
        lines.addAll(typed(step).stream().toList());
        return lines;
    }

    /** What to do, without the command that does it. */
    public Message sentence(NextStep step) {
        return sentence(step, command(step));
    }

    /** The command that does it, if there is one. */
    public Optional<String> typed(NextStep step) {
        Optional<ShellCommand> command = command(step);
        return command.isPresent() && command.get() instanceof ShellCommand.Line line
                ? Optional.of(line.toString())
                : Optional.empty();
    }

    private Optional<ShellCommand> command(NextStep step) {
        if (step instanceof NextStep.Run run) {
            return frontEnd.command(run);
        }
        return step instanceof NextStep.Command shell
                ? Optional.of(ShellCommand.of(shell.arguments(), shell.shells()))
                : Optional.empty();
    }

    private Message sentence(NextStep step, Optional<ShellCommand> command) {
        if (command.isEmpty()) {
            return step instanceof NextStep.Run run ? neutral(run) : step.what();
        }
        return command.get() instanceof ShellCommand.None none
                ? Message.of("next.no-command", step.what(), none.why())
                : Message.of("next.command", step.what());
    }

    private Message neutral(NextStep.Run run) {
        String asked = frontEnd.name(run.operation());
        return run.settings().isEmpty()
                ? Message.of("next.run", run.what(), asked)
                : Message.of("next.run-with", run.what(), asked, run.settings());
    }

    private String setting(Setting setting) {
        return frontEnd.name(setting.option()) + "=" + setting.value();
    }

    /** A pattern with the front end's names, quoted as patterns are. */
    private String named(String pattern) {
        if (!pattern.contains("[[")) {
            return pattern;
        }
        Matcher noun = NOUN.matcher(pattern);
        return noun.replaceAll(found -> Matcher.quoteReplacement(
                noun(found.group(1), found.group(2) != null).replace("'", "''")
                        + Optional.ofNullable(found.group(2)).orElse("")));
    }

    /** What has a value is an option, though an operation may be called the same. */
    private String noun(String id, boolean hasValue) {
        Operation operation = OPERATIONS.get(id);
        if (operation != null && !hasValue) {
            return frontEnd.name(operation);
        }
        Option option = OPTIONS.get(id);
        return option == null ? id : frontEnd.name(option);
    }
}
