/** A second opinion: a model of a .NET process for the tests, which shares no code with eku's rules. */
@NullMarked
package dev.eku.model;

import org.jspecify.annotations.NullMarked;
