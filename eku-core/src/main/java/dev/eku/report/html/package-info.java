/**
 * Diagnoses as a page for a browser. The page needs no network, no script and no colour. Pure, as
 * {@code dev.eku.report}.
 */
@NullMarked
package dev.eku.report.html;

import org.jspecify.annotations.NullMarked;
