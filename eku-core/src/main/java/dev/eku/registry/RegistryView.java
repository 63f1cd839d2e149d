package dev.eku.registry;

/**
 * Which of the two registries of 64-bit Windows is meant. A 32-bit process sees {@code HKLM\SOFTWARE} as the 32-bit view
 * (stored under {@code Wow6432Node}); every call names its view, so that the bitness of our own process never matters.
 */
public enum RegistryView {
    VIEW_64("64-bit"),
    VIEW_32("32-bit");

    private final String label;

    RegistryView(String label) {
        this.label = label;
    }

    /** The other view. */
    public RegistryView other() {
        return this == VIEW_64 ? VIEW_32 : VIEW_64;
    }

    /** {@code 64-bit} or {@code 32-bit}. */
    @Override
    public String toString() {
        return label;
    }
}
