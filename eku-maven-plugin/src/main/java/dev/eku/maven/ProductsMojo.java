package dev.eku.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Lists the products eku knows, with the applications that read a setting, their default paths, services and runtimes,
 * and the simulated hosts with which eku can be tried. Touches no host.
 *
 * @since 0.1.0
 */
@Mojo(name = "products", requiresProject = false, threadSafe = true)
public final class ProductsMojo extends EkuGoal {
    /** @param decrypter reads passwords of the settings */
    @Inject
    public ProductsMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }
}
