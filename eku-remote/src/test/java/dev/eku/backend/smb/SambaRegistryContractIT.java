package dev.eku.backend.smb;

import dev.eku.contract.Limit;
import dev.eku.contract.RegistryContract;
import dev.eku.host.Host;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryView;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The registry contract over SMB against a real Samba server. */
final class SambaRegistryContractIT implements RegistryContract {
    private final Host host = SambaLab.open(SambaLab.newServer());

    @AfterEach
    void closeTheHost() {
        host.close();
    }

    @Override
    public Registry registry() {
        return host.registry();
    }

    @Override
    public KeyPath scratch() {
        return KeyPath.of("SOFTWARE", "eku-contract");
    }

    @Override
    public void deletedByOthers(KeyPath key) {
        try (Host other = SambaLab.open(host.ref())) {
            other.registry().deleteKey(RegistryView.VIEW_64, key);
        }
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(
                Limit.REGISTRY_RIGHTS,
                Limit.KEY_DEPTH,
                Limit.FIRST_SPELLING,
                Limit.FINAL_SIGMA,
                Limit.LONG_VALUE_NAMES,
                Limit.TYPE_ALONE);
    }
}
