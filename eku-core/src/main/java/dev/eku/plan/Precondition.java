package dev.eku.plan;

/**
 * One fact from which a plan was computed. If it has changed when the plan is applied, the plan is stale. Immutable.
 *
 * @param name what was read
 * @param state what was found
 */
public record Precondition(String name, String state) {}
