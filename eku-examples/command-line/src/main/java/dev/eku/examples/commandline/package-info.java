/** An admin tool that embeds eku: the operations as commands of a console, for people without Maven. */
@NullMarked
package dev.eku.examples.commandline;

import org.jspecify.annotations.NullMarked;
