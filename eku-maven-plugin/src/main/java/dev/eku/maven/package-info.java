/** The goals. Each goal collects its parameters, asks the library, and prints the answer. */
@NullMarked
package dev.eku.maven;

import org.jspecify.annotations.NullMarked;
