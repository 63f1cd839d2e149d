package dev.eku.command;

import dev.eku.command.output.RunOutput;
import dev.eku.host.Hosts;
import dev.eku.product.ProductCatalog;

/** Lists the products and the simulated hosts with which eku can be tried. Touches no host. */
final class ProductsCommand {
    private ProductsCommand() {}

    static void run(RunOutput output) {
        output.say(output.reports().ofProducts(ProductCatalog.products(), Hosts.presets()));
    }
}
