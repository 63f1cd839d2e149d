package dev.eku.maven;

import dev.eku.command.input.Defaults;
import dev.eku.text.Option;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that may restart services. */
abstract class RestartingGoal extends HostGoal {
    /**
     * How services are stopped: <code>graceful</code> by the product's own cmdlets, <code>drain</code> by pausing and
     * waiting, <code>stop</code> at once, or <code>auto</code>, which is graceful if the host has the cmdlets, else
     * drain if the service can be paused, else not at all. Default: <code>auto</code>. Example: <code>stop</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.stop", defaultValue = Defaults.STOP)
    private @Nullable String stop;

    /**
     * When services are restarted: <code>if-needed</code>, <code>never</code> or <code>always</code>. What is written
     * takes effect only after a restart. Beside <code>never</code> the command line must not say how to restart them.
     * Default: <code>if-needed</code>. Example: <code>never</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.restart", defaultValue = Defaults.RESTART)
    private @Nullable String restart;

    /**
     * What to do with a service that has not drained in time: <code>resume</code> resumes it and the restart stays
     * pending, <code>stop</code> cuts off the connections that remain. Default: <code>resume</code>. Example:
     * <code>stop</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.atDrainDeadline", defaultValue = Defaults.AT_DRAIN_DEADLINE)
    private @Nullable String atDrainDeadline;

    /**
     * How long a service may drain, in hours, minutes and seconds or in ISO 8601 form; at most a day. Default:
     * <code>15m</code>. Example: <code>1h30m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.drainTimeout", defaultValue = Defaults.DRAIN_TIMEOUT)
    private @Nullable String drainTimeout;

    /**
     * How long a service may take to stop, as for <code>drainTimeout</code>. Default: <code>2m</code>. Example:
     * <code>90s</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.stopTimeout", defaultValue = Defaults.STOP_TIMEOUT)
    private @Nullable String stopTimeout;

    /**
     * How long a service may take to start, as for <code>drainTimeout</code>. Default: <code>2m</code>. Example:
     * <code>PT90S</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.startTimeout", defaultValue = Defaults.START_TIMEOUT)
    private @Nullable String startTimeout;

    RestartingGoal(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.STOP, stop);
        put(texts, Option.RESTART, restart);
        put(texts, Option.AT_DRAIN_DEADLINE, atDrainDeadline);
        put(texts, Option.DRAIN_TIMEOUT, drainTimeout);
        put(texts, Option.STOP_TIMEOUT, stopTimeout);
        put(texts, Option.START_TIMEOUT, startTimeout);
    }
}
