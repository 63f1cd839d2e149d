package dev.eku.bench;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.product.ProductCatalog;
import java.util.ArrayList;
import java.util.List;

/** How much heap one memory host takes: many are built, and what the collector leaves is divided by their number. */
public final class MemoryFootprint {
    private static final int HOSTS = 5_000;

    private MemoryFootprint() {}

    /** Prints a line per preset: untouched, and after its Data MCU's exemption was applied. */
    public static void main(String[] args) {
        ProductCatalog.products().forEach(product -> {
            long before = used();
            List<MemoryHost> hosts = new ArrayList<>(HOSTS);
            for (int i = 0; i < HOSTS; i++) {
                hosts.add(MemoryHost.frontEnd(product.id()).named("FE" + i).build());
            }
            long each = (used() - before) / hosts.size();
            System.out.println("MemoryHost " + product.id() + ": " + each + " bytes of heap each, over " + hosts.size()
                    + " hosts");
        });
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
