/**
 * Diagnoses as a page for a browser that needs nothing else: no network, no script, no colour. Pure, as {@code dev.eku.report}.
 */
@NullMarked
package dev.eku.report.html;

import org.jspecify.annotations.NullMarked;
