/** What every backend of a Windows machine needs, however it reaches it. For {@code eku-remote} and the Windows backend alone. */
@NullMarked
package dev.eku.backend.common;

import org.jspecify.annotations.NullMarked;
