/** The way in: open a host, plan an exemption, apply it, verify it, take it back. */
@NullMarked
package dev.eku;

import org.jspecify.annotations.NullMarked;
