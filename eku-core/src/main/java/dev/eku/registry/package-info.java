/**
 * The port through which eku reads and writes the registry of a host, and its values and names. Key and value name are
 * never joined into one string, since our value names are paths.
 */
@NullMarked
package dev.eku.registry;

import org.jspecify.annotations.NullMarked;
