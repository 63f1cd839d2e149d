package dev.eku.maven;

import dev.eku.host.Hosts;
import dev.eku.maven.output.GoalOutput;
import dev.eku.product.ProductCatalog;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Lists the products eku knows, with the applications that read a setting, their default paths, services and runtimes,
 * and the simulated hosts with which eku can be tried. Touches no host.
 *
 * @since 0.1.0
 */
@Mojo(name = "products", requiresProject = false, threadSafe = true)
public final class ProductsMojo extends EkuGoal {
    /** For Maven. */
    public ProductsMojo() {}

    @Override
    void run(GoalOutput output) {
        output.say(output.reports().ofProducts(ProductCatalog.products(), Hosts.presets()));
    }
}
