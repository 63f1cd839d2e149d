package dev.eku.maven;

import dev.eku.maven.given.Element;
import dev.eku.maven.given.Refusal;
import dev.eku.maven.given.StrayText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * The configurations of a goal's plugin as they stand in the POM; from the goal's own one Maven has removed what the
 * goal does not take. Not thread-safe.
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

    /** Those of the plugin and of the goal's execution. */
    List<Element> all() {
        return Stream.of(
                        declarations(project.getBuildPlugins()),
                        declarations(
                                project.getPluginManagement() == null
                                        ? List.of()
                                        : project.getPluginManagement().getPlugins()),
                        Optional.ofNullable(mojo.getPlugin()).stream())
                .flatMap(plugins -> plugins)
                .flatMap(this::configurations)
                .map(Object::toString)
                .distinct()
                .map(Element::of)
                .toList();
    }

    /** The texts that Maven's reader has dropped from configurations of the plugin in the project's POM and its parents. */
    List<Refusal.Stray> stray() {
        if (all().isEmpty()) {
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

    /** Of a parent from a repository Maven tells the file only where it tells what it has read. */
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

    private Stream<Plugin> declarations(List<Plugin> plugins) {
        return plugins.stream().filter(declared -> isOf(plugin, declared));
    }

    private Stream<Object> configurations(Plugin declaration) {
        PluginExecution own = declaration.getExecutionsAsMap().get(mojo.getExecutionId());
        return Stream.of(
                        Optional.ofNullable(declaration.getConfiguration()),
                        Optional.ofNullable(own).map(PluginExecution::getConfiguration))
                .flatMap(Optional::stream);
    }

    /** Whether a POM means that plugin. */
    static boolean isOf(PluginDescriptor plugin, Plugin declared) {
        return Objects.equals(declared.getGroupId(), plugin.getGroupId())
                && Objects.equals(declared.getArtifactId(), plugin.getArtifactId());
    }
}
