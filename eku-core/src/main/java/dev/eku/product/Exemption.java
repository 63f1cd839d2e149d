package dev.eku.product;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.time.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The desired state: these applications are exempt from this setting. Without a product and applications it means the
 * product that is found on the host. Immutable; each method returns a changed copy.
 *
 * @param product the id of the product; if it is empty and no applications are given, the product that is found
 * @param applications the user's own applications
 * @param reason why, for people who ask later
 * @param owner who is responsible for it
 * @param expires the last day on which it should hold
 */
public record Exemption(
        Setting setting,
        Optional<String> product,
        List<Application> applications,
        String reason,
        Optional<String> owner,
        Optional<LocalDate> expires) {
    /**
     * @throws EkuException {@code UNKNOWN_PRODUCT}, or {@code INVALID_PARAMETER} for a last day outside the years 1601
     *     to 9999
     */
    public Exemption {
        if (expires.isPresent() && !FileTime.holds(expires.get())) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "expires", expires.get(), "2027-03-31");
        }
        if (product.isPresent()) {
            ProductCatalog.product(product.get());
        }
        applications = List.copyOf(applications);
    }

    /**
     * Whether another exemption exempts the same applications from the same setting on the same host. Reason, owner and
     * last day do not matter. An exemption without product and applications means the product found there, so it covers
     * the same as one that names that product.
     */
    public boolean coversSameAs(Exemption other) {
        boolean productFound = applications.isEmpty() && (product.isEmpty() || other.product.isEmpty());
        return setting == other.setting
                && applications.equals(other.applications)
                && (productFound || product.equals(other.product));
    }

    /** Whether it has a reason, an owner or a last day. */
    public boolean isExplained() {
        return !reason.isBlank() || owner.isPresent() || expires.isPresent();
    }

    /** An exemption from that setting, for the product that is found on the host. */
    public static Exemption from(Setting setting) {
        return new Exemption(setting, Optional.empty(), List.of(), "", Optional.empty(), Optional.empty());
    }

    /**
     * For that product only.
     *
     * @throws dev.eku.error.EkuException {@code UNKNOWN_PRODUCT}
     */
    public Exemption of(String id) {
        return new Exemption(setting, Optional.of(id), applications, reason, owner, expires);
    }

    /** For that application, and for no product unless one is named. */
    public Exemption of(Application application) {
        List<Application> all = new ArrayList<>(applications);
        all.add(application);
        return new Exemption(setting, product, all, reason, owner, expires);
    }

    /** With the reason, for example a change number. */
    public Exemption because(String why) {
        return new Exemption(setting, product, applications, why, owner, expires);
    }

    /** With the person or team that is responsible for it. */
    public Exemption ownedBy(String who) {
        return new Exemption(setting, product, applications, reason, Optional.of(who), expires);
    }

    /** With the last day on which it should hold. */
    public Exemption until(LocalDate lastDay) {
        return new Exemption(setting, product, applications, reason, owner, Optional.of(lastDay));
    }
}
