package dev.eku.maven;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.maven.given.Declared;
import dev.eku.maven.given.Given;
import dev.eku.maven.given.GivenCheck;
import dev.eku.maven.given.Known;
import dev.eku.maven.given.RefusalText;
import dev.eku.maven.input.FlagParameter;
import dev.eku.maven.input.Messages;
import dev.eku.maven.input.TextParameter;
import dev.eku.maven.output.Failure;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.output.Paths;
import dev.eku.report.Reports;
import dev.eku.text.FrontEnd;
import dev.eku.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What every goal does: look at what it was given, work, write its files, and fail once with all there is to say. */
abstract class EkuGoal extends AbstractMojo {
    private static final Set<String> NAME_HOSTS = Set.of("eku.hosts", "eku.inventory", "eku.pools");
    /** What says where this goal's files go, and whether it runs, says nothing of another goal. */
    private static final Set<String> OWN = Set.of("eku.outputDirectory", "eku.skip");

    private static final FlagParameter SKIP = new FlagParameter("eku.skip");

    private static final Set<String> REACH_HOSTS =
            Set.of("eku.serverId", "eku.kerberos", "eku.remoteRegistry", "eku.smb.encryption");

    /**
     * Whether to do nothing. Default: <code>false</code>. Example: <code>-Deku.skip</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.skip")
    private @Nullable String skip;

    /**
     * The folder for this goal's own files, <code>GOAL.json</code> and <code>GOAL.txt</code>, and for plans and snapshots. A
     * relative path is relative to the project, or without a project to the current folder. Default: <code>target/eku</code>.
     * Example: <code>build/eku</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.outputDirectory")
    private @Nullable String outputDirectory;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private @Nullable MojoExecution execution;

    private Optional<GivenReader> given = Optional.empty();

    /** The goal's own work. What it throws is the reason why the goal failed. */
    abstract void run(GoalOutput output);

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        MojoExecution mojo = Objects.requireNonNull(execution);
        Optional<EkuException> wrong = Optional.empty();
        boolean skipped = false;
        Paths paths = Paths.of(Objects.requireNonNull(project), Optional.empty());
        try {
            requireOwnSkip(mojo);
            skipped = SKIP.of(skip);
            paths = Paths.of(project, TextParameter.optional("eku.outputDirectory", outputDirectory));
        } catch (EkuException badParameter) {
            wrong = Optional.of(badParameter);
        }
        if (skipped) {
            getLog().info(Messages.text("goal.skipped", mojo.getGoal()));
            return;
        }
        GoalOutput output = new GoalOutput(mojo.getGoal(), paths, new Reports(words()), getLog());
        wrong.ifPresent(output::failed);
        if (wrong.isPresent() || !isMeant(mojo, output)) {
            end(output);
        } else if (mojo.getSource() == MojoExecution.Source.LIFECYCLE) {
            workOnce(mojo, output);
        } else {
            work(output);
            end(output);
        }
    }

    /** What a parent POM binds to a phase runs in each of its modules; the hosts are the same. */
    private void workOnce(MojoExecution mojo, GoalOutput output) throws MojoExecutionException, MojoFailureException {
        MavenProject module = Objects.requireNonNull(project);
        OnceInBuild once = new OnceInBuild(
                session().getRequest(), given.orElseThrow().work(output.paths().base()));
        OnceInBuild.Turn turn;
        try {
            turn = once.take(module.getArtifactId());
        } catch (EkuException interrupted) {
            output.failed(interrupted);
            end(output);
            return;
        }
        if (turn.state() == OnceInBuild.State.DONE) {
            getLog().info(Messages.text("goal.already-done", mojo.getGoal(), mojo.getExecutionId(), turn.module()));
            return;
        }
        if (turn.state() == OnceInBuild.State.FAILED) {
            throw new MojoFailureException(
                    Messages.text("goal.already-failed", mojo.getGoal(), mojo.getExecutionId(), turn.module()));
        }
        boolean succeeded = false;
        try {
            work(output);
            end(output);
            succeeded = true;
        } finally {
            once.end(succeeded);
        }
    }

    /** What this run says everything with. */
    private static Words words() {
        return Words.of(Locale.getDefault(), FrontEnd.NONE);
    }

    private static void end(GoalOutput output) throws MojoExecutionException, MojoFailureException {
        Optional<Failure> failure = output.end();
        if (failure.isPresent()) {
            failure.get().fail();
        }
    }

    /** The session. */
    final MavenSession session() {
        return Objects.requireNonNull(session);
    }

    /** What the goal was given, which has been looked at when it runs. */
    final Given given() {
        return given.orElseThrow().given();
    }

    /** The goal's own parameters. */
    final List<Declared> parameters() {
        return given.orElseThrow().parameters();
    }

    /** Whether anybody gave one of those parameters, by the names of their elements. */
    final boolean isGivenAny(Set<String> names) {
        Given all = given();
        return parameters().stream().anyMatch(parameter -> names.contains(parameter.name()) && all.has(parameter));
    }

    /** The command that runs this goal again, as it was run. */
    final String again() {
        MojoExecution mojo = Objects.requireNonNull(execution);
        return mojo.getSource() == MojoExecution.Source.CLI
                ? "mvn eku:" + mojo.getGoal() + given(name -> isFor(mojo.getGoal(), name))
                : Messages.text("goal.same-build");
    }

    /** The command that runs another goal on the same hosts, given the same as far as that goal takes it. */
    final String onSameHosts(String goal) {
        return "mvn eku:" + goal + given(taken(goal)::contains);
    }

    /** The same on one of the hosts. */
    final String command(String goal, Host host) {
        return command(goal, host.ref().toString())
                + given(name -> taken(goal).contains(name) && !NAME_HOSTS.contains(name));
    }

    /** The command that runs another goal on one of the hosts with that property, and with no other but those that reach it. */
    final String command(String goal, Host host, String property) {
        return command(goal, host.ref().toString()) + given(REACH_HOSTS::contains) + " " + quoted("-D" + property);
    }

    /** The command that runs a goal on a host of that name. */
    static String command(String goal, String host) {
        return "mvn eku:" + goal + " " + quoted("-Deku.hosts=" + host);
    }

    /** What a command on the same hosts needs beside their names to reach them as this run did; empty if nothing. */
    final String access() {
        return given(REACH_HOSTS::contains).strip();
    }

    private String given(Predicate<String> meant) {
        Map<String, String> given = new TreeMap<>();
        session().getUserProperties().forEach((name, value) -> given.put((String) name, (String) value));
        return given.entrySet().stream()
                .filter(property -> property.getKey().startsWith("eku.") && meant.test(property.getKey()))
                .map(property -> " " + quoted("-D" + property.getKey() + "=" + property.getValue()))
                .collect(Collectors.joining());
    }

    /** Whether a property may be given to a goal: it takes it, or no goal of ours does, so that the POM does. */
    private boolean isFor(String goal, String property) {
        Known known = known();
        return known.properties(List.of(goal)).contains(property)
                || !known.properties().contains(property);
    }

    private Known known() {
        return GivenReader.known(
                Objects.requireNonNull(execution).getMojoDescriptor().getPluginDescriptor());
    }

    /** The properties of another goal that may be given to it as they were to this one. */
    private Set<String> taken(String goal) {
        Set<String> taken = known().properties(List.of(goal));
        taken.removeAll(OWN);
        return taken;
    }

    /** As a shell wants it. */
    static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9:=.,_/@\\\\-]+") ? argument : "\"" + argument + "\"";
    }

    /** Whether all that was given can be meant; if not, the output says why. */
    private boolean isMeant(MojoExecution mojo, GoalOutput output) {
        return succeeds(output, () -> requireMeant(mojo));
    }

    private void work(GoalOutput output) {
        succeeds(output, () -> {
            output.requireWritable();
            run(output);
        });
    }

    private static boolean succeeds(GoalOutput output, Runnable step) {
        try {
            step.run();
            return true;
        } catch (EkuException failure) {
            output.failed(failure);
        } catch (RuntimeException | Error defect) {
            // Whatever it was: who waits for the end is let go, and what was done is written.
            output.failed(new EkuException(defect, ErrorCode.UNEXPECTED, defect));
        }
        return false;
    }

    /** A goal that is skipped looks at nothing; so it is seen first whether it is skipped by him who says so. */
    private void requireOwnSkip(MojoExecution mojo) {
        String typed = session().getUserProperties().getProperty("eku.skip");
        if (typed != null && !typed.equalsIgnoreCase(skip)) {
            requireMeant(mojo);
        }
    }

    private void requireMeant(MojoExecution mojo) {
        GivenReader reader = new GivenReader(session(), Objects.requireNonNull(project), mojo);
        RefusalText.requireNone(GivenCheck.of(reader.given(), reader.known(), reader.goals()));
        given = Optional.of(reader);
    }
}
