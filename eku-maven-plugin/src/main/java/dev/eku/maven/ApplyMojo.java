package dev.eku.maven;

import dev.eku.text.Option;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exemption hold and take effect on each host: finishes a run that was interrupted, plans, applies,
 * verifies. Records what it does on the host, so that <code>eku:rollback</code> can undo it. A host that is already
 * compliant is not touched. On several hosts the values are written first, which has no effect yet; then services are
 * restarted, pool by pool, and each host must work before the next is restarted. If something is wrong, no further
 * host is started; running the goal again resumes.
 *
 * @since 0.1.0
 */
@Mojo(name = "apply", requiresProject = false, threadSafe = true)
public final class ApplyMojo extends RolloutGoal {
    /**
     * A plan that <code>eku:plan</code> saved; for one host only. It is refused if the host has changed since, and if
     * parameters that shape a plan are given as well. Default: none; plans again. Example:
     * <code>target/eku/FE01.plan.json</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.planFile")
    private @Nullable String planFile;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public ApplyMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.PLAN_FILE, planFile);
    }
}
