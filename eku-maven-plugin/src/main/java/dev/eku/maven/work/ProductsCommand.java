package dev.eku.maven.work;

import dev.eku.host.Hosts;
import dev.eku.maven.output.RunOutput;
import dev.eku.product.ProductCatalog;

/** Lists the products. Touches no host. */
final class ProductsCommand {
    private ProductsCommand() {}

    static void run(RunOutput output) {
        output.say(output.reports().ofProducts(ProductCatalog.products(), Hosts.presets()));
    }
}
