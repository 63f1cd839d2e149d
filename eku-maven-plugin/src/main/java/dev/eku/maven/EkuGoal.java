package dev.eku.maven;

import dev.eku.command.Command;
import dev.eku.command.Session;
import dev.eku.command.input.Accounts;
import dev.eku.command.input.ChoiceParameter;
import dev.eku.command.input.FlagParameter;
import dev.eku.command.input.Parameters;
import dev.eku.command.output.Failure;
import dev.eku.command.output.OutputFiles;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.maven.command.MavenFrontEnd;
import dev.eku.maven.given.Given;
import dev.eku.maven.given.GivenCheck;
import dev.eku.maven.given.Known;
import dev.eku.maven.given.RefusalText;
import dev.eku.maven.input.ResolvedText;
import dev.eku.maven.input.SettingsAccounts;
import dev.eku.probe.CertificateCollector;
import dev.eku.product.Application;
import dev.eku.report.Reports;
import dev.eku.text.FrontEnd;
import dev.eku.text.Language;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Words;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What every goal does: check its parameters, work, write its files, and fail at most once, with all reasons. */
abstract class EkuGoal extends AbstractMojo {
    private static final String FOLDER = "eku.outputDirectory";
    private static final String LANGUAGE = "eku.language";

    /**
     * Skips this goal. Default: <code>false</code>. Example: <code>-Deku.skip</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.skip")
    private @Nullable String skip;

    /**
     * The folder for this goal's own files, <code>GOAL.json</code> and <code>GOAL.txt</code>, and for plans and
     * snapshots. A relative path is relative to the project, or without a project to the current folder. Default:
     * <code>target/eku</code>. Example: <code>build/eku</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.outputDirectory")
    private @Nullable String outputDirectory;

    /**
     * The language of everything that eku prints and writes for people: <code>en</code> or <code>ja</code>. JSON is the
     * same in every language. Default: the display language of the JVM, or English if eku does not speak it. Example:
     * <code>ja</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.language")
    private @Nullable String language;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private @Nullable MojoExecution execution;

    private final SettingsDecrypter decrypter;
    private Optional<GivenReader> given = Optional.empty();
    private Optional<MavenFrontEnd> frontEnd = Optional.empty();

    EkuGoal(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    /** The goal's own work. An exception is the reason why the goal failed. */
    void run(RunOutput output) {
        MojoExecution mojo = Objects.requireNonNull(execution);
        Parameters parameters = new GoalParameters(this, frontEnd.orElseThrow(), given.orElseThrow());
        Accounts accounts = new SettingsAccounts(session().getSettings(), decrypter);
        Operation operation = Operation.valueOf(mojo.getGoal().toUpperCase(Locale.ROOT));
        Command.run(
                operation, new Session(parameters, accounts, new CertificateCollector(parameters, accounts)), output);
    }

    /** Adds the texts of the goal's own parameters. */
    void give(Map<Option, String> texts) {}

    /** The applications of the POM. */
    List<Application> applications() {
        return List.of();
    }

    /** The pools of the POM. */
    List<NamedPool> fleet() {
        return List.of();
    }

    /** Adds the text of a parameter, unless it has none. */
    static void put(Map<Option, String> texts, Option option, @Nullable String text) {
        if (text != null) {
            texts.put(option, text);
        }
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        MojoExecution mojo = Objects.requireNonNull(execution);
        Optional<EkuException> wrong = Optional.empty();
        boolean skipped = false;
        OutputFiles paths = files(Optional.empty());
        try {
            requireOwnSkip(mojo);
            skipped = FlagParameter.isTrue("eku.skip", ResolvedText.optional("eku.skip", skip));
            paths = files(ResolvedText.optional(FOLDER, outputDirectory));
        } catch (EkuException badParameter) {
            wrong = Optional.of(badParameter);
        }
        Language spoken = Language.of(Locale.getDefault(Locale.Category.DISPLAY));
        try {
            spoken = language(spoken);
        } catch (EkuException badParameter) {
            wrong = wrong.or(() -> Optional.of(badParameter));
        }
        Words words = Words.of(spoken.locale(), FrontEnd.NONE);
        if (skipped) {
            getLog().info(words.text("goal.skipped", mojo.getGoal()));
            return;
        }
        MavenFrontEnd maven = frontEnd(mojo);
        frontEnd = Optional.of(maven);
        RunOutput output = new RunOutput(
                mojo.getGoal(),
                paths,
                new Reports(words.as(maven)),
                host -> new Reports(words.as(maven.on(host))),
                new LogLines(getLog()));
        if (wrong.isPresent()) {
            output.failed(wrong.get());
            end(output);
        } else if (!isMeant(mojo, output)) {
            end(output);
        } else if (mojo.getSource() == MojoExecution.Source.LIFECYCLE) {
            workOnce(mojo, words, output);
        } else {
            work(output);
            end(output);
        }
    }

    /** A goal that a parent POM binds to a phase runs in each of its modules, but the hosts are the same. */
    private void workOnce(MojoExecution mojo, Words words, RunOutput output)
            throws MojoExecutionException, MojoFailureException {
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
            getLog().info(words.text("goal.already-done", mojo.getGoal(), mojo.getExecutionId(), turn.module()));
            return;
        }
        if (turn.state() == OnceInBuild.State.FAILED) {
            throw new MojoFailureException(
                    words.text("goal.already-failed", mojo.getGoal(), mojo.getExecutionId(), turn.module()));
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

    private static void end(RunOutput output) throws MojoExecutionException, MojoFailureException {
        Optional<Failure> failure = output.end();
        if (failure.isPresent()) {
            fail(failure.get());
        }
    }

    /**
     * Fails the goal.
     *
     * @throws MojoFailureException if the answer is no
     * @throws MojoExecutionException if the environment is at fault
     */
    static void fail(Failure failure) throws MojoExecutionException, MojoFailureException {
        // Not as the cause, because Maven would repeat its message and those of its causes. With -e it is shown as
        // suppressed.
        if (failure.kind() == ErrorCode.Kind.REFUSED) {
            MojoFailureException refused = new MojoFailureException(failure.message());
            refused.addSuppressed(failure.cause());
            throw refused;
        }
        MojoExecutionException broken = new MojoExecutionException(failure.message());
        broken.addSuppressed(failure.cause());
        throw broken;
    }

    /**
     * Where the goal's files are. A relative path is relative to the project's folder, or without a project to the
     * folder in which Maven was started.
     *
     * @param folder of the goal's own files, if given
     */
    private OutputFiles files(Optional<String> folder) {
        Path here = Path.of(System.getProperty("user.dir"));
        MavenProject module = Objects.requireNonNull(project);
        // Without a POM, Maven provides a project that has no file.
        boolean real = module.getFile() != null;
        Path base = real ? module.getBasedir().toPath() : here;
        Path build = real ? base.resolve(module.getBuild().getDirectory()) : here.resolve("target");
        Path reports = folder.isPresent() ? OutputFiles.resolve(base, FOLDER, folder.get()) : build.resolve("eku");
        return new OutputFiles(base, reports, here);
    }

    /** The session. */
    final MavenSession session() {
        return Objects.requireNonNull(session);
    }

    private MavenFrontEnd frontEnd(MojoExecution mojo) {
        Map<String, String> typed = new HashMap<>();
        for (Map.Entry<Object, Object> property : session().getUserProperties().entrySet()) {
            String name = String.valueOf(property.getKey());
            if (name.startsWith(Given.PREFIX)) {
                typed.put(name, String.valueOf(property.getValue()));
            }
        }
        CallReader caller = new CallReader(session(), Objects.requireNonNull(project), mojo);
        Known known = GivenReader.known(mojo.getMojoDescriptor().getPluginDescriptor());
        return MavenFrontEnd.of(
                caller.call(),
                known,
                typed,
                caller.standing(known.goals().getOrDefault(mojo.getGoal(), List.of())),
                () -> given.isPresent() ? given.get().given().configured() : List.of());
    }

    private Language language(Language otherwise) {
        return ChoiceParameter.constant(
                LANGUAGE, ResolvedText.optional(LANGUAGE, language).orElse(otherwise.name()), Language.class);
    }

    /** Checks everything that was given. If something cannot be meant, the output says why. */
    private boolean isMeant(MojoExecution mojo, RunOutput output) {
        return succeeds(output, () -> requireMeant(mojo));
    }

    private void work(RunOutput output) {
        succeeds(output, () -> {
            output.files().requireWritable();
            run(output);
        });
    }

    private static boolean succeeds(RunOutput output, Runnable step) {
        try {
            step.run();
            return true;
        } catch (EkuException failure) {
            output.failed(failure);
        } catch (RuntimeException | Error defect) {
            // After any exception, code that waits for the end continues, and the files are written.
            output.failed(EkuException.unexpected(defect));
        }
        return false;
    }

    /**
     * A skipped goal checks nothing. So if eku.skip on the command line differs from the value of the parameter,
     * everything is checked first.
     */
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
