/** What every backend of a Windows machine needs. Only for {@code eku-remote} and the Windows backend. */
@NullMarked
package dev.eku.backend.common;

import org.jspecify.annotations.NullMarked;
