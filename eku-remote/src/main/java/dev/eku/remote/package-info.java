/** What all of eku-remote shares: its message catalogue. */
@NullMarked
package dev.eku.remote;

import org.jspecify.annotations.NullMarked;
