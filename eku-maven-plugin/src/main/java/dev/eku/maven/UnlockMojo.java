package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.journal.HostLock.Holder;
import dev.eku.maven.input.TextParameter;
import dev.eku.maven.output.GoalOutput;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Shows who holds the lock of each host, and removes it if that holder is named. Fails if the host is locked and its
 * holder is not named.
 *
 * @since 0.1.0
 */
@Mojo(name = "unlock", requiresProject = false, threadSafe = true)
public final class UnlockMojo extends HostGoal {
    /**
     * The holder whose lock is to be removed, as this goal shows it. Make sure that the holder's run has ended.
     * Default: none; only shows the holder. Example: <code>alice@ADMIN01</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.holder")
    private @Nullable String holder;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public UnlockMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        Optional<String> named = TextParameter.optional("eku.holder", holder);
        return (host, section) -> {
            Eku eku = Eku.on(host);
            ReportedHost where = new ReportedHost(host.ref().toString(), Optional.empty(), host.simulated());
            Optional<Holder> held = eku.lockHolder();
            section.say(section.reports().ofLock(where, held));
            if (named.isPresent()) {
                section.say(Message.of("goal.unlocked", host.ref(), eku.unlock(named.get())));
                section.next(new NextStep.Run(Message.of("goal.next.history"), Operation.HISTORY));
            } else if (held.isPresent()) {
                throw new EkuException(
                        ErrorCode.LOCKED, host.ref(), held.get(), held.get().name());
            }
        };
    }
}
