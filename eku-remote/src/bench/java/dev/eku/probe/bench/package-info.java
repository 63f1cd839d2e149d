/** Benchmarks of the probe. */
@NullMarked
package dev.eku.probe.bench;

import org.jspecify.annotations.NullMarked;
