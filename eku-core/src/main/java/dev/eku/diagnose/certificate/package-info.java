/** Whether a certificate would pass the check, and how to ask for one that would. Pure. */
@NullMarked
package dev.eku.diagnose.certificate;

import org.jspecify.annotations.NullMarked;
