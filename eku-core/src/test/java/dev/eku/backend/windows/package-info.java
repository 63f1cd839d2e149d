/** Tests of the Windows backend: what is pure on any machine, the rest (those named IT) on Windows or Wine. */
@NullMarked
package dev.eku.backend.windows;

import org.jspecify.annotations.NullMarked;
