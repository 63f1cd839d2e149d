/**
 * One change carried over many hosts: which hosts there are and in which pools, one plan for all of them, and the rollout that
 * writes everywhere first and then restarts pool by pool, stops when something is wrong, and goes on where it ended when it is
 * run again.
 */
@NullMarked
package dev.eku.fleet;

import org.jspecify.annotations.NullMarked;
