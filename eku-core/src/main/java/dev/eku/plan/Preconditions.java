package dev.eku.plan;

import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.Dependent;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.SettingKey;
import dev.eku.inspect.SettingKey.Details;
import dev.eku.journal.JournalRecord;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts of an inspection a decision can depend on, always in the same order. Their names are the same in every
 * language, so that a plan saved by one operator can be applied by another. Pure.
 */
public final class Preconditions {
    static final String NONE = "none";
    static final String UNREADABLE = "unreadable";
    private static final String MISSING = "missing from ";
    private static final String PROCESS_START = "process start of service ";

    private Preconditions() {}

    /** The facts of an inspection. */
    public static List<Precondition> of(Inspection inspection) {
        List<Precondition> facts = new ArrayList<>();
        Set<String> toldByTheirFile = toldByTheirFile(inspection.exemption());
        for (ApplicationFacts application : inspection.applications()) {
            addFactsOf(facts, application);
            if (toldByTheirFile.contains(application.application().id())) {
                Application told = application.application();
                facts.add(new Precondition(
                        "runtime of " + told.id(),
                        told.clr().keyName() + ", " + told.bitness().view()));
            }
        }
        for (SettingKey key : inspection.keys()) {
            key(facts, key);
        }
        Optional<JournalRecord> open = inspection.journal().open();
        facts.add(new Precondition(
                "open journal record", open.isPresent() ? open.get().id() : NONE));
        Optional<JournalRecord> recorded = inspection.recorded();
        if (recorded.isPresent()) {
            facts.add(new Precondition("record of the exemption", recorded.get().id()));
        }
        return facts;
    }

    /**
     * The facts that differ, each with its state before and now.
     *
     * @param planned the facts a plan was computed from
     * @param now the facts found now
     */
    public static List<Message> moved(List<Precondition> planned, List<Precondition> now) {
        List<Message> lines = new ArrayList<>();
        Map<String, String> before = states(planned);
        Map<String, String> after = states(now);
        for (Precondition fact : planned) {
            String current = after.getOrDefault(fact.name(), NONE);
            if (!isSame(fact, current)) {
                lines.add(moved(fact.name(), fact.state(), current));
            }
        }
        for (Precondition fact : now) {
            if (!before.containsKey(fact.name()) && !isSame(fact, NONE)) {
                lines.add(moved(fact.name(), NONE, fact.state()));
            }
        }
        return lines;
    }

    /**
     * From where on a key is missing is a fact only as long as something reads the key. That a key may not be read is
     * told only of keys that decide nothing. And a host that tells the start
     * of a process at one time may not tell it at another, for example if its counters fail.
     */
    private static boolean isSame(Precondition fact, String other) {
        String state = fact.state();
        boolean isPerhapsNotAsked = fact.name().startsWith(PROCESS_START);
        return state.equals(other)
                || (state.equals(NONE) && (isPerhapsNotAsked || decidesNothing(other)))
                || (other.equals(NONE) && (isPerhapsNotAsked || decidesNothing(state)));
    }

    private static boolean decidesNothing(String state) {
        return state.startsWith(MISSING) || state.equals(UNREADABLE);
    }

    private static Message moved(String name, String before, String now) {
        return Message.of("fact.moved", FactText.name(name), FactText.state(before), FactText.state(now));
    }

    private static Map<String, String> states(List<Precondition> facts) {
        Map<String, String> states = new HashMap<>();
        facts.forEach(fact -> states.putIfAbsent(fact.name(), fact.state()));
        return states;
    }

    /** One that was given, or is known of a product, contradicts a file that says otherwise. */
    private static Set<String> toldByTheirFile(Exemption exemption) {
        Set<String> ids = new HashSet<>();
        for (Application asked : exemption.applications()) {
            if (asked.givenClr().isEmpty() || asked.givenBitness().isEmpty()) {
                ids.add(asked.id());
            }
        }
        return ids;
    }

    private static void addFactsOf(List<Precondition> facts, ApplicationFacts application) {
        String id = application.application().id();
        facts.add(new Precondition(
                "executable of " + id,
                application.path().isPresent() ? application.path().get().path() : NONE));
        if (!application.program().conflicts().isEmpty()) {
            facts.add(new Precondition(
                    "contradictions of " + id,
                    application.program().conflicts().stream()
                            .map(conflict -> conflict.code().name())
                            .collect(Collectors.joining(", "))));
        }
        if (application.service().isPresent()) {
            addFactsOf(facts, application.service().get());
        }
    }

    private static void addFactsOf(List<Precondition> facts, ServiceFacts service) {
        String name = service.config().name().toString();
        Optional<Instant> started = service.status().processStarted();
        facts.add(new Precondition(
                "state of service " + name, service.status().state().name()));
        facts.add(new Precondition(
                "start type of service " + name, service.config().startType().name()));
        facts.add(new Precondition(
                PROCESS_START + name, started.isPresent() ? started.get().toString() : NONE));
        for (Dependent dependent : service.dependents()) {
            facts.add(new Precondition(
                    "state of service " + dependent.name(), dependent.state().name()));
            facts.add(new Precondition(
                    "start type of service " + dependent.name(),
                    dependent.startType().name()));
        }
    }

    private static void key(List<Precondition> facts, SettingKey key) {
        if (!key.readable()) {
            facts.add(new Precondition(key.view() + " " + key.key(), UNREADABLE));
            return;
        }
        if (key.isAside()) {
            // Whether an empty key exists that nothing reads decides nothing.
            return;
        }
        Details details = key.details().orElseThrow();
        facts.add(new Precondition(
                key.view() + " " + key.key(),
                key.contents().isPresent()
                        ? "present"
                        : MISSING + details.missing().get(0)));
        facts.add(new Precondition(
                key.view() + " global value of " + key.clr().keyName(),
                details.global().isPresent() ? whole(details.global().get()) : NONE));
        List<NamedValue> values =
                key.contents().isPresent() ? key.contents().get().values() : List.of();
        for (NamedValue value : values) {
            facts.add(new Precondition(key.view() + " " + key.key() + ", value " + value.name(), whole(value.value())));
        }
    }

    /** A value as a person reads it and, where that leaves anything open, what tells it from every other. */
    private static String whole(RegistryValue value) {
        String shown = value.toString();
        return value.isShownWhole() ? shown : shown + ", SHA-256 " + PlanJson.sha256(value.bytes());
    }
}
