package dev.eku.maven;

import dev.eku.command.input.Defaults;
import dev.eku.maven.input.ApplicationParameter;
import dev.eku.product.Application;
import dev.eku.text.Option;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that plans an exemption. */
abstract class PlanningGoal extends RestartingGoal {
    /**
     * The product, by its id; <code>eku:products</code> lists them. Default: the product found on the host, or none
     * if applications are given. Example: <code>sfb-2015</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.product")
    private @Nullable String product;

    /**
     * The setting to be exempt from: <code>REQUIRE_CERTIFICATE_EKUS</code> or <code>SCH_SEND_AUX_RECORD</code>, in
     * lower case and with hyphens as well. Default: <code>REQUIRE_CERTIFICATE_EKUS</code>. Example:
     * <code>sch-send-aux-record</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.setting")
    private @Nullable String setting;

    /**
     * Applications of your own; in the POM only. Each has an <code>id</code>, an <code>executable</code> (full path) or
     * a <code>service</code> (its name, not its display name) or both. Its file decides the <code>clr</code>
     * (<code>v2</code> or <code>v4</code>) and the <code>bitness</code> (<code>32</code> or <code>64</code>); give them
     * where it does not, as for w3wp.exe. Default: none. Example:
     * <code>&lt;application&gt;&lt;id&gt;billing&lt;/id&gt;&lt;service&gt;BillingService&lt;/service&gt;&lt;/application&gt;</code>.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable List<ApplicationParameter> applications;

    /**
     * The reason, for anybody who asks later; it is kept in the host's journal. Default: none. Example: <code>KB
     * 4023993, change 4711</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.reason")
    private @Nullable String reason;

    /**
     * Who is responsible for the exemption. Default: none. Example: <code>uc-team@contoso.com</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.owner")
    private @Nullable String owner;

    /**
     * The last day of the exemption, in ISO 8601 form, in UTC. After it <code>eku:verify</code> fails. Default: none.
     * Example: <code>2027-03-31</code>.
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

    PlanningGoal(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.PRODUCT, product);
        put(texts, Option.SETTING, setting);
        put(texts, Option.REASON, reason);
        put(texts, Option.OWNER, owner);
        put(texts, Option.EXPIRES, expires);
        put(texts, Option.TIDY, tidy);
    }

    @Override
    List<Application> applications() {
        return ApplicationParameter.all(applications);
    }
}
