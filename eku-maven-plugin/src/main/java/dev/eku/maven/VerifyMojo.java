package dev.eku.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Proves on each host that the exemption is there and in effect. Changes nothing. Fails unless the verdict is
 * Compliant, and also if a service is stopped that starts by itself or that eku left running. Checks the exemption
 * that is given, else every exemption that eku has made there and not rolled back, else the product found there.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", requiresProject = false, threadSafe = true)
public final class VerifyMojo extends ReadOnlyGoal {
    /** @param decrypter reads passwords of the settings */
    @Inject
    public VerifyMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }
}
