/** Proves effect, not intent: the value right in type, view and name, and the process started after it was written. Pure. */
@NullMarked
package dev.eku.verify;

import org.jspecify.annotations.NullMarked;
