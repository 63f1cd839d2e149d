package dev.eku.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Reads and shows everything on each host that decides about an exemption. Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "inspect", requiresProject = false, threadSafe = true)
public final class InspectMojo extends ReadOnlyGoal {
    /** @param decrypter reads passwords of the settings */
    @Inject
    public InspectMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }
}
