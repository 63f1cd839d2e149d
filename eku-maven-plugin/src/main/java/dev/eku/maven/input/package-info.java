/** Converts what users write in a POM, or in the settings, to values of the library. */
@NullMarked
package dev.eku.maven.input;

import org.jspecify.annotations.NullMarked;
