package dev.eku.maven.input;

import dev.eku.command.input.ApplicationText;
import dev.eku.command.input.BadParameter;
import dev.eku.error.EkuException;
import dev.eku.product.Application;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A custom application, as it is written in the POM. Maven sets the fields.
 *
 * |<pre>{@code
 * |<application>
 * |  <id>billing</id>
 * |  <executable>D:\Billing\Billing.exe</executable>
 * |  <service>BillingService</service>
 * |  <clr>v4</clr>
 * |  <bitness>64</bitness>
 * |</application>
 * |}</pre>
 *
 * <p>The executable shows clr and bitness, so neither needs to be given; given ones must not contradict it. A program
 * that hosts the runtime itself, such as w3wp.exe, does not show its clr.
 */
public final class ApplicationParameter {
    private @Nullable String id;
    private @Nullable String executable;
    private @Nullable String service;
    private @Nullable String clr;
    private @Nullable String bitness;

    /** For Maven. */
    public ApplicationParameter() {}

    /** For tests, and for programs that build a POM's configuration. */
    public ApplicationParameter(
            @Nullable String id,
            @Nullable String executable,
            @Nullable String service,
            @Nullable String clr,
            @Nullable String bitness) {
        this.id = id;
        this.executable = executable;
        this.service = service;
        this.clr = clr;
        this.bitness = bitness;
    }

    /**
     * The application.
     *
     * @throws EkuException {@code INVALID_PARAMETER} or {@code INVALID_PATH}, naming the element
     */
    public Application application() {
        String name = ResolvedText.optional("<application><id>", id)
                .orElseThrow(() -> BadParameter.of("input.application-id"));
        Optional<String> path = ResolvedText.optional(place(name, "executable"), executable);
        Optional<String> runs = ResolvedText.optional(place(name, "service"), service);
        if (path.isEmpty() && runs.isEmpty()) {
            throw BadParameter.of("input.application-empty", name);
        }
        return new ApplicationText(
                        name,
                        path,
                        runs,
                        ResolvedText.optional(place(name, "clr"), clr),
                        ResolvedText.optional(place(name, "bitness"), bitness),
                        element -> place(name, element))
                .application();
    }

    /** The applications of the POM. */
    public static List<Application> all(@Nullable List<ApplicationParameter> given) {
        return given == null
                ? List.of()
                : given.stream().map(ApplicationParameter::application).toList();
    }

    private static String place(String name, String element) {
        return "<application> " + name + ", <" + element + ">";
    }
}
