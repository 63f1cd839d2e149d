package dev.eku.examples.custombackend;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.contract.Limit;
import dev.eku.contract.RegistryContract;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** The audited registry is a registry: eku's own contract tests say so. */
class AuditedRegistryTest implements RegistryContract {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    private final MemoryHost host = MemoryHost.builder().build();

    @Override
    public Registry registry() {
        AuditLog log = new AuditLog(folder.resolve("audit.log"), host.clock(), "memory:");
        return new AuditedRegistry(host.registry(), log);
    }

    @Override
    public KeyPath scratch() {
        return KeyPath.of("SOFTWARE", "scratch");
    }

    /** Rights are the wrapped host's affair. */
    @Override
    public Set<Limit> limits() {
        return Set.of(Limit.REGISTRY_RIGHTS);
    }
}
