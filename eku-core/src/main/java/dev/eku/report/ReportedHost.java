package dev.eku.report;

import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspection.HostFacts;
import dev.eku.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The host that a report is about. Immutable.
 *
 * @param host how it was named
 * @param computer its computer name, if it was asked for
 * @param simulated whether no real host is read or changed
 */
public record ReportedHost(String host, Optional<String> computer, boolean simulated) {
    /** The host of an inspection. */
    public static ReportedHost of(Inspection inspection) {
        HostFacts facts = inspection.host();
        return new ReportedHost(facts.ref().toString(), Optional.of(facts.computer()), facts.simulated());
    }

    /** The host a plan was made for. */
    public static ReportedHost of(Plan plan) {
        return new ReportedHost(plan.host(), Optional.of(plan.computer()), plan.simulated());
    }

    /** The computer's name, or, without one, the name with which the host was given. */
    public String name() {
        return computer.orElse(host);
    }

    /** As JSON fields. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", host);
        computer.ifPresent(name -> json.put("computer", name));
        json.put("simulated", simulated);
        return json;
    }
}
