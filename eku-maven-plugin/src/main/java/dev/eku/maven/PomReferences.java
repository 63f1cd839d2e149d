package dev.eku.maven;

import dev.eku.maven.given.Given;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Finds the properties with eku's prefix to which a POM of the build, one of its parents or the settings refer. Pure.
 */
final class PomReferences {
    private static final Pattern REFERENCE = Pattern.compile("(?i)\\$\\{(" + Given.NAME + "[^}]*)}");

    private PomReferences() {}

    /**
     * The names of these properties.
     *
     * @param project the project whose goal asks
     */
    static Set<String> of(MavenSession session, MavenProject project) {
        Set<String> names = new HashSet<>();
        Set<MavenProject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<MavenProject> projects = new ArrayList<>(List.of(project));
        if (session.getProjects() != null) {
            projects.addAll(session.getProjects());
        }
        for (MavenProject each : projects) {
            for (MavenProject pom = each; pom != null && seen.add(pom); pom = pom.getParent()) {
                if (pom.getOriginalModel() != null) {
                    names.addAll(in(pom.getOriginalModel()));
                }
            }
        }
        if (session.getSettings() != null) {
            session.getSettings().getProfiles().forEach(profile -> names.addAll(in(profile)));
        }
        return names;
    }

    /** The text as it was written, before its expressions were replaced. */
    private static Set<String> in(Model model) {
        StringWriter text = new StringWriter();
        try {
            new MavenXpp3Writer().write(text, model);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Set<String> names = in(text.toString());
        for (Profile profile : model.getProfiles()) {
            if (profile.getActivation() != null && profile.getActivation().getProperty() != null) {
                names.add(plain(profile.getActivation().getProperty().getName()));
            }
        }
        return names;
    }

    private static Set<String> in(org.apache.maven.settings.Profile profile) {
        Set<String> names = new HashSet<>();
        profile.getProperties().values().forEach(value -> names.addAll(in(String.valueOf(value))));
        if (profile.getActivation() != null && profile.getActivation().getProperty() != null) {
            names.add(plain(profile.getActivation().getProperty().getName()));
        }
        return names;
    }

    private static Set<String> in(String text) {
        Set<String> names = new HashSet<>();
        Matcher reference = REFERENCE.matcher(text);
        while (reference.find()) {
            names.add(reference.group(1));
        }
        return names;
    }

    /** A profile can be activated by a property that is not set. */
    private static String plain(@Nullable String name) {
        return name == null ? "" : name.replaceFirst("^!", "");
    }
}
