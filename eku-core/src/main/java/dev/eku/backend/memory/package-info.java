/**
 * A host in memory, with Windows' semantics, a virtual clock and faults at any call: for the tests of programs that embed
 * eku, for rehearsals, and for {@code memory:} references. Start at {@link dev.eku.backend.memory.MemoryHost}; {@code
 * docs/fidelity.md} says where it differs from Windows.
 */
@NullMarked
package dev.eku.backend.memory;

import org.jspecify.annotations.NullMarked;
