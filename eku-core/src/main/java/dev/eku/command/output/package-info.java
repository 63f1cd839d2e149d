/** The output of a run: lines while it runs, a text file and a JSON file at its end, and the reason for a failure. */
@NullMarked
package dev.eku.command.output;

import org.jspecify.annotations.NullMarked;
