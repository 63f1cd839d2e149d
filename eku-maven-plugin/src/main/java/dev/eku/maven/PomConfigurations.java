package dev.eku.maven;

import dev.eku.maven.given.Element;
import dev.eku.maven.given.Refusal;
import dev.eku.maven.given.StrayText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The configurations of a goal's plugin as they are in the POM. From the goal's own configuration, Maven has removed
 * what the goal does not accept. Not thread-safe.
 */
final class PomConfigurations {
    private final MavenProject project;
    private final MojoExecution mojo;
    private final PluginDescriptor plugin;

    /** @param mojo the running goal */
    PomConfigurations(MavenProject project, MojoExecution mojo) {
        this.project = project;
        this.mojo = mojo;
        this.plugin = mojo.getMojoDescriptor().getPluginDescriptor();
    }

    /** The configurations of the plugin and of the goal's execution. */
    List<Element> all() {
        List<Element> elements = new ArrayList<>();
        for (Xpp3Dom configuration : configurations()) {
            elements.add(Element.of(configuration));
        }
        return elements;
    }

    /**
     * The texts that Maven's reader has dropped from configurations of the plugin in the project's POM and its parents.
     */
    List<Refusal.Stray> stray() {
        if (configurations().isEmpty()) {
            return List.of();
        }
        List<Refusal.Stray> stray = new ArrayList<>();
        for (MavenProject pom = project; pom != null; pom = pom.getParent()) {
            file(pom).ifPresent(file -> stray.addAll(stray(file)));
        }
        return stray;
    }

    private List<Refusal.Stray> stray(File file) {
        try (InputStream pom = Files.newInputStream(file.toPath())) {
            return StrayText.in(pom, plugin.getGroupId(), plugin.getArtifactId());
        } catch (IOException | XMLStreamException onlyMavenCanReadIt) {
            return List.of();
        }
    }

    /** For a parent from a repository, Maven names the file only as the source of what it has read. */
    private static Optional<File> file(MavenProject pom) {
        if (pom.getFile() != null) {
            return Optional.of(pom.getFile());
        }
        return Optional.ofNullable(pom.getOriginalModel())
                .map(model -> model.getLocation(""))
                .map(InputLocation::getSource)
                .map(source -> new File(source.getLocation()))
                .filter(File::isFile);
    }

    /** Each only once, because the goal's plugin is usually the one of the build. */
    private Set<Xpp3Dom> configurations() {
        List<Plugin> declarations = new ArrayList<>(declarations(project.getBuildPlugins()));
        if (project.getPluginManagement() != null) {
            declarations.addAll(declarations(project.getPluginManagement().getPlugins()));
        }
        if (mojo.getPlugin() != null) {
            declarations.add(mojo.getPlugin());
        }
        Set<Xpp3Dom> configurations = new LinkedHashSet<>();
        for (Plugin declaration : declarations) {
            add(declaration, configurations);
            PluginExecution own = declaration.getExecutionsAsMap().get(mojo.getExecutionId());
            if (own != null) {
                add(own, configurations);
            }
        }
        return configurations;
    }

    private static void add(ConfigurationContainer declaration, Set<Xpp3Dom> configurations) {
        if (declaration.getConfiguration() != null) {
            configurations.add((Xpp3Dom) declaration.getConfiguration());
        }
    }

    private List<Plugin> declarations(List<Plugin> plugins) {
        List<Plugin> own = new ArrayList<>();
        for (Plugin declared : plugins) {
            if (isOf(plugin, declared)) {
                own.add(declared);
            }
        }
        return own;
    }

    /** Whether a plugin declared in a POM is that plugin. */
    static boolean isOf(PluginDescriptor plugin, Plugin declared) {
        return Objects.equals(declared.getGroupId(), plugin.getGroupId())
                && Objects.equals(declared.getArtifactId(), plugin.getArtifactId());
    }
}
