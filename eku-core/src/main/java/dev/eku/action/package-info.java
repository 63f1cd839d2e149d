/** The single changes eku makes to a host: what a plan lists, apply carries out and the journal records. Pure. */
@NullMarked
package dev.eku.action;

import org.jspecify.annotations.NullMarked;
