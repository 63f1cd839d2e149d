package dev.eku.maven;

import dev.eku.maven.input.ApplicationParameter;
import dev.eku.product.Application;
import dev.eku.text.Option;
import java.util.List;
import java.util.Map;
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
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.FILE, file);
    }

    @Override
    List<Application> applications() {
        return ApplicationParameter.all(applications);
    }
}
