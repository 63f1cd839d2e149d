package dev.eku.maven;

import dev.eku.text.Option;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what would make the exemption hold on each host, and for a single host saves the plan. Changes nothing. Fails
 * if something blocks the plan, and names each reason and the next step.
 *
 * @since 0.1.0
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanMojo extends RolloutGoal {
    /**
     * The file to save the plan in; for one host only. A file that exists is replaced only if it is a plan.
     * <code>eku:apply</code> can be given the same file. Default: <code>COMPUTER.plan.json</code> beside this goal's
     * other files. Example: <code>change-4711.json</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.planFile")
    private @Nullable String planFile;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public PlanMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.PLAN_FILE, planFile);
    }
}
