package dev.eku.maven.input;

import dev.eku.error.EkuException;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.service.ServiceName;
import java.util.Optional;
import java.util.function.Function;
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
        String name = TextParameter.optional("<application><id>", id)
                .orElseThrow(() -> BadParameter.of("input.application-id"));
        Optional<String> path = TextParameter.optional(place(name, "executable"), executable);
        Optional<ServiceName> runs = TextParameter.optional(place(name, "service"), service)
                .map(text -> checked(place(name, "service"), text, ServiceName::of));
        Optional<Clr> runtime = ChoiceParameter.optional(place(name, "clr"), clr, Clr.class);
        Optional<Bitness> bits = ChoiceParameter.bitness(place(name, "bitness"), bitness);
        if (path.isPresent()) {
            Application found = checked(
                    place(name, "executable"),
                    path.get(),
                    text -> Application.at(name, text).on(runtime, bits));
            return runs.map(found::runBy).orElse(found);
        }
        ServiceName found = runs.orElseThrow(() -> BadParameter.of("input.application-empty", name));
        return checked(
                place(name, "id"),
                name,
                text -> Application.ofService(text, found).on(runtime, bits));
    }

    private static String place(String name, String element) {
        return "<application> " + name + ", <" + element + ">";
    }

    private static <T> T checked(String place, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (EkuException complaint) {
            throw BadParameter.at(place, complaint);
        }
    }
}
