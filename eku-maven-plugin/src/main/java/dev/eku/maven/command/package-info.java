/** The words and commands of the Maven plugin: the names of goals and parameters, and commands that can be pasted. */
@NullMarked
package dev.eku.maven.command;

import org.jspecify.annotations.NullMarked;
