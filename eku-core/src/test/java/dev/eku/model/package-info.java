/** A second opinion: a .NET process of the tests' own, which shares no code with eku's rules. */
@NullMarked
package dev.eku.model;

import org.jspecify.annotations.NullMarked;
