package dev.eku.backend.windows;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.eku.contract.Limit;
import dev.eku.contract.RegistryContract;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The registry's contract on the registry of a Windows machine. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WindowsRegistryContractIT implements RegistryContract {
    private static final KeyPath TESTS = KeyPath.of("SOFTWARE", "eku tests");
    private static final KeyPath READ_ONLY = TESTS.child("read only");
    private static final KeyPath UNREADABLE = TESTS.child("unreadable");

    private final Host host = Hosts.open("local:");

    /** Once made they cannot be changed, so a second run finds them as they are. */
    @BeforeAll
    void prepareKeysWithoutRights() {
        if (host.registry().createKey(RegistryView.VIEW_64, READ_ONLY) == Registry.Disposition.CREATED) {
            host.registry().createKey(RegistryView.VIEW_64, READ_ONLY.child("kept"));
            host.registry().setValue(RegistryView.VIEW_64, READ_ONLY, "kept", RegistryValue.dword(1));
            host.registry().createKey(RegistryView.VIEW_64, UNREADABLE);
            WindowsLab.protect(READ_ONLY, "D:P(A;;KR;;;WD)");
            WindowsLab.protect(UNREADABLE, "D:P");
        }
    }

    @AfterAll
    void close() {
        host.close();
    }

    @Override
    public Registry registry() {
        return host.registry();
    }

    @Override
    public KeyPath scratch() {
        return TESTS.child("scratch");
    }

    @Override
    public Set<Limit> limits() {
        // Wine 8.0 makes keys of any depth; Windows stops at 512.
        return WindowsLab.isWine() ? Set.of(Limit.KEY_DEPTH) : Set.of();
    }

    @Override
    public KeyPath readOnlyKey() {
        return READ_ONLY;
    }

    @Override
    public KeyPath unreadableKey() {
        return UNREADABLE;
    }

    /**
     * Wine 8.0 asks nobody when a key is made below a parent that does not allow it; the Windows kernel asks the
     * parent.
     */
    @Test
    @Override
    public void createKeyIsDeniedBelowAKeyWeMayOnlyRead() {
        assumeFalse(WindowsLab.isWine(), "not shown: Wine 8.0 does not check the right to create a subkey");
        RegistryContract.super.createKeyIsDeniedBelowAKeyWeMayOnlyRead();
    }
}
