package dev.eku.maven;

import dev.eku.maven.given.Dom;
import dev.eku.maven.given.GivenCheck;
import dev.eku.maven.given.Refusal;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Profile;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Server;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * A goal run as Maven runs it, by the plugin's own descriptor, but in this JVM and without a container. What Maven does
 * before a goal is done here in short: an element of the configuration comes before its property, a property of the
 * command line before the POM's, and what the goal does not take is dropped.
 */
final class GoalRun {
    /** The plugin as its build describes it. */
    static final PluginDescriptor PLUGIN = plugin();

    final List<String> logged = new ArrayList<>();
    private final MojoDescriptor goal;
    private final Path folder;
    private DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    private final Model pom = new Model();
    private final List<MavenProject> others = new ArrayList<>();
    private String configuration = "<configuration/>";
    private String executed = "";
    private String id = "default-cli";
    private Path reports;
    private MojoExecution.Source source = MojoExecution.Source.CLI;

    /** @param folder of the project; the goal writes its files below it */
    GoalRun(String goal, Path folder) {
        this.goal = Objects.requireNonNull(PLUGIN.getMojo(goal), goal);
        this.folder = folder;
        this.reports = folder.resolve("target/eku");
        request.setUserProperties(new Properties());
        request.setSystemProperties(new Properties());
        request.setGoals(List.of("eku:" + goal));
        pom.setGroupId("test");
        pom.setArtifactId("project");
        pom.setVersion("1");
    }

    /** The names of all goals that look at what they are given: all but that which Maven's own tools generate. */
    static List<String> goals() {
        return PLUGIN.getMojos().stream()
                .map(MojoDescriptor::getGoal)
                .filter(goal -> !goal.equals("help"))
                .sorted()
                .toList();
    }

    /**
     * The parameters of a goal that a user can set, by the name of their element, with their property if they have one.
     */
    static Map<String, Optional<String>> parameters(String goal) {
        Map<String, Optional<String>> parameters = new TreeMap<>();
        for (Parameter parameter : PLUGIN.getMojo(goal).getParameters()) {
            if (parameter.isEditable()) {
                String expression = String.valueOf(parameter.getExpression());
                parameters.put(
                        parameter.getName(),
                        expression.startsWith("${")
                                ? Optional.of(expression.substring(2, expression.length() - 1))
                                : Optional.empty());
            }
        }
        return parameters;
    }

    GoalRun typed(String name, String value) {
        request.getUserProperties().setProperty(name, value);
        return this;
    }

    GoalRun ofMavenOpts(String name, String value) {
        request.getSystemProperties().setProperty(name, value);
        return this;
    }

    GoalRun ofPom(String name, String value) {
        pom.addProperty(name, value);
        return this;
    }

    /** The elements of the plugin's configuration. */
    GoalRun configured(String elements) {
        configuration = "<configuration>" + elements + "</configuration>";
        return this;
    }

    /** The elements of the configuration of the goal's own execution. */
    GoalRun executed(String elements) {
        executed = "<configuration>" + elements + "</configuration>";
        return this;
    }

    /** The phases and goals that Maven was asked for. */
    GoalRun tasks(String... tasks) {
        request.setGoals(List.of(tasks));
        return this;
    }

    /** As an execution of that name, bound to a phase. */
    GoalRun bound(String execution) {
        id = execution;
        source = MojoExecution.Source.LIFECYCLE;
        return this;
    }

    /** As another module of the build in which that one runs, with what its command line gives. */
    GoalRun inTheBuildOf(GoalRun first, String module) {
        request = first.request;
        pom.setArtifactId(module);
        return this;
    }

    /** With that profile of the POM, as {@code -P} switches it on. */
    GoalRun profile(String name) {
        request.addActiveProfile(name);
        return this;
    }

    /** With those settings, as {@code -s} names them. */
    GoalRun settings(Path file) {
        request.setUserSettingsFile(file.toFile());
        return this;
    }

    /** A property of a profile of the settings. */
    GoalRun ofSettings(String name, String value) {
        Profile profile = new Profile();
        profile.setId("settings");
        profile.addProperty(name, value);
        request.addProfile(profile);
        return this;
    }

    /** A server of the settings. */
    GoalRun server(String serverId, String user, String password) {
        Server server = new Server();
        server.setId(serverId);
        server.setUsername(user);
        server.setPassword(password);
        request.addServer(server);
        return this;
    }

    /** Another project of the build, with a goal of the plugin bound to a phase. */
    GoalRun beside(String otherGoal, String phase) {
        Model model = new Model();
        model.setArtifactId("other");
        MavenProject other = new MavenProject(model);
        Plugin plugin = declaration();
        PluginExecution execution = new PluginExecution();
        execution.setId("other");
        execution.setPhase(phase);
        execution.addGoal(otherGoal);
        plugin.addExecution(execution);
        other.getBuild().addPlugin(plugin);
        others.add(other);
        return this;
    }

    /** Why the goal would be refused for what it was given. */
    List<Refusal> refusals() throws Exception {
        MavenProject project = project();
        GivenReader reader = new GivenReader(session(project), project, execution());
        return GivenCheck.of(reader.given(), reader.known(), reader.goals());
    }

    /** Runs the goal, and gives the message it failed with; empty if it did not. */
    Optional<String> failure() throws Exception {
        MavenProject project = project();
        MavenSession session = session(project);
        MojoExecution execution = execution();
        EkuGoal mojo = mojo();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                logged.add(line.toString());
            }

            @Override
            public void warn(CharSequence line) {
                logged.add(line.toString());
            }

            @Override
            public void error(CharSequence line) {
                logged.add(line.toString());
            }
        });
        set(mojo, "session", session);
        set(mojo, "project", project);
        set(mojo, "execution", execution);
        PluginParameterExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
        for (Parameter parameter : goal.getParameters()) {
            Xpp3Dom element = execution.getConfiguration().getChild(parameter.getName());
            if (parameter.isEditable() && parameter.getType().equals("java.lang.String") && element != null) {
                Object value = evaluator.evaluate(element.getValue());
                String usual = element.getAttribute("default-value");
                Object set = value == null || value.equals("") ? usual : value;
                set(mojo, parameter.getName(), set);
                if (parameter.getName().equals("outputDirectory")
                        && set != null
                        && set.toString().chars().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD)) {
                    reports = folder.resolve(set.toString());
                }
            }
        }
        try {
            mojo.execute();
            return Optional.empty();
        } catch (MojoFailureException | MojoExecutionException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    /** The goal's own file as JSON. */
    String json() throws Exception {
        return Files.readString(reports.resolve(goal.getGoal() + ".json"));
    }

    private MavenProject project() {
        MavenProject project = new MavenProject(pom.clone());
        project.setOriginalModel(pom);
        project.setFile(folder.resolve("pom.xml").toFile());
        project.getBuild().setDirectory(folder.resolve("target").toString());
        Plugin plugin = declaration();
        plugin.setConfiguration(Dom.of(configuration));
        if (!executed.isEmpty()) {
            PluginExecution own = new PluginExecution();
            own.setId(id);
            own.setConfiguration(Dom.of(executed));
            plugin.addExecution(own);
        }
        project.getBuild().addPlugin(plugin);
        return project;
    }

    @SuppressWarnings("deprecation") // The only way to a session without a container.
    private MavenSession session(MavenProject project) {
        MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
        List<MavenProject> projects = new ArrayList<>(List.of(project));
        projects.addAll(others);
        session.setProjects(projects);
        return session;
    }

    private MojoExecution execution() {
        MojoExecution execution = new MojoExecution(goal, id, source);
        Xpp3Dom given = executed.isEmpty()
                ? Dom.of(configuration)
                : Xpp3Dom.mergeXpp3Dom(Dom.of(executed), Dom.of(configuration));
        Xpp3Dom own = new Xpp3Dom("configuration");
        for (Parameter parameter : goal.getParameters()) {
            Xpp3Dom element = given.getChild(parameter.getName());
            Xpp3Dom usual = new Xpp3Dom(parameter.getName());
            usual.setValue(parameter.getExpression());
            if (parameter.getDefaultValue() != null) {
                usual.setAttribute("default-value", parameter.getDefaultValue());
            }
            own.addChild(element == null ? usual : Xpp3Dom.mergeXpp3Dom(new Xpp3Dom(element), usual));
        }
        execution.setConfiguration(own);
        return execution;
    }

    private EkuGoal mojo() throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(goal.getImplementation()).getConstructors()[0];
        return (EkuGoal) constructor.newInstance(new Object[constructor.getParameterCount()]);
    }

    private static void set(EkuGoal mojo, String name, Object value) throws ReflectiveOperationException {
        for (Class<?> type = mojo.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    field.set(mojo, value);
                    return;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    private static Plugin declaration() {
        Plugin plugin = new Plugin();
        plugin.setGroupId(PLUGIN.getGroupId());
        plugin.setArtifactId(PLUGIN.getArtifactId());
        return plugin;
    }

    private static PluginDescriptor plugin() {
        try (InputStreamReader text = new InputStreamReader(
                Objects.requireNonNull(GoalRun.class.getResourceAsStream("/META-INF/maven/plugin.xml")),
                StandardCharsets.UTF_8)) {
            return new PluginDescriptorBuilder().build(text);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
