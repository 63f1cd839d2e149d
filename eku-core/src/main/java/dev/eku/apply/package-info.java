/**
 * Carries out a plan on a host, under the host's lock and with a record written ahead of every change. Decides nothing new;
 * killed at any instant, the next run finds the record and finishes or undoes it.
 */
@NullMarked
package dev.eku.apply;

import org.jspecify.annotations.NullMarked;
