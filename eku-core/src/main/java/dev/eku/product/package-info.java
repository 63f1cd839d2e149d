/**
 * What there is to exempt: products and their applications, where their executables lie, and which registry value speaks for
 * each. Pure: no I/O, no clock, no environment.
 */
@NullMarked
package dev.eku.product;

import org.jspecify.annotations.NullMarked;
