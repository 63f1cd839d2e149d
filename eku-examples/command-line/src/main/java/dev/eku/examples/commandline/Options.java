package dev.eku.examples.commandline;

import dev.eku.command.input.Defaults;
import dev.eku.command.input.FlagParameter;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of each operation. They are those of the goals; a test compares the two. */
final class Options {
    /** A file with the password of {@code --user}. It is no option of the library: only the front end opens it. */
    static final String PASSWORD_FILE = "--password-file";
    /** Prints the report as JSON and nothing else. */
    static final String JSON = "--json";

    private static final List<Option> HOSTS = List.of(
            Option.HOSTS,
            Option.INVENTORY,
            Option.POOLS,
            Option.CONCURRENCY,
            Option.CREDENTIALS,
            Option.KERBEROS,
            Option.REMOTE_REGISTRY,
            Option.ENCRYPTION);
    private static final List<Option> EXEMPTION = List.of(Option.PRODUCT, Option.SETTING, Option.APPLICATIONS);
    private static final List<Option> RECORDED = List.of(Option.REASON, Option.OWNER, Option.EXPIRES, Option.TIDY);
    private static final List<Option> RESTART = List.of(
            Option.RESTART,
            Option.STOP,
            Option.DRAIN_TIMEOUT,
            Option.AT_DRAIN_DEADLINE,
            Option.STOP_TIMEOUT,
            Option.START_TIMEOUT);
    private static final List<Option> ROLLOUT =
            List.of(Option.MAX_UNAVAILABLE, Option.MAX_FAILURES, Option.CANARY, Option.SOAK, Option.UNREACHABLE);
    private static final List<Option> PEERS =
            List.of(Option.ENDPOINTS, Option.CERTIFICATES, Option.CERTIFICATES_CREDENTIALS, Option.FAIL_ON);
    private static final List<Option> ALWAYS = List.of(Option.OUTPUT_DIRECTORY, Option.LANGUAGE, Option.STACK_TRACE);

    private static final Map<Option, String> DEFAULTS = defaults();
    private static final Map<Option, String> NAMES = names();
    private static final Set<Option> FLAGS = flags();

    private Options() {}

    /** The options of an operation, in the order of its help. */
    static Set<Option> of(Operation operation) {
        Set<Option> all = new LinkedHashSet<>();
        switch (operation) {
            case APPLY, PLAN -> {
                add(all, HOSTS, EXEMPTION, RECORDED, RESTART, ROLLOUT);
                all.add(Option.PLAN_FILE);
            }
            case REHEARSE -> add(all, HOSTS, EXEMPTION, RECORDED, RESTART);
            case ROLLBACK -> {
                add(all, HOSTS, RESTART, ROLLOUT);
                add(all, List.of(Option.RECORD, Option.OVERWRITE, Option.FORGET));
            }
            case VERIFY, INSPECT -> add(all, HOSTS, EXEMPTION);
            case DIAGNOSE -> {
                add(all, HOSTS, EXEMPTION, PEERS);
                add(all, List.of(Option.WINDOW, Option.EVENTS));
            }
            case EXPORT -> {
                add(all, HOSTS, EXEMPTION, RECORDED);
                add(all, List.of(Option.FORM, Option.PLAN_FILE));
            }
            case CERTIFICATES -> add(all, PEERS);
            case CAPTURE -> {
                add(all, HOSTS);
                add(all, List.of(Option.APPLICATIONS, Option.FILE));
            }
            case HISTORY -> add(all, HOSTS);
            case UNLOCK -> {
                add(all, HOSTS);
                all.add(Option.HOLDER);
            }
            case PRODUCTS -> {}
        }
        add(all, ALWAYS);
        return all;
    }

    /** Whether an operation takes {@code --password-file}. */
    static boolean takesPassword(Operation operation) {
        return of(operation).contains(Option.CREDENTIALS);
    }

    /** Its name on the command line: {@code --max-unavailable}. */
    static String name(Option option) {
        return NAMES.getOrDefault(option, "--" + option.id());
    }

    /** Whether it can stand without a value, which then is {@code true}. */
    static boolean isFlag(Option option) {
        return FLAGS.contains(option);
    }

    /** Whether it can stand several times. */
    static boolean isRepeatable(Option option) {
        return option == Option.APPLICATIONS;
    }

    /** Its default as a text, or nothing for one without a default. */
    static String otherwise(Option option) {
        return DEFAULTS.getOrDefault(option, "");
    }

    @SafeVarargs
    private static void add(Set<Option> all, List<Option>... groups) {
        for (List<Option> group : groups) {
            all.addAll(group);
        }
    }

    private static Map<Option, String> names() {
        Map<Option, String> names = new EnumMap<>(Option.class);
        names.put(Option.APPLICATIONS, "--application");
        names.put(Option.CERTIFICATES_CREDENTIALS, "--certificates-password-file");
        names.put(Option.CREDENTIALS, "--user");
        names.put(Option.ENCRYPTION, "--smb-encryption");
        return names;
    }

    private static Set<Option> flags() {
        Set<Option> flags = EnumSet.of(Option.STACK_TRACE);
        for (FlagParameter each : FlagParameter.values()) {
            flags.add(each.option());
        }
        return flags;
    }

    private static Map<Option, String> defaults() {
        Map<Option, String> defaults = new EnumMap<>(Option.class);
        defaults.put(Option.AT_DRAIN_DEADLINE, Defaults.AT_DRAIN_DEADLINE);
        defaults.put(Option.CONCURRENCY, Defaults.CONCURRENCY);
        defaults.put(Option.DRAIN_TIMEOUT, Defaults.DRAIN_TIMEOUT);
        defaults.put(Option.ENCRYPTION, Defaults.ENCRYPTION);
        defaults.put(Option.FAIL_ON, Defaults.FAIL_ON);
        defaults.put(Option.FORM, Defaults.FORM);
        defaults.put(Option.MAX_FAILURES, Defaults.MAX_FAILURES);
        defaults.put(Option.MAX_UNAVAILABLE, Defaults.MAX_UNAVAILABLE);
        defaults.put(Option.OUTPUT_DIRECTORY, Tool.REPORTS);
        defaults.put(Option.REMOTE_REGISTRY, Defaults.REMOTE_REGISTRY);
        defaults.put(Option.RESTART, Defaults.RESTART);
        defaults.put(Option.START_TIMEOUT, Defaults.START_TIMEOUT);
        defaults.put(Option.STOP, Defaults.STOP);
        defaults.put(Option.STOP_TIMEOUT, Defaults.STOP_TIMEOUT);
        defaults.put(Option.UNREACHABLE, Defaults.UNREACHABLE);
        defaults.put(Option.WINDOW, Defaults.WINDOW);
        return defaults;
    }
}
