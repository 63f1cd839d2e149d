/** The result of trying a change on a copy of a simulated host. */
@NullMarked
package dev.eku.rehearse;

import org.jspecify.annotations.NullMarked;
