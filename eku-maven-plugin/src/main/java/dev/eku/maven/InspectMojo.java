package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.maven.output.GoalOutput;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
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

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        Exemption exemption = wanted().orElse(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS));
        return (host, section) -> {
            section.say(section.reports().of(Eku.on(host).inspect(exemption)));
            section.next(new NextStep.Run(Message.of("goal.next.plan"), Operation.PLAN));
        };
    }
}
