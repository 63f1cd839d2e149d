/**
 * What the user gave to Maven, what the goals accept, and where the two do not match. Pure except for reading XML text.
 */
@NullMarked
package dev.eku.maven.given;

import org.jspecify.annotations.NullMarked;
