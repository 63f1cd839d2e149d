/**
 * Decides, only from an inspection, what has to be done. A plan is a value that can be read, saved, reviewed and
 * applied later. Pure: it opens nothing and uses no clock.
 */
@NullMarked
package dev.eku.plan;

import org.jspecify.annotations.NullMarked;
