package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.error.EkuException;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import dev.eku.inspect.Inspector;
import dev.eku.maven.input.ApplicationParameter;
import dev.eku.maven.input.BadParameter;
import dev.eku.maven.input.ExemptionParameters;
import dev.eku.maven.input.TextParameter;
import dev.eku.maven.output.GoalOutput;
import dev.eku.product.Application;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Saves all that eku can see of each host as a snapshot file, from which a memory host can be opened, so that a
 * change can be planned, rehearsed and tested on any machine against the state of the real one. Holds no secrets.
 * Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "capture", requiresProject = false, threadSafe = true)
public final class CaptureMojo extends HostGoal {
    /**
     * The file to save the snapshot in; for one host only. A file that exists is replaced only if it is a snapshot of
     * the same computer. Default: <code>COMPUTER.json</code> beside this goal's other files. Example:
     * <code>fe01.json</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.file")
    private @Nullable String file;

    /**
     * Applications of your own to look at as well; in the POM only, as for <code>eku:plan</code>. Default: none.
     * Example:
     * <code>&lt;application&gt;&lt;id&gt;billing&lt;/id&gt;&lt;service&gt;BillingService&lt;/service&gt;&lt;/application&gt;</code>.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable List<ApplicationParameter> applications;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public CaptureMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        List<Application> also = ExemptionParameters.applications(applications);
        Optional<String> given = TextParameter.optional("eku.file", file);
        requireOneHost("eku.file", given, hosts);
        Optional<Path> named = given.map(name -> output.files().toWrite("eku.file", name));
        return (host, section) -> {
            Eku eku = Eku.on(host);
            HostSnapshot snapshot = eku.capture(also);
            ReportedHost where = ReportedHost.of(eku.inspect(eku.standing().get(0)));
            section.say(section.reports().of(where, snapshot));
            Path path = named.orElseGet(() -> output.paths().ofComputer(where.name(), "json"));
            requireSameComputer(path, Inspector.computer(snapshot));
            output.files().write("eku.file", path, HostSnapshotFile.print(snapshot));
            section.wrote("snapshot", output.paths().shown(path));
            String copy = "memory:" + output.paths().shown(path);
            section.next(new NextStep.Run(
                    Message.of("goal.next.rehearse"), Operation.REHEARSE, List.of(new Setting(Option.HOSTS, copy))));
        };
    }

    /**
     * Replaces only an earlier capture of the same computer, because another file may be a simulated host with a
     * journal of its own.
     */
    private static void requireSameComputer(Path file, Optional<String> computer) {
        if (!Files.exists(file)) {
            return;
        }
        Optional<String> other;
        try {
            other = Inspector.computer(HostSnapshotFile.read(file));
        } catch (EkuException noSnapshot) {
            throw BadParameter.of("input.no-snapshot", "eku.file", file);
        }
        if (!computer.orElse("").equalsIgnoreCase(other.orElse(""))) {
            throw BadParameter.of("input.other-snapshot", "eku.file", file, other.orElse("-"), computer.orElse("-"));
        }
    }
}
