package dev.eku.product;

import dev.eku.registry.RegistryView;

/** Whether a process is a 64-bit or a 32-bit process. On 64-bit Windows it reads the registry view of its own kind. */
public enum Bitness {
    BITS_64(RegistryView.VIEW_64),
    BITS_32(RegistryView.VIEW_32);

    private final RegistryView view;

    Bitness(RegistryView view) {
        this.view = view;
    }

    /** The view that such a process reads on 64-bit Windows. */
    public RegistryView view() {
        return view;
    }
}
