/**
 * Every result as text for people and as JSON for programs. Pure: a report is made from results alone and is written to an
 * {@link Appendable}.
 */
@NullMarked
package dev.eku.report;

import org.jspecify.annotations.NullMarked;
