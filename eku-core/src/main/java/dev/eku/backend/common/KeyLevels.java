package dev.eku.backend.common;

/** How many levels of keys Windows creates. */
public final class KeyLevels {
    /** The number of levels that Windows creates in one call (Microsoft Learn, "Registry element size limits"). */
    public static final int AT_ONCE = 32;

    private KeyLevels() {}
}
