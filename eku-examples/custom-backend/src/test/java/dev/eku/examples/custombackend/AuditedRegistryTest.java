package dev.eku.examples.custombackend;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.contract.RegistryContract;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** eku's own contract tests prove that the audited registry is a registry. */
class AuditedRegistryTest implements RegistryContract {
    private static final KeyPath READ_ONLY = KeyPath.of("SOFTWARE", "read-only");
    private static final KeyPath UNREADABLE = KeyPath.of("SOFTWARE", "unreadable");

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    private final MemoryHost host = MemoryHost.builder()
            .value(READ_ONLY, "kept", RegistryValue.dword(1))
            .key(RegistryView.VIEW_64, READ_ONLY.child("kept"))
            .access(RegistryView.VIEW_64, READ_ONLY, Access.READ_ONLY)
            .access(RegistryView.VIEW_64, UNREADABLE, Access.NONE)
            .build();

    @Override
    public Registry registry() {
        AuditLog log = new AuditLog(folder.resolve("audit.log"), host.clock(), "memory:");
        return new AuditedRegistry(host.registry(), log);
    }

    @Override
    public KeyPath scratch() {
        return KeyPath.of("SOFTWARE", "scratch");
    }

    @Override
    public KeyPath readOnlyKey() {
        return READ_ONLY;
    }

    @Override
    public KeyPath unreadableKey() {
        return UNREADABLE;
    }
}
