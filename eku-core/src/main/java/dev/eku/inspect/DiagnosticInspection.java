package dev.eku.inspect;

import java.util.List;

/**
 * All that a diagnosis needs of a host: an inspection, and what only a diagnosis asks for. Immutable.
 *
 * @param runtimes one for each application of the inspection, in its order
 */
public record DiagnosticInspection(Inspection inspection, List<RuntimeFacts> runtimes, LogFacts log) {
    public DiagnosticInspection {
        runtimes = List.copyOf(runtimes);
    }

    /** What decides for an application of the inspection. */
    public RuntimeFacts runtime(ApplicationFacts application) {
        return runtimes.get(inspection.applications().indexOf(application));
    }
}
