/** How a change comes to one host, alone or as one of a fleet: recover, plan, apply, verify, judge. */
@NullMarked
package dev.eku.procedure;

import org.jspecify.annotations.NullMarked;
