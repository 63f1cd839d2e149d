package dev.eku.contract;

/**
 * What {@link dev.eku.registry.Registry} means, as tests. A backend's test class implements {@link #registry} and
 * {@link #scratch}, prepares two keys without rights, and declares what it cannot show as {@link Limit}s.
 */
public interface RegistryContract
        extends RegistryKeysContract,
                RegistryValuesContract,
                RegistryNamesContract,
                RegistryViewsContract,
                RegistryRightsContract {}
