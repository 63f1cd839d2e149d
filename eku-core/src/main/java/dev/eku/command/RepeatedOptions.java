package dev.eku.command;

import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import dev.eku.text.ShellCommand.Shell;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the options that a run was given the command of a next step repeats, so that it means the same hosts and
 * reaches them in the same way. Immutable.
 */
public final class RepeatedOptions {
    /** The options that name hosts. */
    public static final Set<Option> NAME_HOSTS = Set.of(Option.HOSTS, Option.INVENTORY, Option.POOLS);

    /** The options that say how to reach them. */
    public static final Set<Option> REACH_HOSTS =
            Set.of(Option.CREDENTIALS, Option.KERBEROS, Option.REMOTE_REGISTRY, Option.ENCRYPTION);

    /** The options about a run's own files and traces do not apply to another operation. */
    private static final Set<Option> OWN =
            Set.of(Option.OUTPUT_DIRECTORY, Option.PLAN_FILE, Option.FILE, Option.STACK_TRACE);

    /** The options about work on several hosts do not apply to one host. */
    private static final Set<Option> OF_FLEETS =
            Set.of(Option.CONCURRENCY, Option.CANARY, Option.MAX_UNAVAILABLE, Option.MAX_FAILURES, Option.UNREACHABLE);

    private final NextStep.Run run;
    private final Optional<String> host;
    private final Set<Option> told = EnumSet.noneOf(Option.class);
    private final boolean isSame;
    private final boolean isOneHost;
    private final boolean isRemote;
    private final boolean isDecided;

    private RepeatedOptions(NextStep.Run run, boolean isSame, Optional<String> host) {
        this.run = run;
        this.host = host;
        for (Setting setting : run.settings()) {
            told.add(setting.option());
        }
        this.isSame = isSame;
        this.isOneHost = host.isPresent() || told.contains(Option.HOSTS);
        this.isRemote = isRemote(run);
        this.isDecided = told.contains(Option.PLAN_FILE) && run.operation() == Operation.APPLY;
    }

    /**
     * The options for a step.
     *
     * @param isSame whether it is the operation that runs
     * @param host the one host that the step is about, by the name that it was given
     */
    public static RepeatedOptions of(NextStep.Run run, boolean isSame, Optional<String> host) {
        return new RepeatedOptions(run, isSame, host);
    }

    /** Whether the step repeats an option that it takes. */
    public boolean isMeant(Option option) {
        if (told.contains(option)) {
            return false;
        }
        if (isDecided) {
            return REACH_HOSTS.contains(option)
                    || option == Option.LANGUAGE
                    || (NAME_HOSTS.contains(option) && !isOneHost);
        }
        return (isSame || !OWN.contains(option))
                && !(isOneHost && (NAME_HOSTS.contains(option) || OF_FLEETS.contains(option)))
                && (isRemote || !REACH_HOSTS.contains(option));
    }

    /**
     * The options of the step: the host first, then what was given, then the settings of the step.
     *
     * @param given what the running operation was given
     * @param taken what the operation of the step takes
     */
    public Map<Option, String> of(Map<Option, String> given, Set<Option> taken) {
        Map<Option, String> options = new LinkedHashMap<>();
        if (host.isPresent()) {
            options.put(Option.HOSTS, host.get());
        }
        for (Option option : Option.values()) {
            String text = given.get(option);
            if (text != null && taken.contains(option) && isMeant(option)) {
                options.put(option, text);
            }
        }
        for (Setting setting : run.settings()) {
            options.put(setting.option(), setting.value());
        }
        return options;
    }

    /**
     * Why the step cannot be a command: an inventory can name a host with a comma, but a list that is separated by
     * commas cannot.
     *
     * @param option the name of {@link Option#HOSTS}
     */
    public Optional<Message> obstacle(String option) {
        String name = host.orElse("");
        return name.contains(",") ? Optional.of(Message.of("command.host-comma", name, option)) : Optional.empty();
    }

    /**
     * Whether a step is for a remote host. If it names a copy instead of the real host, options that reach the real
     * host would be refused.
     */
    public static boolean isRemote(NextStep.Run run) {
        boolean isOfTheRun = true;
        for (Setting setting : run.settings()) {
            if (setting.option() == Option.HOSTS) {
                isOfTheRun = false;
                for (String each : setting.value().split(",", -1)) {
                    if (HostRef.whyNot(each).isPresent() || Hosts.isRemote(HostRef.parse(each))) {
                        return true;
                    }
                }
            }
        }
        return isOfTheRun;
    }

    /**
     * The shells in which a command with those hosts is of use.
     *
     * @param hosts separated by commas
     */
    public static Set<Shell> shells(String hosts) {
        for (String host : hosts.split(",", -1)) {
            if (host.strip().startsWith("\\\\") || host.strip().startsWith("local:")) {
                return Shell.WINDOWS;
            }
        }
        return Shell.ALL;
    }
}
