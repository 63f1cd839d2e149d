package dev.eku.host;

import java.util.Optional;

/**
 * What the header of an executable file says about how it runs. Immutable.
 *
 * @param format the form of its optional header
 * @param cli its CLI header; if it is empty, Windows runs the native code of the file
 */
public record ExecutableHeader(Format format, Optional<Cli> cli) {
    /** The two forms, by the magic number of the optional header (PE specification). */
    public enum Format {
        /** 0x10b: 32-bit addresses. */
        PE32,
        /** 0x20b: 64-bit addresses. */
        PE32_PLUS
    }

    /**
     * The CLI header (ECMA-335, II.25.3.3). Immutable.
     *
     * @param runtime the version text of the metadata root (II.24.2.1), which is the runtime that it was built for, for
     *     example {@code v4.0.30319}
     * @param ilOnly flag 0x1: it holds no native code
     * @param required32 flag 0x2: it runs only as a 32-bit process
     * @param preferred32 flag 0x20000: it runs as a 32-bit process if that is possible
     */
    public record Cli(String runtime, boolean ilOnly, boolean required32, boolean preferred32) {}

    /** An executable without a CLI header. */
    public static ExecutableHeader ofNative(Format format) {
        return new ExecutableHeader(format, Optional.empty());
    }

    /** An executable for that runtime and any processor. It is a 64-bit process on 64-bit Windows. */
    public static ExecutableHeader anyProcessor(String runtime) {
        return new ExecutableHeader(Format.PE32, Optional.of(new Cli(runtime, true, false, false)));
    }

    /** An executable for that runtime and 64-bit processors. */
    public static ExecutableHeader wide(String runtime) {
        return new ExecutableHeader(Format.PE32_PLUS, Optional.of(new Cli(runtime, true, false, false)));
    }

    /** An executable for that runtime and 32-bit processors. */
    public static ExecutableHeader narrow(String runtime) {
        return new ExecutableHeader(Format.PE32, Optional.of(new Cli(runtime, true, true, false)));
    }
}
