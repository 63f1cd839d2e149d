/** The times that Windows keeps, and the limits that eku sets to a time. Pure. */
@NullMarked
package dev.eku.time;

import org.jspecify.annotations.NullMarked;
