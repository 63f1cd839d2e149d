/** What a goal says: to Maven's log as it happens, to a text and a JSON file at its end, and to Maven as the reason it failed. */
@NullMarked
package dev.eku.maven.output;

import org.jspecify.annotations.NullMarked;
