/**
 * The single changes that eku makes on a host. A plan lists them, apply carries them out, and the journal records them.
 * Pure.
 */
@NullMarked
package dev.eku.action;

import org.jspecify.annotations.NullMarked;
