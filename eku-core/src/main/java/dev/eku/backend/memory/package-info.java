/**
 * A host in memory that behaves like Windows, with a virtual clock and faults at any call. It is for the tests of
 * programs that embed eku, for rehearsals, and for {@code memory:} references. Start at
 * {@link dev.eku.backend.memory.MemoryHost}. {@code docs/fidelity.md} says where it differs from Windows.
 */
@NullMarked
package dev.eku.backend.memory;

import org.jspecify.annotations.NullMarked;
