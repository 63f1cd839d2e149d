package dev.eku.maven;

import dev.eku.command.input.Defaults;
import dev.eku.text.Option;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Undoes on each host what eku did there: restores or removes every value, deletes the keys that eku created, and
 * restarts what has read the value. Refuses to do so if somebody has changed the value since. Several hosts are
 * rolled back pool by pool, as eku:apply restarts them; on each host the last run of eku is undone, or nothing if
 * that was a rollback, so the same command resumes.
 *
 * @since 0.1.0
 */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
public final class RollbackMojo extends RestartingGoal {
    /**
     * The journal record to undo, by its number; <code>eku:history</code> lists them. Default: the newest active
     * record. Example: <code>000003</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.record")
    private @Nullable String record;

    /**
     * Whether to restore a value even if somebody has changed it since. Default: <code>false</code>, which refuses
     * to. Example: <code>true</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.overwrite", defaultValue = Defaults.FLAG)
    private @Nullable String overwrite;

    /**
     * Whether to delete eku's own records afterwards, so that nothing of it is left on the host. Default:
     * <code>false</code>. Example: <code>true</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.forget", defaultValue = Defaults.FLAG)
    private @Nullable String forget;

    /**
     * For several hosts: how many of a pool may be without their service at a time, from 1 on; a host whose service
     * does not run although it should counts as well. Default: <code>1</code>. Example: <code>2</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.maxUnavailable", defaultValue = Defaults.MAX_UNAVAILABLE)
    private @Nullable String maxUnavailable;

    /**
     * For several hosts: how many may fail before no further host is started. Default: <code>0</code>, which stops at
     * the first. Example: <code>2</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.maxFailures", defaultValue = Defaults.MAX_FAILURES)
    private @Nullable String maxFailures;

    /**
     * For several hosts: which hosts are restarted first and must work before any other is restarted; a number, or
     * the hosts themselves. If one of them fails, no other is restarted. Default: none. Example: <code>1</code>, or
     * <code>\\fe01</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.canary")
    private @Nullable String canary;

    /**
     * For several hosts: how long a restarted host is watched before the next of its pool, as for
     * <code>drainTimeout</code>. Default: none; it is checked once. Example: <code>5m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.soak")
    private @Nullable String soak;

    /**
     * For several hosts: what to do if a host cannot be inspected, since it does not answer or access is denied to
     * this account: <code>fail</code> changes nothing anywhere, <code>skip</code> skips the host. A skipped host
     * counts neither as running nor as unavailable, so make sure that its pool can lose one more server. Default:
     * <code>fail</code>. Example: <code>skip</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.unreachable", defaultValue = Defaults.UNREACHABLE)
    private @Nullable String unreachable;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public RollbackMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.RECORD, record);
        put(texts, Option.OVERWRITE, overwrite);
        put(texts, Option.FORGET, forget);
        put(texts, Option.MAX_UNAVAILABLE, maxUnavailable);
        put(texts, Option.MAX_FAILURES, maxFailures);
        put(texts, Option.CANARY, canary);
        put(texts, Option.SOAK, soak);
        put(texts, Option.UNREACHABLE, unreachable);
    }
}
