/** Carries out a plan for a fleet, stage after stage, by a schedule, with a gate after each restart. */
@NullMarked
package dev.eku.fleet.rollout;

import org.jspecify.annotations.NullMarked;
