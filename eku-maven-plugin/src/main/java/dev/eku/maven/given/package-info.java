/** What the user gave to Maven, what the goals take, and what of the one fits the other not; pure but for the reading of XML text. */
@NullMarked
package dev.eku.maven.given;

import org.jspecify.annotations.NullMarked;
