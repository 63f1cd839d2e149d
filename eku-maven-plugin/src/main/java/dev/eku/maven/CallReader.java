package dev.eku.maven;

import dev.eku.maven.command.MavenCall;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * Finds out of Maven how the goals of the plugin are called where the running one was, and with the same configuration.
 */
final class CallReader {
    private static final String NO_EXECUTION = "default-cli";

    private final MavenSession session;
    private final MavenProject project;
    private final MojoExecution mojo;
    private final PluginDescriptor plugin;

    CallReader(MavenSession session, MavenProject project, MojoExecution mojo) {
        this.session = session;
        this.project = project;
        this.mojo = mojo;
        this.plugin = mojo.getMojoDescriptor().getPluginDescriptor();
    }

    MavenCall call() {
        boolean isInPom = project.getFile() != null;
        Optional<String> execution =
                Optional.ofNullable(mojo.getExecutionId()).filter(id -> isInPom && !id.equals(NO_EXECUTION));
        return new MavenCall(options(), isResolvedByPrefix() ? MavenCall.PREFIX : inFull(), mojo.getGoal(), execution);
    }

    private String inFull() {
        return plugin.getGroupId() + ":" + plugin.getArtifactId() + ":" + plugin.getVersion();
    }

    /**
     * Which POM and which of its modules. A goal that is called in a parent would run in all modules.
     *
     * @see <a href="https://maven.apache.org/ref/current/maven-embedder/cli.html">Maven CLI options</a>
     */
    private List<String> options() {
        List<String> options = new ArrayList<>();
        File pom = session.getRequest().getPom();
        if (pom == null || project.getFile() == null) {
            return options;
        }
        Path here = Path.of(System.getProperty("user.dir")).toAbsolutePath().normalize();
        Path asked = pom.toPath().toAbsolutePath().normalize();
        if (!asked.equals(here.resolve("pom.xml"))) {
            options.add("-f");
            options.add((asked.startsWith(here) ? here.relativize(asked) : asked).toString());
        }
        if (!asked.equals(project.getFile().toPath().toAbsolutePath().normalize())) {
            options.add("-pl");
            options.add(project.getGroupId() + ":" + project.getArtifactId());
        } else if (session.getProjects() != null && session.getProjects().size() > 1) {
            options.add("-N");
        }
        return options;
    }

    /**
     * Whether Maven knows which plugin the prefix means: a POM declares it, or the settings name its group.
     *
     * @see <a href="https://maven.apache.org/guides/introduction/introduction-to-plugin-prefix-mapping.html">Plugin
     *     Prefix Resolution</a>
     */
    private boolean isResolvedByPrefix() {
        boolean wasTyped = session.getGoals().stream().anyMatch(task -> task.startsWith(MavenCall.PREFIX + ":"));
        List<Plugin> managed = project.getPluginManagement() == null
                ? List.of()
                : project.getPluginManagement().getPlugins();
        List<String> groups = session.getRequest().getPluginGroups();
        return wasTyped
                || Stream.concat(project.getBuildPlugins().stream(), managed.stream())
                        .anyMatch(this::isOurs)
                || (groups != null && groups.contains(plugin.getGroupId()));
    }

    private boolean isOurs(Plugin declared) {
        boolean isOther = declared.getVersion() != null
                && plugin.getVersion() != null
                && !declared.getVersion().equals(plugin.getVersion());
        return Objects.equals(declared.getGroupId(), plugin.getGroupId())
                && Objects.equals(declared.getArtifactId(), plugin.getArtifactId())
                && !isOther;
    }
}
