package dev.eku.maven.command;

import dev.eku.command.RepeatedOptions;
import dev.eku.maven.given.Declared;
import dev.eku.maven.given.Given.Configured;
import dev.eku.maven.given.Known;
import dev.eku.text.FrontEnd;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import dev.eku.text.ShellCommand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Maven as a front end: operations are goals, and options are properties. A command contains what the running goal was
 * given, as far as the other goal accepts it, so that it means the same hosts and reaches them in the same way.
 * Thread-safe if its arguments are.
 */
public final class MavenFrontEnd implements FrontEnd {
    private static final String HOSTS = "eku.hosts";
    private static final String SKIP = "eku.skip";

    /** The default values. */
    private static final Set<String> NO_DEMAND = Set.of("auto", "leave");

    private static final Map<Option, String> NAMES = names();
    private static final Map<String, Option> OPTIONS = options();
    private static final Set<String> NAME_HOSTS = names(RepeatedOptions.NAME_HOSTS);
    private static final Set<String> REACH_HOSTS = names(RepeatedOptions.REACH_HOSTS);

    /** The properties that select hosts or say how to reach them. */
    public static final Set<String> SELECTING = both(NAME_HOSTS, REACH_HOSTS);

    private final MavenCall call;
    private final Known known;
    private final Map<String, String> given;
    private final Map<String, String> standing;
    private final Supplier<List<Configured>> configured;
    private final Optional<String> host;

    private MavenFrontEnd(
            MavenCall call,
            Known known,
            Map<String, String> given,
            Map<String, String> standing,
            Supplier<List<Configured>> configured,
            Optional<String> host) {
        this.call = call;
        this.known = known;
        this.given = Map.copyOf(given);
        this.standing = Map.copyOf(standing);
        this.configured = configured;
        this.host = host;
    }

    /**
     * The front end for all hosts that the running goal was given.
     *
     * @param call how goals are called there
     * @param known the parameters of the goals
     * @param given the properties of the command line
     * @param standing those of {@link #SELECTING} that the POM, the settings or {@code MAVEN_OPTS} supply; a command
     *     names them, so that it means the same hosts wherever it is pasted
     * @param configured the parameters of the running goal that the POM sets by elements, as far as they are known by
     *     then
     */
    public static MavenFrontEnd of(
            MavenCall call,
            Known known,
            Map<String, String> given,
            Map<String, String> standing,
            Supplier<List<Configured>> configured) {
        return new MavenFrontEnd(call, known, given, standing, configured, Optional.empty());
    }

    /** The front end for one host, by the name that it was given. */
    public MavenFrontEnd on(String name) {
        return new MavenFrontEnd(call, known, given, standing, configured, Optional.of(name));
    }

    @Override
    public String name(Operation operation) {
        return MavenCall.PREFIX + ":" + operation.id();
    }

    @Override
    public String name(Option option) {
        return NAMES.getOrDefault(option, option.id());
    }

    @Override
    public Optional<ShellCommand> command(NextStep.Run run) {
        Map<String, String> properties = properties(run);
        Optional<Message> obstacle = obstacle(run, properties);
        if (obstacle.isPresent()) {
            return Optional.of(new ShellCommand.None(obstacle.get()));
        }
        List<String> arguments = new ArrayList<>(call.arguments(run.operation().id()));
        for (Map.Entry<String, String> property : properties.entrySet()) {
            arguments.add("-D" + property.getKey() + "=" + property.getValue());
        }
        return Optional.of(ShellCommand.of(arguments, RepeatedOptions.shells(properties.getOrDefault(HOSTS, ""))));
    }

    /** The hosts first, then what was given, then the settings of this step. */
    private Map<String, String> properties(NextStep.Run run) {
        RepeatedOptions repeated = repeated(run);
        Set<String> taken = known.properties(List.of(run.operation().id()));
        Set<String> ofAnyGoal = known.properties();
        boolean isSame = run.operation().id().equals(call.running());
        Map<String, String> properties = new LinkedHashMap<>();
        if (host.isPresent()) {
            properties.put(HOSTS, host.get());
        }
        Map<String, String> all = new TreeMap<>(standing);
        all.putAll(given);
        for (Map.Entry<String, String> each : all.entrySet()) {
            String name = each.getKey();
            Option option = OPTIONS.get(name);
            boolean isOfThePom = !ofAnyGoal.contains(name);
            boolean isMeant =
                    taken.contains(name) && (option == null ? isSame || !name.equals(SKIP) : repeated.isMeant(option));
            if (isOfThePom || isMeant) {
                properties.put(name, each.getValue());
            }
        }
        for (Setting setting : run.settings()) {
            properties.put(name(setting.option()), setting.value());
        }
        return properties;
    }

    private RepeatedOptions repeated(NextStep.Run run) {
        return RepeatedOptions.of(run, call.running().equals(run.operation().id()), host);
    }

    /** The first reason why the step cannot be a command. */
    private Optional<Message> obstacle(NextStep.Run run, Map<String, String> properties) {
        Optional<Message> obstacle = withoutProperty(run);
        if (obstacle.isEmpty()) {
            obstacle = repeated(run).obstacle(HOSTS);
        }
        if (obstacle.isEmpty()) {
            obstacle = ofRealHosts(run);
        }
        return obstacle.isEmpty() ? ofThePom(properties) : obstacle;
    }

    /** What the POM or another file says about all hosts cannot be undone on the command line. */
    private Optional<Message> ofRealHosts(NextStep.Run run) {
        if (RepeatedOptions.isRemote(run)) {
            return Optional.empty();
        }
        Map<String, String> all = new TreeMap<>(standing);
        configured
                .get()
                .forEach(element -> element.parameter().property().ifPresent(name -> all.put(name, element.value())));
        return all.entrySet().stream()
                .filter(entry -> REACH_HOSTS.contains(entry.getKey()) && !NO_DEMAND.contains(entry.getValue()))
                .findFirst()
                .map(entry -> Message.of("command.of-real-hosts", entry.getKey()));
    }

    /** A parameter without a property cannot be given on the command line. */
    private Optional<Message> withoutProperty(NextStep.Run run) {
        for (Setting setting : run.settings()) {
            String name = name(setting.option());
            if (!name.startsWith(MavenCall.PREFIX + ".")) {
                return Optional.of(Message.of("command.only-of-the-pom", name));
            }
        }
        return Optional.empty();
    }

    /**
     * The command line must not contradict an element of the POM, and a command that eku refuses is not a next step.
     */
    private Optional<Message> ofThePom(Map<String, String> properties) {
        for (Configured element : configured.get()) {
            Declared parameter = element.parameter();
            boolean namesHosts =
                    parameter.name().equals("inventory") || parameter.name().equals("fleet");
            Optional<String> value = parameter.property().map(properties::get);
            boolean isOverruled =
                    value.filter(text -> !text.equals(element.value())).isPresent();
            if (isOverruled || (namesHosts && properties.containsKey(HOSTS))) {
                return Optional.of(Message.of("command.of-the-pom", parameter.name()));
            }
        }
        if (properties.containsKey(HOSTS)) {
            // A property of the command line replaces the one with the same name; the others remain.
            for (String name : new TreeSet<>(NAME_HOSTS)) {
                if (!name.equals(HOSTS) && standing.containsKey(name)) {
                    return Optional.of(Message.of("command.of-the-properties", name));
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }

    private static Set<String> names(Set<Option> options) {
        Set<String> names = new HashSet<>();
        for (Option option : options) {
            names.add(NAMES.getOrDefault(option, option.id()));
        }
        return Set.copyOf(names);
    }

    private static Map<String, Option> options() {
        Map<String, Option> options = new HashMap<>();
        for (Map.Entry<Option, String> each : NAMES.entrySet()) {
            options.put(each.getValue(), each.getKey());
        }
        return options;
    }

    private static Map<Option, String> names() {
        Map<Option, String> names = new EnumMap<>(Option.class);
        names.put(Option.APPLICATIONS, "<applications>");
        names.put(Option.CERTIFICATES_CREDENTIALS, "eku.certificatesServerId");
        names.put(Option.CREDENTIALS, "eku.serverId");
        names.put(Option.ENCRYPTION, "eku.smb.encryption");
        names.put(Option.FLEET, "<fleet>");
        names.put(Option.STACK_TRACE, "-e");
        for (Option option : Option.values()) {
            names.putIfAbsent(option, "eku." + camelCase(option.id()));
        }
        return names;
    }

    private static String camelCase(String id) {
        StringBuilder name = new StringBuilder();
        for (String word : id.split("-", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
