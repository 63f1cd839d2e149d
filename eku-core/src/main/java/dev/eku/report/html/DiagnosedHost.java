package dev.eku.report.html;

import dev.eku.diagnose.Diagnosis;
import dev.eku.error.EkuException;

/** A host of a report: its diagnosis, or why there is none. Immutable. */
public sealed interface DiagnosedHost {
    /** A host that was diagnosed. */
    record Seen(Diagnosis diagnosis) implements DiagnosedHost {}

    /**
     * A host that could not be read.
     *
     * @param host how it was named
     * @param failure the failure's whole message
     */
    record Unread(String host, String failure) implements DiagnosedHost {}

    /** What is wrong with a host. */
    static DiagnosedHost of(Diagnosis diagnosis) {
        return new Seen(diagnosis);
    }

    /**
     * A host that could not be read.
     *
     * @param host how it was named
     */
    static DiagnosedHost failed(String host, EkuException failure) {
        return new Unread(host, failure.getMessage());
    }
}
