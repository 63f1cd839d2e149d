/** Decides whether the running process has read a value, or needs a restart first. Pure. */
@NullMarked
package dev.eku.effect;

import org.jspecify.annotations.NullMarked;
