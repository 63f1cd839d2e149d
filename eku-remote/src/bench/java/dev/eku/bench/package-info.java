/** Measurements that anyone can repeat; see PERFORMANCE.md. */
@NullMarked
package dev.eku.bench;

import org.jspecify.annotations.NullMarked;
