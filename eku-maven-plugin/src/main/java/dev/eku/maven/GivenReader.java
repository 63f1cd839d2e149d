package dev.eku.maven;

import dev.eku.maven.given.BuildGoals;
import dev.eku.maven.given.BuildGoals.Bound;
import dev.eku.maven.given.Declared;
import dev.eku.maven.given.Element;
import dev.eku.maven.given.Given;
import dev.eku.maven.given.Given.Configured;
import dev.eku.maven.given.GivenCheck;
import dev.eku.maven.given.Known;
import dev.eku.maven.given.Refusal;
import dev.eku.maven.given.Refusal.Place;
import dev.eku.maven.given.TypedLine;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * Reads from Maven what the running goal was given, and which parameters the goals of its plugin have. Not thread-safe.
 */
final class GivenReader {
    private static final String EXPRESSION_START = "${";

    /** The parameters that name files of this machine. A relative path is relative to the project. */
    private static final Set<String> FILES =
            Set.of("certificates", "events", "file", "inventory", "kerberos", "planFile");

    private final MavenSession session;
    private final MavenProject project;
    private final MojoExecution mojo;
    private final PluginDescriptor plugin;
    private final Known known;
    private final EffectiveValues values;
    private Optional<Given> given = Optional.empty();

    /**
     * @param session the build, as the goal's project sees it
     * @param mojo the running goal
     */
    GivenReader(MavenSession session, MavenProject project, MojoExecution mojo) {
        this.session = session;
        this.project = project;
        this.mojo = mojo;
        this.plugin = mojo.getMojoDescriptor().getPluginDescriptor();
        this.known = known(plugin);
        this.values = new EffectiveValues(session, mojo);
    }

    /** The parameters of a plugin's goals, from its descriptor. */
    static Known known(PluginDescriptor plugin) {
        Map<String, List<Declared>> goals = new HashMap<>();
        for (MojoDescriptor goal : mojos(plugin)) {
            List<Declared> parameters = new ArrayList<>();
            for (Parameter parameter : parameters(goal)) {
                if (parameter.isEditable()) {
                    parameters.add(new Declared(
                            parameter.getName(), Optional.ofNullable(parameter.getAlias()), property(parameter)));
                }
            }
            goals.put(goal.getGoal(), parameters);
        }
        return new Known(goals);
    }

    /** The parameters of the plugin's goals. */
    Known known() {
        return known;
    }

    /** The running goal's own parameters. */
    List<Declared> parameters() {
        return known.goals().getOrDefault(mojo.getGoal(), List.of());
    }

    /** What was given. */
    Given given() {
        if (given.isEmpty()) {
            given = Optional.of(read());
        }
        return given.orElseThrow();
    }

    /** The arguments of this Maven, as its start script hands them down. */
    static TypedLine typed(MavenSession session) {
        return new TypedLine(session.getSystemProperties().getProperty("env.MAVEN_CMD_LINE_ARGS", ""));
    }

    private Given read() {
        Map<String, String> commandLine = ofEku(session.getUserProperties());
        Map<String, String> supplied = ofEku(project.getProperties());
        supplied.putAll(ofEku(session.getSystemProperties()));
        supplied.keySet().removeAll(commandLine.keySet());
        Map<Declared, Element> elements = ownElements();
        List<Refusal.Unset> unset = new ArrayList<>();
        List<Configured> configured = new ArrayList<>();
        for (Declared parameter : parameters()) {
            Element element = elements.get(parameter);
            if (element != null) {
                configured.add(new Configured(parameter, values.of(element)));
                unset.addAll(values.unsetIn(element));
            }
            String property = parameter.property().orElse("");
            Map<String, String> from = commandLine.containsKey(property) ? commandLine : supplied;
            if (from.containsKey(property)) {
                Optional<String> value = values.ofProperty(property);
                if (value.isPresent()) {
                    from.put(property, value.get());
                }
                Place place = from == supplied ? Place.SUPPLIED : Place.COMMAND_LINE;
                Optional<String> reference = element == null ? values.unsetOf(property) : Optional.empty();
                if (reference.isPresent()) {
                    unset.add(new Refusal.Unset(place, property, reference.get()));
                }
            }
        }
        PomConfigurations configurations = new PomConfigurations(project, mojo);
        Set<String> strangers = GivenCheck.strangers(commandLine, supplied, known, goals());
        return new Given(
                commandLine,
                supplied,
                configurations.all(),
                configured,
                strangers.isEmpty() ? Set.of() : PomReferences.of(session, project),
                typed(session).twice(commandLine.keySet()),
                configurations.stray(),
                unset);
    }

    /**
     * Identifies the work of the goal by its execution and its effective configuration. The folder of its own files
     * does not count.
     *
     * @param base what the relative paths of files are relative to
     */
    String work(Path base) {
        StringBuilder work = new StringBuilder(plugin.getId() + ":" + mojo.getGoal() + "@" + mojo.getExecutionId());
        boolean isRelative = false;
        for (Declared parameter : parameters()) {
            if (!parameter.name().equals("outputDirectory")) {
                String value = effective(parameter);
                work.append('\n').append(parameter.name()).append('=').append(value);
                isRelative |= FILES.contains(parameter.name()) && isRelative(value);
            }
        }
        return isRelative ? work + "\n" + base : work.toString();
    }

    private String effective(Declared parameter) {
        Optional<String> configured = given().configured().stream()
                .filter(element -> element.parameter().equals(parameter))
                .map(Configured::value)
                .findFirst();
        return configured.orElseGet(() -> parameter
                .property()
                .map(name -> given().commandLine()
                        .getOrDefault(name, given().supplied().getOrDefault(name, "")))
                .orElse(""));
    }

    /** Whether a path is relative in a list of files, each of which may follow the kind of its peer. */
    private static boolean isRelative(String files) {
        return !files.isEmpty()
                && !files.equals("cache")
                && Arrays.stream(files.split(",", -1))
                        .map(file -> file.substring(file.lastIndexOf('=') + 1).strip())
                        .anyMatch(file -> !new File(file).isAbsolute());
    }

    /** The goals of the plugin that are part of this build. */
    Set<String> goals() {
        List<Bound> bound = new ArrayList<>();
        for (MavenProject each : projects()) {
            for (Plugin used : each.getBuildPlugins()) {
                if (PomConfigurations.isOf(plugin, used)) {
                    used.getExecutions().forEach(execution -> bound.addAll(bound(execution)));
                }
            }
        }
        return BuildGoals.of(
                mojo.getGoal(),
                mojo.getSource() == MojoExecution.Source.LIFECYCLE,
                tasks(),
                new BuildGoals.Naming(
                        String.valueOf(plugin.getGoalPrefix()),
                        String.valueOf(plugin.getGroupId()),
                        String.valueOf(plugin.getArtifactId())),
                bound);
    }

    private List<String> tasks() {
        List<String> tasks = session.getGoals();
        String usual = session.getTopLevelProject() == null
                ? null
                : session.getTopLevelProject().getDefaultGoal();
        return tasks.isEmpty() && usual != null ? Arrays.asList(usual.strip().split("\\s+", -1)) : tasks;
    }

    private List<MavenProject> projects() {
        return session.getProjects() == null ? List.of(project) : session.getProjects();
    }

    private List<Bound> bound(PluginExecution execution) {
        List<Bound> bound = new ArrayList<>();
        for (String goal : execution.getGoals()) {
            MojoDescriptor descriptor = plugin.getMojo(goal);
            String usual = descriptor == null ? null : descriptor.getPhase();
            String phase = execution.getPhase() == null ? usual : execution.getPhase();
            if (phase != null && !phase.equals("none")) {
                bound.add(new Bound(goal, phase));
            }
        }
        return bound;
    }

    /** An element that only repeats its parameter's own expression, as Maven adds it, sets nothing. */
    private Map<Declared, Element> ownElements() {
        List<Element> elements = Element.of(mojo.getConfiguration()).children();
        Map<Declared, Element> own = new HashMap<>();
        for (Declared parameter : parameters()) {
            Optional<Element> element = Element.named(parameter.name(), elements);
            if (element.isPresent() && !element.get().isEmpty() && !isOwn(parameter, element.get())) {
                own.put(parameter, element.get());
            }
        }
        return own;
    }

    private static boolean isOwn(Declared parameter, Element element) {
        return parameter.property().isPresent()
                && element.text().equals(EXPRESSION_START + parameter.property().get() + "}");
    }

    private static Map<String, String> ofEku(Properties properties) {
        Map<String, String> own = new HashMap<>();
        for (Map.Entry<Object, Object> property : properties.entrySet()) {
            String name = String.valueOf(property.getKey());
            if (name.regionMatches(true, 0, Given.NAME, 0, Given.NAME.length())) {
                own.put(name, String.valueOf(property.getValue()));
            }
        }
        return own;
    }

    private static List<MojoDescriptor> mojos(PluginDescriptor plugin) {
        return plugin.getMojos() == null ? List.of() : plugin.getMojos();
    }

    private static List<Parameter> parameters(MojoDescriptor goal) {
        return goal.getParameters() == null ? List.of() : goal.getParameters();
    }

    private static Optional<String> property(Parameter parameter) {
        String expression = String.valueOf(parameter.getExpression());
        return expression.startsWith(EXPRESSION_START)
                ? Optional.of(expression.substring(EXPRESSION_START.length(), expression.length() - 1))
                : Optional.empty();
    }
}
