package dev.eku.maven;

import dev.eku.maven.command.MavenCall;
import dev.eku.maven.command.MavenFrontEnd;
import dev.eku.maven.given.Declared;
import dev.eku.maven.given.Element;
import dev.eku.maven.given.TypedLine;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;

/**
 * Reads from Maven how to call other goals of the plugin where the running goal was called, with the same configuration
 * and the same values: the POM, the module, the profiles, the settings and the properties that decide them.
 */
final class CallReader {
    private static final String NO_EXECUTION = "default-cli";
    private static final String LOCAL_REPOSITORY = "maven.repo.local";
    private static final List<String> SETTINGS = List.of("-s", "--settings", "-gs", "--global-settings");
    private static final List<String> SERVERS = List.of("serverId", "certificatesServerId");

    private final MavenSession session;
    private final MavenProject project;
    private final MojoExecution mojo;
    private final PluginDescriptor plugin;
    private final EffectiveValues values;
    private final TypedLine typed;
    /** The elements of the goal's configuration. */
    private final List<Element> elements;

    CallReader(MavenSession session, MavenProject project, MojoExecution mojo) {
        this.session = session;
        this.project = project;
        this.mojo = mojo;
        this.plugin = mojo.getMojoDescriptor().getPluginDescriptor();
        this.values = new EffectiveValues(session, mojo);
        this.typed = GivenReader.typed(session);
        this.elements = Element.of(mojo.getConfiguration()).children();
    }

    MavenCall call() {
        String id = mojo.getExecutionId();
        boolean isInPom = project.getFile() != null && id != null && !id.equals(NO_EXECUTION);
        return new MavenCall(
                options(),
                isResolvedByPrefix() ? MavenCall.PREFIX : inFull(),
                mojo.getGoal(),
                isInPom ? Optional.of(id) : Optional.empty(),
                properties());
    }

    /** Those that decide what the goals do, and the one that says where this Maven has the plugin from. */
    private Map<String, String> properties() {
        Map<String, String> properties =
                new TreeMap<>(DecidingProperties.of(session, project, String.valueOf(plugin.getArtifactId())));
        String repository = session.getUserProperties().getProperty(LOCAL_REPOSITORY);
        if (repository != null && typed.hasProperty(LOCAL_REPOSITORY)) {
            properties.put(LOCAL_REPOSITORY, repository);
        }
        return properties;
    }

    /**
     * The properties that select hosts and say how to reach them, if they have a value for the goal but nobody has
     * typed them: those of the POM, of a profile of the settings, and of {@code MAVEN_OPTS}. A property is not included
     * if an element of the configuration sets its parameter.
     *
     * @param declared the parameters of the goal
     */
    Map<String, String> standing(List<Declared> declared) {
        Map<String, String> standing = new HashMap<>();
        for (Declared parameter : declared) {
            String name = parameter.property().orElse("");
            if (MavenFrontEnd.SELECTING.contains(name)
                    && !session.getUserProperties().containsKey(name)
                    && element(parameter.name()).equals(Optional.of("${" + name + "}"))) {
                String value = values.ofProperty(name).orElse("");
                if (!value.isBlank()) {
                    standing.put(name, value);
                }
            }
        }
        return standing;
    }

    private Optional<String> element(String name) {
        Optional<Element> element = Element.named(name, elements);
        return element.isPresent() ? Optional.of(element.get().text()) : Optional.empty();
    }

    private String inFull() {
        return plugin.getGroupId() + ":" + plugin.getArtifactId() + ":" + plugin.getVersion();
    }

    /** @see <a href="https://maven.apache.org/ref/current/maven-embedder/cli.html">Maven CLI options</a> */
    private List<String> options() {
        List<String> options = new ArrayList<>();
        if (isDecidedBySettings() || typed.has(SETTINGS)) {
            settings(session.getRequest().getUserSettingsFile(), "user.home", ".m2")
                    .ifPresent(file -> options.addAll(List.of("-s", file)));
            settings(session.getRequest().getGlobalSettingsFile(), "maven.home", "conf")
                    .ifPresent(file -> options.addAll(List.of("-gs", file)));
        }
        List<String> profiles = profiles();
        if (!profiles.isEmpty()) {
            options.add("-P" + String.join(",", profiles));
        }
        options.addAll(pom());
        return options;
    }

    /**
     * The profiles of the command line, together with those that the settings activate. They are in one argument,
     * because the name of a deactivated profile starts with a dash, and an exclamation mark does not work in every
     * shell.
     */
    private List<String> profiles() {
        List<String> profiles = new ArrayList<>(session.getRequest().getActiveProfiles());
        for (String profile : session.getRequest().getInactiveProfiles()) {
            profiles.add("-" + profile);
        }
        return profiles;
    }

    /** Whether the settings decide what eku does, or which account it uses, and not only where Maven finds plugins. */
    private boolean isDecidedBySettings() {
        Settings settings = session.getSettings();
        return settings != null
                && (settings.getPluginGroups().contains(plugin.getGroupId())
                        || haveProperties(settings.getProfiles())
                        || isServerNamed());
    }

    private static boolean haveProperties(List<Profile> profiles) {
        for (Profile profile : profiles) {
            if (!profile.getProperties().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean isServerNamed() {
        for (String name : SERVERS) {
            Optional<String> text = element(name);
            if (text.isPresent() && !values.of(text.get()).orElse("").isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** The path of the settings, unless it is Maven's default. */
    private static Optional<String> settings(File file, String home, String folder) {
        String usual = System.getProperty(home, "");
        return Optional.ofNullable(file)
                .map(given -> given.toPath().toAbsolutePath().normalize())
                .filter(given -> !given.equals(
                        Path.of(usual, folder, "settings.xml").toAbsolutePath().normalize()))
                .map(given -> below(here(), given));
    }

    /** The options for the POM and its module. A goal that is called in a parent would otherwise run in all modules. */
    private List<String> pom() {
        List<String> options = new ArrayList<>();
        File pom = session.getRequest().getPom();
        if (pom == null || project.getFile() == null) {
            return options;
        }
        Path asked = pom.toPath().toAbsolutePath().normalize();
        if (!asked.equals(here().resolve("pom.xml"))) {
            options.add("-f");
            options.add(below(here(), asked));
        }
        if (!asked.equals(project.getFile().toPath().toAbsolutePath().normalize())) {
            options.add("-pl");
            options.add(project.getGroupId() + ":" + project.getArtifactId());
        } else if (session.getProjects() != null && session.getProjects().size() > 1) {
            options.add("-N");
        }
        return options;
    }

    private static Path here() {
        return Path.of(System.getProperty("user.dir")).toAbsolutePath().normalize();
    }

    private static String below(Path folder, Path file) {
        return (file.startsWith(folder) ? folder.relativize(file) : file).toString();
    }

    /**
     * Whether Maven can resolve the plugin's prefix, because a POM declares the plugin or the settings name its group.
     *
     * @see <a href="https://maven.apache.org/guides/introduction/introduction-to-plugin-prefix-mapping.html"> Plugin
     *     Prefix Resolution</a>
     */
    private boolean isResolvedByPrefix() {
        List<String> groups = session.getRequest().getPluginGroups();
        return wasTyped() || isDeclared() || (groups != null && groups.contains(plugin.getGroupId()));
    }

    private boolean wasTyped() {
        for (String task : session.getGoals()) {
            if (task.startsWith(MavenCall.PREFIX + ":")) {
                return true;
            }
        }
        return false;
    }

    private boolean isDeclared() {
        List<Plugin> plugins = new ArrayList<>(project.getBuildPlugins());
        if (project.getPluginManagement() != null) {
            plugins.addAll(project.getPluginManagement().getPlugins());
        }
        for (Plugin declared : plugins) {
            if (isOurs(declared)) {
                return true;
            }
        }
        return false;
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
