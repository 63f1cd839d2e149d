package dev.eku.service;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.NameFolding;
import java.util.regex.Pattern;

/**
 * A service's key name, for example {@code RTCDATAMCU} (not its display name). Equal in any spelling of case. Immutable.
 */
public final class ServiceName implements Comparable<ServiceName> {
    /** Letters, digits and the punctuation real services use; no slash, which the service database forbids, and no quote. */
    private static final Pattern LEGAL = Pattern.compile("[\\p{L}\\p{N} ._$@{}()#&+~\\-]{1,256}");

    private final String name;

    private ServiceName(String name) {
        this.name = name;
    }

    /**
     * The service of that name.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if no service can have that name
     */
    public static ServiceName of(String name) {
        if (!LEGAL.matcher(name).matches() || !name.equals(name.strip())) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "service", name, "RTCDATAMCU");
        }
        return new ServiceName(name);
    }

    @Override
    public int compareTo(ServiceName other) {
        return NameFolding.fold(name).compareTo(NameFolding.fold(other.name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceName service && NameFolding.same(service.name, name);
    }

    @Override
    public int hashCode() {
        return NameFolding.fold(name).hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
