/** The message catalogue that all packages of eku-remote share. */
@NullMarked
package dev.eku.remote;

import org.jspecify.annotations.NullMarked;
