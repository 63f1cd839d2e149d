package dev.eku.maven;

import dev.eku.maven.input.ApplicationParameter;
import dev.eku.product.Application;
import dev.eku.text.Option;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that reads an exemption and changes nothing. */
abstract class ReadOnlyGoal extends HostGoal {
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

    ReadOnlyGoal(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.PRODUCT, product);
        put(texts, Option.SETTING, setting);
    }

    @Override
    List<Application> applications() {
        return ApplicationParameter.all(applications);
    }
}
