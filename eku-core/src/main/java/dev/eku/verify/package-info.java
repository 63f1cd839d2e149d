/**
 * Proves effect, not intent. The value must be right in type, view and name, and the process must have started after it
 * was written. Pure.
 */
@NullMarked
package dev.eku.verify;

import org.jspecify.annotations.NullMarked;
