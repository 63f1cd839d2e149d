package dev.eku.maven.input;

import dev.eku.error.EkuException;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.product.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that describe an exemption: which applications, and from which setting. */
public final class ExemptionParameters {
    private static final ChoiceParameter<Setting> SETTING =
            new ChoiceParameter<>("eku.setting", Setting.class, "require-certificate-ekus");

    private ExemptionParameters() {}

    /**
     * The exemption, or empty if neither a setting, nor a product, nor an application is given.
     *
     * @throws EkuException {@code INVALID_PARAMETER}, {@code INVALID_PATH} or {@code UNKNOWN_PRODUCT}
     */
    public static Optional<Exemption> optional(
            @Nullable String setting, @Nullable String product, @Nullable List<ApplicationParameter> applications) {
        boolean given = TextParameter.optional("eku.setting", setting).isPresent()
                || TextParameter.optional("eku.product", product).isPresent()
                || (applications != null && !applications.isEmpty());
        return given ? Optional.of(exemption(setting, product, applications)) : Optional.empty();
    }

    /**
     * The exemption. By default, it is from the EKU check and for the product that is found on the host.
     *
     * @throws EkuException {@code INVALID_PARAMETER}, {@code INVALID_PATH} or {@code UNKNOWN_PRODUCT}
     */
    public static Exemption exemption(
            @Nullable String setting, @Nullable String product, @Nullable List<ApplicationParameter> applications) {
        Exemption exemption = Exemption.from(SETTING.of(setting));
        Optional<String> id = TextParameter.optional("eku.product", product);
        if (id.isPresent()) {
            exemption = exemption.of(ProductCatalog.product(id.get()).id());
        }
        for (Application application : applications(applications)) {
            exemption = exemption.of(application);
        }
        return exemption;
    }

    /** The applications of the POM. */
    public static List<Application> applications(@Nullable List<ApplicationParameter> given) {
        if (given == null) {
            return List.of();
        }
        List<Application> applications =
                given.stream().map(ApplicationParameter::application).toList();
        Set<String> ids = new HashSet<>();
        for (Application application : applications) {
            if (!ids.add(application.id())) {
                throw BadParameter.of("input.application-twice", application.id());
            }
        }
        return applications;
    }
}
