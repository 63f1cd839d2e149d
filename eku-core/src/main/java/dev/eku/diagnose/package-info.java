/**
 * Explains whether a process checks EKUs and why, whether a peer's certificate would pass, what the events say, and
 * what to do next. Pure except for the port of the probe.
 */
@NullMarked
package dev.eku.diagnose;

import org.jspecify.annotations.NullMarked;
