/**
 * Every result as text for people and as JSON for programs. Pure. A report is made only from results, and is written to
 * an {@link Appendable}.
 */
@NullMarked
package dev.eku.report;

import org.jspecify.annotations.NullMarked;
