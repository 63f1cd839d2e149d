/**
 * The output of a goal: the log while it runs, a text file and a JSON file at its end, and the reason for a failure.
 */
@NullMarked
package dev.eku.maven.output;

import org.jspecify.annotations.NullMarked;
