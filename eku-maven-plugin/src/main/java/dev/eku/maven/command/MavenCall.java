package dev.eku.maven.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a goal of the plugin is called where the running goal was. Immutable.
 *
 * @param options what Maven is told before the goal, such as which POM or module is meant
 * @param plugin how the plugin is named: by its prefix where Maven can resolve that, else
 *     {@code groupId:artifactId:version}
 * @param running the goal that runs
 * @param execution the execution of the POM whose configuration holds, unless it is the plugin's own
 */
public record MavenCall(List<String> options, String plugin, String running, Optional<String> execution) {
    /** What the plugin is called for short. */
    public static final String PREFIX = "eku";

    public MavenCall {
        options = List.copyOf(options);
    }

    /** The program and its arguments up to the goal. */
    List<String> arguments(String goal) {
        List<String> arguments = new ArrayList<>(List.of("mvn"));
        arguments.addAll(options);
        arguments.add(plugin + ":" + goal + execution.map(id -> "@" + id).orElse(""));
        return arguments;
    }

    /** Whether one of several hosts, separated by commas, can be reached from Windows only. */
    static boolean needsWindows(String hosts) {
        return Arrays.stream(hosts.split(",", -1))
                .map(String::strip)
                .anyMatch(host -> host.startsWith("\\\\") || host.startsWith("local:"));
    }
}
