/**
 * What can be exempt: products and their applications, the paths of their executables, and the registry value for each
 * of them. Pure: no I/O, no clock, no environment.
 */
@NullMarked
package dev.eku.product;

import org.jspecify.annotations.NullMarked;
