/** The steps of a change of one host, alone or in a fleet: recover, plan, apply, verify, judge. */
@NullMarked
package dev.eku.procedure;

import org.jspecify.annotations.NullMarked;
