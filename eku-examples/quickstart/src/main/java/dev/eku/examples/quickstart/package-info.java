/** Embeds eku in a program. */
@NullMarked
package dev.eku.examples.quickstart;

import org.jspecify.annotations.NullMarked;
