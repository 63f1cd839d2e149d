package dev.eku.inspect;

import dev.eku.host.ExecutableHeader;
import dev.eku.text.Message;

/** What a file is, by its own header. */
public sealed interface FileKind {
    /** A Windows executable. Immutable. */
    record Executable(ExecutableHeader header) implements FileKind {}

    /** The file has content, but is not an executable of 32-bit or 64-bit Windows. Immutable. */
    record NotExecutable() implements FileKind {}

    /** eku cannot tell, because the file could not be read or contradicts itself. Immutable. */
    record Unknown(Message why) implements FileKind {}
}
