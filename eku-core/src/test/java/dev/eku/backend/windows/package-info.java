/**
 * Tests of the Windows backend. The tests of pure code run on any machine, the others (named IT) on Windows or Wine.
 */
@NullMarked
package dev.eku.backend.windows;

import org.jspecify.annotations.NullMarked;
