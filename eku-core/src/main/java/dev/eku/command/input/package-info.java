/** Converts what people write in a front end to values of the library, and refuses what cannot be right. */
@NullMarked
package dev.eku.command.input;

import org.jspecify.annotations.NullMarked;
