package dev.eku.inspect;

import dev.eku.host.ExecutableHeader;
import dev.eku.text.Message;

/** What a file is, by its own header. */
public sealed interface FileKind {
    /** An executable of Windows. Immutable. */
    record Executable(ExecutableHeader header) implements FileKind {}

    /** It has content, and that is no executable of 32-bit or 64-bit Windows. Immutable. */
    record NotExecutable() implements FileKind {}

    /** It cannot be told: it could not be read, or what was read contradicts itself. Immutable. */
    record Unknown(Message why) implements FileKind {}
}
