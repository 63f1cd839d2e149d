package dev.eku.backend.memory;

import dev.eku.contract.Limit;
import dev.eku.contract.RegistryContract;
import dev.eku.contract.RegistryOneViewContract;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.Set;

/** The registry of a memory host of 32-bit Windows is a registry, and has one view. */
final class OneViewRegistryTest implements RegistryContract, RegistryOneViewContract {
    private static final KeyPath READ_ONLY = KeyPath.of("SOFTWARE", "read-only");
    private static final KeyPath UNREADABLE = KeyPath.of("SOFTWARE", "unreadable");

    private final MemoryHost host = MemoryHost.builder()
            .of32Bits()
            .value(RegistryView.VIEW_32, READ_ONLY, "kept", RegistryValue.dword(1))
            .key(RegistryView.VIEW_64, READ_ONLY.child("kept"))
            .access(RegistryView.VIEW_32, READ_ONLY, Access.READ_ONLY)
            .access(RegistryView.VIEW_64, UNREADABLE, Access.NONE)
            .build();

    @Override
    public Registry registry() {
        return host.registry();
    }

    @Override
    public KeyPath scratch() {
        return KeyPath.of("SOFTWARE", "scratch", "of the test");
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(Limit.VIEWS);
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
