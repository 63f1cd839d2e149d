package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.journal.History;
import dev.eku.maven.output.GoalOutput;
import dev.eku.report.ReportedHost;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Lists what eku did on each host: who did what, when and why, and its state. Shows who holds the host's lock.
 * Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "history", requiresProject = false, threadSafe = true)
public final class HistoryMojo extends HostGoal {
    /** @param decrypter reads passwords of the settings */
    @Inject
    public HistoryMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        return (host, section) -> {
            Eku eku = Eku.on(host);
            ReportedHost where = new ReportedHost(host.ref().toString(), Optional.empty(), host.simulated());
            History history = eku.history();
            section.say(section.reports().of(where, history));
            section.say(section.reports().ofLock(where, eku.lockHolder()));
            if (!history.unreadable().isEmpty()) {
                throw new EkuException(ErrorCode.UNREADABLE_RECORD, history.unreadable());
            }
        };
    }
}
