package dev.eku.product;

import dev.eku.text.Message;

/**
 * An executable's full path on a host, spelled as the .NET reader will see it, and where we know it from. Immutable.
 *
 * @param path normalised by {@link ExecutablePath}; 8.3 names already made long where the host could tell
 * @param provenance what kind of place told us
 * @param source that place and what it says, to be shown
 */
public record InstallPath(String path, Provenance provenance, Message source) {
    /** The places a path can come from, the most trusted first. */
    public enum Provenance {
        GIVEN,
        SERVICE_IMAGE_PATH,
        PRODUCT_REGISTRY,
        DEFAULT
    }
}
