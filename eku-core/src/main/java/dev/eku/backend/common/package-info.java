/** What every backend of a Windows machine needs. Only {@code eku-remote} and the Windows backend use it. */
@NullMarked
package dev.eku.backend.common;

import org.jspecify.annotations.NullMarked;
