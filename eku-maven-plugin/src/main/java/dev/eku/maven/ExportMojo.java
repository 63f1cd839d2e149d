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
 * Writes what would make the exemption hold on each host as files that carry it out without eku, and files that take
 * it back, into the folder <code>export</code> beside this goal's other files. Hosts whose changes are alike share
 * their files. Says what such files cannot do, and how to use them. Changes no host.
 *
 * @since 0.1.0
 */
@Mojo(name = "export", requiresProject = false, threadSafe = true)
public final class ExportMojo extends ReadOnlyGoal {
    /**
     * What the files are for: <code>reg</code> for registration files, which <code>reg import</code> carries out.
     * Default: <code>reg</code>. Example: <code>reg</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.form", defaultValue = Defaults.FORM)
    private @Nullable String form;

    /**
     * A plan that <code>eku:plan</code> saved; for one host only. It is refused if the host has changed since, and if
     * parameters that shape a plan are given as well. Default: none; plans again. Example:
     * <code>target/eku/FE01.plan.json</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.planFile")
    private @Nullable String planFile;

    /**
     * The reason, for anybody who asks later; it stands in the files. Default: none. Example: <code>KB 4023993, change
     * 4711</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.reason")
    private @Nullable String reason;

    /**
     * Who is responsible for the exemption; it stands in the files. Default: none. Example:
     * <code>uc-team@contoso.com</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.owner")
    private @Nullable String owner;

    /**
     * The last day of the exemption, in ISO 8601 form, in UTC; it stands in the files, and nothing reminds of it.
     * Default: none. Example: <code>2027-03-31</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.expires")
    private @Nullable String expires;

    /**
     * Whether to remove values that were meant for the application but are where it never reads them: in the wrong
     * view, under the wrong runtime, misspelled. Default: <code>false</code>, which only reports them. Example:
     * <code>true</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.tidy", defaultValue = Defaults.FLAG)
    private @Nullable String tidy;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public ExportMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.FORM, form);
        put(texts, Option.PLAN_FILE, planFile);
        put(texts, Option.REASON, reason);
        put(texts, Option.OWNER, owner);
        put(texts, Option.EXPIRES, expires);
        put(texts, Option.TIDY, tidy);
    }
}
