package dev.eku.product;

import java.util.ArrayList;
import java.util.List;

/**
 * A server product. Immutable.
 *
 * @param id its name in eku, for example {@code sfb-2015}
 * @param title the name that its vendor gives it
 * @param version how its version number starts, for example {@code 6.0.}
 * @param folder the default folder of its installation below {@code Program Files}; empty if not known
 * @param applications the processes that read a setting
 */
public record Product(String id, String title, String version, String folder, List<Application> applications) {
    public Product {
        applications = List.copyOf(applications);
    }

    /** The applications that read a setting. */
    public List<Application> applications(Setting setting) {
        List<Application> reading = new ArrayList<>();
        for (Application application : applications) {
            if (application.settings().contains(setting)) {
                reading.add(application);
            }
        }
        return reading;
    }

    /** Its id. */
    @Override
    public String toString() {
        return id;
    }
}
