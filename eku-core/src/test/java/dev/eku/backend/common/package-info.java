/** Tests of what every backend of a Windows machine needs. */
@NullMarked
package dev.eku.backend.common;

import org.jspecify.annotations.NullMarked;
