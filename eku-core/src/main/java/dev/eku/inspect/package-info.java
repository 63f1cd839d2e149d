/** Reads everything from a host that a decision needs, once. Later steps do not read the host again to decide. */
@NullMarked
package dev.eku.inspect;

import org.jspecify.annotations.NullMarked;
