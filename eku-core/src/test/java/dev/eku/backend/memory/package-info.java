/** Proves the memory host: the contracts of its ports, and what only it has. */
@NullMarked
package dev.eku.backend.memory;

import org.jspecify.annotations.NullMarked;
