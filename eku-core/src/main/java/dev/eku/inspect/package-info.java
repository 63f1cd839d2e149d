/** Reads all of a host that a decision needs, once; nothing later reads the host again to decide. */
@NullMarked
package dev.eku.inspect;

import org.jspecify.annotations.NullMarked;
