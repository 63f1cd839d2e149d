package dev.eku.examples.custombackend;

import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostProvider;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import java.nio.file.Path;
import java.util.List;

/** Opens {@code audited:REF}, which is the host REF. The system property {@code audited.file} names the audit file. */
public final class AuditedHostProvider implements HostProvider {
    /** Called by the service loader. */
    public AuditedHostProvider() {}

    @Override
    public List<String> schemes() {
        return List.of("audited");
    }

    @Override
    public List<String> examples() {
        return List.of("audited:local:");
    }

    @Override
    public Host open(HostRef ref, HostAccess access) {
        Host inner = Hosts.open(HostRef.parse(ref.rest()), access);
        Path file = Path.of(System.getProperty("audited.file", "eku-audit.log"));
        return new AuditedHost(ref, inner, new AuditLog(file, inner.clock(), ref.rest()));
    }
}
