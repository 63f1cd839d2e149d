@NullMarked
package dev.eku.probe;

import org.jspecify.annotations.NullMarked;
