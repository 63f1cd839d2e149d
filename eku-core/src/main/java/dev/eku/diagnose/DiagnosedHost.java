package dev.eku.diagnose;

import dev.eku.error.EkuException;
import java.util.Optional;

/**
 * One host of a fleet. Immutable.
 *
 * @param host how it was named
 * @param diagnosis empty if it could not be read
 * @param failure why not
 */
public record DiagnosedHost(String host, Optional<Diagnosis> diagnosis, Optional<EkuException> failure) {}
