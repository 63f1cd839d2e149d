/**
 * Decides, from an inspection alone, what has to be done: a plan is a value that can be read, saved, reviewed and applied
 * later. Pure: opens nothing, asks no clock.
 */
@NullMarked
package dev.eku.plan;

import org.jspecify.annotations.NullMarked;
