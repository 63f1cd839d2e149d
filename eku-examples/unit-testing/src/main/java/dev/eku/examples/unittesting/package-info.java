/** An administrator's tool that embeds eku and is tested without Windows. */
@NullMarked
package dev.eku.examples.unittesting;

import org.jspecify.annotations.NullMarked;
