/**
 * Converts what users write in a POM or on the command line to values of the library, and refuses what cannot be right.
 */
@NullMarked
package dev.eku.maven.input;

import org.jspecify.annotations.NullMarked;
