/**
 * The port through which eku reads and writes a host's registry, and the words for it. Key and value name are never joined
 * into one string: our value names are paths.
 */
@NullMarked
package dev.eku.registry;

import org.jspecify.annotations.NullMarked;
