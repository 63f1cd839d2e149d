package dev.eku.examples.quickstart;

import static dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS;

import dev.eku.Eku;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.plan.Plan;
import dev.eku.product.Exemption;
import dev.eku.text.Words;
import java.io.PrintStream;

/**
 * Exempts the Data MCU of one host, proves that, and rolls it back. Without an argument it works on a simulated front
 * end of Skype for Business Server 2015. With {@code local:} it changes the machine on which it runs.
 */
public final class Quickstart {
    private Quickstart() {}

    /**
     * Plans, applies, verifies and rolls back.
     *
     * @param args the reference of the host, or nothing
     */
    public static void main(String[] args) {
        run(args.length > 0 ? args[0] : "memory:sfb-2015", System.out);
    }

    static void run(String ref, PrintStream out) {
        try (Host host = Hosts.open(ref)) {
            Eku eku = Eku.on(host);
            Plan plan = eku.plan(Exemption.from(REQUIRE_CERTIFICATE_EKUS).because("KB 4023993, change 4711"));
            plan.requireUnblocked();
            eku.apply(plan, event -> out.println(Words.ENGLISH.text(event.line())));
            out.println("Verdict: " + eku.verify().name());
            eku.apply(eku.planRollback(), event -> out.println(Words.ENGLISH.text(event.line())));
            out.println("Verdict: " + eku.verify().name());
        }
    }
}
