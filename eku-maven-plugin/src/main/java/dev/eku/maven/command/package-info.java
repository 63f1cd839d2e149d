/** How Maven is asked for what eku does: the plugin's nouns, and its commands to paste. */
@NullMarked
package dev.eku.maven.command;

import org.jspecify.annotations.NullMarked;
