package dev.eku.maven;

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
}
