/** Decides whether a certificate would pass the check, and how to request one that would. Pure. */
@NullMarked
package dev.eku.diagnose.certificate;

import org.jspecify.annotations.NullMarked;
