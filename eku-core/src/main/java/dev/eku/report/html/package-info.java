/**
 * Diagnoses as a page for a browser. The page needs no network, script or colour. Pure, like {@code dev.eku.report}.
 */
@NullMarked
package dev.eku.report.html;

import org.jspecify.annotations.NullMarked;
