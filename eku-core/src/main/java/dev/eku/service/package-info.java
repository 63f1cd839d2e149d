/** The ports through which eku queries and controls the services of a host, and their values and names. */
@NullMarked
package dev.eku.service;

import org.jspecify.annotations.NullMarked;
