package dev.eku.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Tries the exemption on a copy of each simulated host: applies, verifies, rolls back, and compares the whole host
 * with its state before. The host and its snapshot file are not touched. Fails if any difference remains. Capture a
 * real host first, with <code>eku:capture</code>.
 *
 * @since 0.1.0
 */
@Mojo(name = "rehearse", requiresProject = false, threadSafe = true)
public final class RehearseMojo extends PlanningGoal {
    /** @param decrypter reads passwords of the settings */
    @Inject
    public RehearseMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }
}
