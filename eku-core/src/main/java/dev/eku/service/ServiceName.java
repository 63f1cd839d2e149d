package dev.eku.service;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.NameFolding;
import java.util.regex.Pattern;

/**
 * The key name of a service, for example {@code RTCDATAMCU}; not its display name. Upper and lower case do not matter.
 * Immutable.
 */
public final class ServiceName implements Comparable<ServiceName> {
    /**
     * Letters, digits and the punctuation of real services. No slash, which the service database forbids, and no quote.
     */
    private static final Pattern LEGAL = Pattern.compile("[\\p{L}\\p{N} ._$@{}()#&+~\\-]{1,256}");

    private final String name;

    private ServiceName(String name) {
        this.name = name;
    }

    /**
     * The service with a name that a user gives.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if the name has quotes, slashes or more than 256 characters, since
     *     no user means such a name
     */
    public static ServiceName of(String name) {
        if (!LEGAL.matcher(name).matches() || !name.equals(name.strip())) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "service", name, "RTCDATAMCU");
        }
        return new ServiceName(name);
    }

    /**
     * The service with a name that a host reports, or a file that was made from a host. The name is accepted as it is.
     * Windows itself forbids only slashes and more than 256 characters (Microsoft Learn, "CreateServiceW"), and
     * {@code Zabbix Agent [FE01]} is an ordinary name. When such a name is printed, it must never become a line, a
     * command or a pattern.
     */
    public static ServiceName told(String name) {
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
