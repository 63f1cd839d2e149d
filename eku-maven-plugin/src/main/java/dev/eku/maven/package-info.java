/** The goals: each collects its parameters, asks the library, and prints what it answers. */
@NullMarked
package dev.eku.maven;

import org.jspecify.annotations.NullMarked;
