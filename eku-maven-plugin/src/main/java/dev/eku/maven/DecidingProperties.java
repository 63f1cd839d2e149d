package dev.eku.maven;

import dev.eku.maven.given.Given;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.BuildBase;
import org.apache.maven.model.Model;
import org.apache.maven.model.ModelBase;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Profile;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Finds the properties of the command line that are not eku's, but decide the values of eku's parameters. Either a
 * value for eku in a POM or the settings refers to the property, directly or through other properties, or the property
 * activates a profile. All other properties may hold anything, even secrets of another plugin. Not thread-safe.
 */
final class DecidingProperties {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    private final String plugin;
    /** The values of each property in any POM or profile. */
    private final Map<String, List<String>> values = new HashMap<>();
    /** The texts that are meant for eku. */
    private final Deque<String> texts = new ArrayDeque<>();

    private final Set<String> activating = new HashSet<>();

    private DecidingProperties(String plugin) {
        this.plugin = plugin;
    }

    /**
     * These properties, by name.
     *
     * @param project the project whose goal runs
     * @param plugin the plugin's artifact id
     */
    static Map<String, String> of(MavenSession session, MavenProject project, String plugin) {
        Map<String, String> given = new TreeMap<>();
        for (Map.Entry<Object, Object> typed : session.getUserProperties().entrySet()) {
            String name = String.valueOf(typed.getKey());
            if (!name.startsWith(Given.PREFIX)) {
                given.put(name, String.valueOf(typed.getValue()));
            }
        }
        if (!given.isEmpty()) {
            DecidingProperties deciding = new DecidingProperties(plugin);
            deciding.read(session, project);
            given.keySet().retainAll(deciding.names());
        }
        return given;
    }

    private void read(MavenSession session, MavenProject project) {
        Set<MavenProject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (MavenProject pom = project; pom != null && seen.add(pom); pom = pom.getParent()) {
            if (pom.getOriginalModel() != null) {
                read(pom.getOriginalModel());
            }
        }
        if (session.getSettings() != null) {
            session.getSettings().getProfiles().forEach(profile -> {
                read(profile.getProperties());
                if (profile.getActivation() != null && profile.getActivation().getProperty() != null) {
                    activating(profile.getActivation().getProperty().getName());
                }
            });
        }
    }

    private void read(Model model) {
        if (model.getVersion() != null) {
            value("project.version", model.getVersion());
        }
        read(model, model.getBuild());
        for (Profile profile : model.getProfiles()) {
            read(profile, profile.getBuild());
            if (profile.getActivation() != null && profile.getActivation().getProperty() != null) {
                activating(profile.getActivation().getProperty().getName());
            }
        }
    }

    private void read(ModelBase model, @Nullable BuildBase build) {
        read(model.getProperties());
        if (build != null) {
            build.getPlugins().forEach(this::read);
            if (build.getPluginManagement() != null) {
                build.getPluginManagement().getPlugins().forEach(this::read);
            }
        }
    }

    private void read(Plugin declaration) {
        if (plugin.equals(declaration.getArtifactId())) {
            texts.add(String.valueOf(declaration.getConfiguration()));
            declaration.getExecutions().forEach(execution -> texts.add(String.valueOf(execution.getConfiguration())));
        }
    }

    private void read(Properties properties) {
        for (Map.Entry<Object, Object> property : properties.entrySet()) {
            value(String.valueOf(property.getKey()), String.valueOf(property.getValue()));
        }
    }

    private void value(String name, String value) {
        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        if (name.startsWith(Given.PREFIX)) {
            texts.add(value);
        }
    }

    /** A profile can be activated by a property that is not set. */
    private void activating(@Nullable String name) {
        if (name != null) {
            activating.add(name.replaceFirst("^!", ""));
        }
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        while (!texts.isEmpty()) {
            Matcher reference = REFERENCE.matcher(texts.remove());
            while (reference.find()) {
                String name = reference.group(1);
                if (names.add(name)) {
                    texts.addAll(values.getOrDefault(name, List.of()));
                }
            }
        }
        names.addAll(activating);
        return names;
    }
}
