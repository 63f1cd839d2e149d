package dev.eku.inspect;

import dev.eku.product.Clr;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import java.util.List;
import java.util.Optional;

/**
 * The runtimes that a host has, each asked for when it can decide. Version 4 is installed in full or as the Client
 * Profile, which its first release offered. Each has a key of its own, and both bring the same runtime ("Determine
 * which .NET Framework versions are installed", learn.microsoft.com; InstallShield,
 * {@code REGDB_KEYPATH_DOTNET_40_CLIENT}). That first release stores no release number. Not thread-safe.
 */
final class InstalledRuntimes implements RuntimeChoice.Installed {
    /** Each of these keys shows that version 4 is installed: in full, or as the Client Profile. */
    static final List<KeyPath> V4_KEYS = List.of(
            Inspector.NDP.child("v4").child("Full"), Inspector.NDP.child("v4").child("Client"));

    private static final List<KeyPath> V2_KEYS =
            List.of(Inspector.NDP.child("v3.5"), Inspector.NDP.child("v2.0.50727"));

    private final ReadableKeys keys;

    InstalledRuntimes(ReadableKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean isThere(Clr clr) {
        for (KeyPath key : keysOf(clr)) {
            if (clr == Clr.V4 ? isFour(key) : keys.text(key, "Version").isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<KeyPath> unread(Clr clr) {
        for (KeyPath key : keysOf(clr)) {
            if (keys.isRefused(RegistryView.VIEW_64, key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private static List<KeyPath> keysOf(Clr clr) {
        return clr == Clr.V4 ? V4_KEYS : V2_KEYS;
    }

    private boolean isFour(KeyPath four) {
        if (keys.number(RegistryView.VIEW_64, four, "Release").isPresent()) {
            return true;
        }
        Optional<Long> install = keys.number(RegistryView.VIEW_64, four, "Install");
        return install.isPresent() && install.get() == 1;
    }
}
