package dev.eku.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Everything that a diagnosis needs from a host: an inspection, and what only a diagnosis asks for. Immutable. */
public final class DiagnosticInspection {
    private final Inspection inspection;
    private final List<RuntimeFacts> runtimes;
    private final LogFacts log;
    private final Map<ApplicationFacts, RuntimeFacts> byApplication = new HashMap<>();

    /**
     * What was read.
     *
     * @param runtimes one for each application of the inspection, in its order
     */
    public DiagnosticInspection(Inspection inspection, List<RuntimeFacts> runtimes, LogFacts log) {
        this.inspection = inspection;
        this.runtimes = List.copyOf(runtimes);
        this.log = log;
        for (int i = 0; i < this.runtimes.size(); i++) {
            byApplication.putIfAbsent(inspection.applications().get(i), this.runtimes.get(i));
        }
    }

    /** The inspection. */
    public Inspection inspection() {
        return inspection;
    }

    /** One for each application of the inspection, in its order. */
    public List<RuntimeFacts> runtimes() {
        return runtimes;
    }

    /** What the event log says. */
    public LogFacts log() {
        return log;
    }

    /** The runtime facts of an application of the inspection. */
    public RuntimeFacts runtime(ApplicationFacts application) {
        return Optional.ofNullable(byApplication.get(application)).orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiagnosticInspection read
                && read.inspection.equals(inspection)
                && read.runtimes.equals(runtimes)
                && read.log.equals(log);
    }

    @Override
    public int hashCode() {
        return Objects.hash(inspection, runtimes, log);
    }

    @Override
    public String toString() {
        return inspection + " " + runtimes + " " + log;
    }
}
