package dev.eku.maven.given;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which goals of a plugin are part of a build: those that its command line names, and those that are bound to a phase
 * that it reaches. Pure.
 */
public final class BuildGoals {
    /**
     * The phases of Maven's life cycles, in their order.
     *
     * @see
     *     <a href="https://maven.apache.org/guides/introduction/introduction-to-the-lifecycle.html#lifecycle-reference">
     *     Lifecycle Reference</a>
     */
    private static final List<List<String>> LIFE_CYCLES = List.of(
            List.of("pre-clean", "clean", "post-clean"),
            List.of(
                    "validate",
                    "initialize",
                    "generate-sources",
                    "process-sources",
                    "generate-resources",
                    "process-resources",
                    "compile",
                    "process-classes",
                    "generate-test-sources",
                    "process-test-sources",
                    "generate-test-resources",
                    "process-test-resources",
                    "test-compile",
                    "process-test-classes",
                    "test",
                    "prepare-package",
                    "package",
                    "pre-integration-test",
                    "integration-test",
                    "post-integration-test",
                    "verify",
                    "install",
                    "deploy"),
            List.of("pre-site", "site", "post-site", "site-deploy"));

    private BuildGoals() {}

    /** A goal that an execution of some project binds to a phase. */
    public record Bound(String goal, String phase) {}

    /** How a plugin can be named on a command line. */
    public record Naming(String prefix, String groupId, String artifactId) {}

    /**
     * The goals of a build.
     *
     * @param running the goal that asks, which is one of them
     * @param isBound whether that goal runs in a phase; if no task seems to reach a phase, another plugin has forked
     *     one, and then every bound goal may run
     * @param tasks the phases and goals of the command line, or the default goals of the POM
     */
    public static Set<String> of(
            String running, boolean isBound, List<String> tasks, Naming plugin, Collection<Bound> bound) {
        Set<String> goals = new TreeSet<>(Set.of(running));
        List<String> phases = new ArrayList<>();
        for (String task : tasks) {
            if (isOf(plugin, task)) {
                goals.add(goal(task));
            }
            if (!task.contains(":")) {
                phases.add(task);
            }
        }
        boolean forked = isBound && phases.isEmpty();
        for (Bound one : bound) {
            if (forked || phases.stream().anyMatch(phase -> reaches(phase, one.phase()))) {
                goals.add(one.goal());
            }
        }
        return goals;
    }

    /**
     * {@code prefix:goal}, {@code prefix:version:goal}, {@code group:artifact:goal},
     * {@code group:artifact:version:goal}.
     */
    private static boolean isOf(Naming plugin, String task) {
        String[] parts = task.split(":", -1);
        return parts.length > 1
                && (parts[0].equals(plugin.prefix())
                        || (parts[0].equals(plugin.groupId()) && parts[1].equals(plugin.artifactId())));
    }

    private static String goal(String task) {
        String last = task.substring(task.lastIndexOf(':') + 1);
        return last.contains("@") ? last.substring(0, last.indexOf('@')) : last;
    }

    /** A phase that is in no list, such as one of a packaging with its own life cycle, may be reached by any task. */
    private static boolean reaches(String task, String phase) {
        for (List<String> cycle : LIFE_CYCLES) {
            if (cycle.contains(phase) && LIFE_CYCLES.stream().anyMatch(other -> other.contains(task))) {
                return cycle.indexOf(task) >= cycle.indexOf(phase);
            }
        }
        return true;
    }
}
