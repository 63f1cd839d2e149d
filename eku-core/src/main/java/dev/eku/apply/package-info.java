/**
 * Carries out a plan on a host, under the host's lock and with a record that is written before every change. It decides
 * nothing new. If a run is killed at any moment, the next run finds the record and finishes or undoes it.
 */
@NullMarked
package dev.eku.apply;

import org.jspecify.annotations.NullMarked;
