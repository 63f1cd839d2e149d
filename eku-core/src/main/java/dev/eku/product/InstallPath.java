package dev.eku.product;

import dev.eku.text.Message;

/**
 * An executable's full path on a host, spelled as the .NET reader will see it, and how we know it. Immutable.
 *
 * @param path normalised by {@link ExecutablePath}; 8.3 names are already long if the host could expand them
 * @param provenance the kind of place from which we know it
 * @param source that place and what it says, for people
 */
public record InstallPath(String path, Provenance provenance, Message source) {
    /** The places that a path can come from, the most trusted first. */
    public enum Provenance {
        GIVEN,
        SERVICE_IMAGE_PATH,
        PRODUCT_REGISTRY,
        DEFAULT
    }
}
