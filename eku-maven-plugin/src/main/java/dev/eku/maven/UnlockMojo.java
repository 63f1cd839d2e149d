package dev.eku.maven;

import dev.eku.text.Option;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Shows who holds the lock of each host, and removes it if that holder is named. Fails if the host is locked and its
 * holder is not named.
 *
 * @since 0.1.0
 */
@Mojo(name = "unlock", requiresProject = false, threadSafe = true)
public final class UnlockMojo extends HostGoal {
    /**
     * The holder whose lock is to be removed, as this goal shows it. Make sure that the holder's run has ended.
     * Default: none; only shows the holder. Example: <code>alice@ADMIN01</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.holder")
    private @Nullable String holder;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public UnlockMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.HOLDER, holder);
    }
}
