/** One Windows machine seen through ports, and how a backend for it is found by the scheme of its reference. */
@NullMarked
package dev.eku.host;

import org.jspecify.annotations.NullMarked;
