/**
 * One change for many hosts: the hosts and their pools, one plan for all of them, and the results of a rollout. A
 * rollout first writes the values on all hosts and then restarts pool by pool. It stops if something is wrong. If it is
 * run again, it resumes.
 */
@NullMarked
package dev.eku.fleet;

import org.jspecify.annotations.NullMarked;
