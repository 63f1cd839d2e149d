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
     * The service of a name that a user gives.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if it is no name that a user means: it has quotes, slashes, or more than 256
     *     characters
     */
    public static ServiceName of(String name) {
        if (!LEGAL.matcher(name).matches() || !name.equals(name.strip())) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "service", name, "RTCDATAMCU");
        }
        return new ServiceName(name);
    }

    /**
     * The service of a name that a host, or a file that was made from one, tells. It is taken as it is: Windows itself forbids no
     * more than slashes and more than 256 characters (Microsoft Learn, "CreateServiceW"), and {@code Zabbix Agent [FE01]} is
     * ordinary. Whatever a name holds, it must not become a line, a command or a pattern of its own where it is printed.
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
