/** Turns what users write into a POM or on the command line into the library's words, and says what cannot be meant. */
@NullMarked
package dev.eku.maven.input;

import org.jspecify.annotations.NullMarked;
