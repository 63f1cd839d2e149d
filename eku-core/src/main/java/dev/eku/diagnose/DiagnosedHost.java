package dev.eku.diagnose;

import dev.eku.error.EkuException;
import java.util.Optional;

/**
 * One host of a fleet. Immutable.
 *
 * @param host how it was named
 * @param diagnosis empty if it could not be read
 * @param failure why it could not be read
 */
public record DiagnosedHost(String host, Optional<Diagnosis> diagnosis, Optional<EkuException> failure) {
    /** A host that was read. */
    public static DiagnosedHost of(Diagnosis diagnosis) {
        String host = diagnosis.inspected().inspection().host().ref().toString();
        return new DiagnosedHost(host, Optional.of(diagnosis), Optional.empty());
    }

    /**
     * A host that could not be read.
     *
     * @param host how it was named
     */
    public static DiagnosedHost failed(String host, EkuException failure) {
        return new DiagnosedHost(host, Optional.empty(), Optional.of(failure));
    }
}
