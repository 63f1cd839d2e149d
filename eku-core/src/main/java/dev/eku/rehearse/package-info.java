/** Tries a change on a copy of a simulated host, and reports the result. */
@NullMarked
package dev.eku.rehearse;

import org.jspecify.annotations.NullMarked;
