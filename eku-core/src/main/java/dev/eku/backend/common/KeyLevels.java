package dev.eku.backend.common;

/** How deep Windows makes keys. */
public final class KeyLevels {
    /** So many levels of keys Windows makes in one call (Microsoft Learn, "Registry element size limits"). */
    public static final int AT_ONCE = 32;

    private KeyLevels() {}
}
