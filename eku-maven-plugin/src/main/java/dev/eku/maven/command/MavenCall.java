package dev.eku.maven.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to call a goal of the plugin where the running goal was called. Immutable.
 *
 * @param options Maven's options before the goal, such as the POM, module, profiles or settings
 * @param plugin the name of the plugin: its prefix if Maven can resolve it, else {@code groupId:artifactId:version}
 * @param running the goal that runs
 * @param execution the execution in the POM whose configuration is used, unless it is the plugin's own
 * @param deciding the properties of the command line that are not eku's, but decide what the POM gives to eku
 */
public record MavenCall(
        List<String> options, String plugin, String running, Optional<String> execution, Map<String, String> deciding) {
    /** The plugin's prefix. */
    public static final String PREFIX = "eku";

    public MavenCall {
        options = List.copyOf(options);
        deciding = Map.copyOf(deciding);
    }

    /** The program and its arguments up to the goal, and the properties that are not eku's. */
    List<String> arguments(String goal) {
        List<String> arguments = new ArrayList<>(List.of("mvn"));
        arguments.addAll(options);
        arguments.add(plugin + ":" + goal + (execution.isPresent() ? "@" + execution.get() : ""));
        for (Map.Entry<String, String> property : new TreeMap<>(deciding).entrySet()) {
            arguments.add("-D" + property.getKey() + "=" + property.getValue());
        }
        return arguments;
    }
}
