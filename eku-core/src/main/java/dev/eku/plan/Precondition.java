package dev.eku.plan;

/**
 * One thing a plan was computed from; if it has moved when the plan is applied, the plan is stale. Immutable.
 *
 * @param name what was looked at
 * @param state how it was
 */
public record Precondition(String name, String state) {}
