package dev.eku.command.input;

import dev.eku.error.EkuException;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.product.Setting;
import dev.eku.text.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the parameters that describe an exemption: which applications, and from which setting. */
public final class ExemptionParameters {
    private static final ChoiceParameter<Setting> SETTING =
            new ChoiceParameter<>(Option.SETTING, Setting.class, "require-certificate-ekus");

    private ExemptionParameters() {}

    /**
     * The exemption, or empty if neither a setting, nor a product, nor an application is given.
     *
     * @throws EkuException {@code INVALID_PARAMETER}, {@code INVALID_PATH} or {@code UNKNOWN_PRODUCT}
     */
    public static Optional<Exemption> optional(Parameters given) {
        boolean isGiven = given.text(Option.SETTING).isPresent()
                || given.text(Option.PRODUCT).isPresent()
                || !given.applications().isEmpty();
        return isGiven ? Optional.of(exemption(given)) : Optional.empty();
    }

    /**
     * The exemption. By default, it is from the EKU check and for the product that is found on the host.
     *
     * @throws EkuException {@code INVALID_PARAMETER}, {@code INVALID_PATH} or {@code UNKNOWN_PRODUCT}
     */
    public static Exemption exemption(Parameters given) {
        Exemption exemption = Exemption.from(SETTING.of(given));
        Optional<String> id = given.text(Option.PRODUCT);
        if (id.isPresent()) {
            exemption = exemption.of(ProductCatalog.product(id.get()).id());
        }
        for (Application application : applications(given)) {
            exemption = exemption.of(application);
        }
        return exemption;
    }

    /**
     * The applications that were given.
     *
     * @throws EkuException {@code INVALID_PARAMETER} or {@code INVALID_PATH}
     */
    public static List<Application> applications(Parameters given) {
        List<Application> applications = given.applications();
        Set<String> ids = new HashSet<>();
        for (Application application : applications) {
            if (!ids.add(application.id())) {
                throw BadParameter.of("input.application-twice", application.id());
            }
        }
        return applications;
    }
}
