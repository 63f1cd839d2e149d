package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.maven.output.GoalOutput;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.rehearse.Rehearsal;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
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

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        Exemption exemption = wanted();
        PlanOptions options = planOptions();
        return (host, section) -> {
            Rehearsal rehearsal = Eku.on(host).rehearse(exemption, options, event -> {});
            section.say(section.reports().of(rehearsal.plan()));
            section.say(section.reports().of(rehearsal));
            if (!rehearsal.isSame()) {
                throw new EkuException(
                        ErrorCode.REHEARSAL_DIFFERS, rehearsal.plan().computer(), Bullets.of(rehearsal.differences()));
            }
            section.next(new NextStep.Run(Message.of("goal.next.apply"), Operation.APPLY));
        };
    }
}
